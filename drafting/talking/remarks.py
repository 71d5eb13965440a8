"""A report as .docx with what people say about its words as Word comments."""

from drafting.locating import stored_text
from drafting.models import Comment
from drafting.talking import conversations
from drafting.talking.quoting import Placed, all_placed
from drafting.templatetags.when import moment
from reports import layouts
from reports.models import Report
from reports.outline.writer import write
from reports.word.margin_notes import MarginNote, bare_length, with_notes
from reports.word.typeset import typeset


def word_file(report: Report) -> bytes:
    """The report in the official layout, open comments beside the words that they are about."""
    stored = stored_text(report)
    placed = all_placed(conversations.threads_of(report), stored)
    text = write(stored.outline)
    notes = [note_of(each, text) for each in placed if each.comment.is_open]
    layout = layouts.in_force(report.organization).layout
    return with_notes(typeset(stored.outline, layout=layout), notes)


def note_of(placed: Placed, text: str) -> MarginNote:
    """A comment as Word shows it; one whose words are gone quotes them."""
    said = "\n".join(lines_of(placed.comment))
    author = str(placed.comment.author)
    if placed.found is None:
        gone = f"（原文已改：{placed.comment.quote}）\n" if placed.is_gone else ""
        return MarginNote(0, 0, gone + said, author)
    start = bare_length(text[: placed.found.start])
    return MarginNote(start, start + bare_length(placed.words), said, author)


def lines_of(comment: Comment) -> list[str]:
    """What is said in a thread, a line each."""
    lines = [comment.text] if comment.text else []
    if comment.suggestion is not None:
        lines.append(f"建议改为：{comment.suggestion}" if comment.suggestion else "建议删去。")
    for reply in comment.replies.all():
        said = reply.text or reply.get_kind_display()
        lines.append(f"{reply.author}（{moment(reply.at)}）：{said}")
    return lines
