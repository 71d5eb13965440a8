"""Every write to the words and the order of a report that is being drafted."""

from reports.editing.arrangement import (
    NothingBehind,
    Rearranged,
    insert_entry,
    insert_section,
    merge_with_next,
    move_entry,
    move_section,
    put_back,
    remove,
    renumber_all,
    split_entry,
)
from reports.editing.conflicts import Choice, settle
from reports.editing.corrections import Correction, WordsChanged, correct
from reports.editing.words import Save, Stale, save_entry, save_head, save_section

__all__ = [
    "Choice",
    "Correction",
    "NothingBehind",
    "Rearranged",
    "Save",
    "Stale",
    "WordsChanged",
    "correct",
    "insert_entry",
    "insert_section",
    "merge_with_next",
    "move_entry",
    "move_section",
    "put_back",
    "remove",
    "renumber_all",
    "save_entry",
    "save_head",
    "save_section",
    "settle",
    "split_entry",
]
