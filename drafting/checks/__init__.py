"""体检: what a careful clerk would find in a report.

Pure: an Outline and a Context go in, Findings come out. Knows no Django, no user, no dismissal.
"""
