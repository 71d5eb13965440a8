"""A report as a tree of numbered headings and paragraphs: reading, numbering, writing.

Pure: knows no Django, no database, no file. Everything works on `tree.Outline`.
"""
