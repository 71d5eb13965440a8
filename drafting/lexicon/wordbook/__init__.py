"""What an organisation has added to 词库 and 表述与会期 as a workbook, out and in."""
