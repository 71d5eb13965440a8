"""An outline for people and for programs: the tree as text, and the JSON of `outline`."""

from typing import Any

from reports.outline.points import points
from reports.outline.tree import Node, Outline, Paragraph, walk

FIRST_WORDS = 24


def as_tree(outline: Outline) -> str:
    """One line a node, indented by level: level, marker, roles, first words, what is inside."""
    lines = [f"标题 {p.text}" for p in outline.title]
    lines += [f"副题 {p.text}" for p in outline.subtitle]
    lines += [_line(node) for node in walk(outline.nodes)]
    lines += [f"署名 {p.text}" for p in outline.signature]
    if outline.date:
        lines.append(f"日期 {outline.date.text}")
    return "".join(line + "\n" for line in lines)


def as_json(outline: Outline) -> dict[str, Any]:
    """The object that `outline --format json` prints; its keys are a contract."""
    return {
        "title": "".join(_once([p.text for p in outline.title])) or None,
        "nodes": [_node(node) for node in outline.nodes],
        "signature": _joined(outline.signature),
        "date": outline.date.text if outline.date else None,
    }


def _line(node: Node) -> str:
    marker = node.marker or "-"
    roles = "+".join(node.roles)
    if node.heading is not None:
        kind = "段首" if node.run_in else "独行"
        words = node.heading
    else:
        kind = "无题"
        words = node.paragraphs[0].text if node.paragraphs else ""
        words = words[:FIRST_WORDS] + ("…" if len(words) > FIRST_WORDS else "")
    inside = "".join(p.marker + " " for q in node.paragraphs for p in points(q.text)).rstrip()
    counts = f"{len(node.paragraphs)}段" if node.paragraphs else ""
    tail = " ".join(part for part in (counts, inside) if part)
    line = f"{'  ' * node.level}{node.level} {marker} [{roles}] {kind} {words}"
    return f"{line} | {tail}" if tail else line


def _node(node: Node) -> dict[str, Any]:
    return {
        "level": node.level,
        "marker": node.marker,
        "number": node.number,
        "heading": node.heading,
        "run_in": node.run_in,
        "role": str(node.role),
        "roles": [str(role) for role in node.roles],
        "line": node.line,
        "paragraphs": [paragraph.text for paragraph in node.paragraphs],
        "points": [
            {"marker": point.marker, "number": point.number, "text": point.text}
            for paragraph in node.paragraphs
            for point in points(paragraph.text)
        ],
        "children": [_node(child) for child in node.children],
    }


def _once(lines: list[str]) -> list[str]:
    """The lines of a title; of one that is given twice the first half."""
    half = len(lines) // 2
    return lines[:half] if lines[:half] == lines[half:] else lines


def _joined(paragraphs: tuple[Paragraph, ...]) -> str | None:
    return "\n".join(paragraph.text for paragraph in paragraphs) or None
