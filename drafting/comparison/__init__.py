"""Versions of a report beside each other."""
