"""The nouns of drafting and reviewing: findings, words, comments, what reviewers keep."""

from drafting.models.comment import (
    Comment,
    CommentState,
    Reply,
    ReplyKind,
    comment_states,
    reply_kinds,
)
from drafting.models.finding import CheckRecord, Dismissal
from drafting.models.lexicon import (
    CALENDAR,
    EXPRESSIONS,
    WORDINGS,
    ChangeKind,
    EntryKind,
    LexiconChange,
    LexiconEntry,
    entry_kinds,
)
from drafting.models.presence import Presence
from drafting.models.review import NoteKind, ReviewNote, ReviewPoint, StandardOpinion, note_kinds
from drafting.models.words import Term, WordKind, word_kinds

__all__ = [
    "CALENDAR",
    "EXPRESSIONS",
    "WORDINGS",
    "ChangeKind",
    "CheckRecord",
    "Comment",
    "CommentState",
    "Dismissal",
    "EntryKind",
    "LexiconChange",
    "LexiconEntry",
    "NoteKind",
    "Presence",
    "Reply",
    "ReplyKind",
    "ReviewNote",
    "ReviewPoint",
    "StandardOpinion",
    "Term",
    "WordKind",
    "comment_states",
    "entry_kinds",
    "note_kinds",
    "reply_kinds",
    "word_kinds",
]
