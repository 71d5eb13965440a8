"""Dates and the period reported on: each module registers its rules."""

from drafting.checks.rules.dates import days, events, years

__all__ = ["days", "events", "years"]
