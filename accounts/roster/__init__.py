"""花名册: organisations and people as a workbook, out and in."""
