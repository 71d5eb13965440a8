"""Comparing: two versions of a report of 5,000 characters, word by word, as the page shows them.

Bounds: 50 ms, for a version edited in 60 places and for last year's report with other words.
"""

import random
import time
from collections.abc import Callable, Iterator
from functools import partial

import django

LENGTH = 5_000
EDITS = 60
MOST_MILLISECONDS = 50.0
ROUNDS = 20
SENTENCES = (
    "支部组织集中学习{}次，党员撰写心得体会{}篇。",
    "走访服务对象{}户，解决实际困难{}个。",
    "召开支委会{}次，研究党建工作议题{}项。",
    "开展志愿服务{}场，办结群众诉求{}件。",
)


def run() -> Iterator[str]:
    """Give the lines of result."""
    django.setup()
    from drafting.comparison.comparing import compared  # models can be loaded only after the set-up
    from reports import records
    from reports.outline.reader import read

    chance = random.Random(2026)  # noqa: S311 - texts, not secrets
    now = _report(chance)
    contents = {
        "edited in 60 places": _edited(now, chance),
        "with other words": _report(chance),
    }
    after = records.content_from(read(now))
    for name, text in contents.items():
        before = records.content_from(read(text))
        assert compared(before, after).changed  # what is measured must be there
        best = min(_timed(partial(compared, before, after, figures=True)) for _ in range(ROUNDS))
        over = "" if best <= MOST_MILLISECONDS else "  OVER"
        yield f"against one {name}: {best:.1f} ms (bound {MOST_MILLISECONDS:.0f} ms){over}"


def _report(chance: random.Random) -> str:
    """A report of LENGTH characters with other sentences and figures each time."""
    parts, length, number = ["党支部2026年党建工作总结\n"], 0, 0
    while length < LENGTH:
        number += 1
        words = "".join(
            chance.choice(SENTENCES).format(chance.randrange(2, 60), chance.randrange(2, 60))
            for _ in range(6)
        )
        parts.append(f"（{number}）第{number}项工作。{words}\n")
        length += len(parts[-1])
    return "".join(parts)


def _edited(text: str, chance: random.Random) -> str:
    """`text` with words put in and taken out in EDITS places."""
    for _ in range(EDITS):
        place = chance.randrange(len(text) - 10)
        text = (
            text[:place] + chance.choice(("", "认真", "12")) + text[place + chance.randrange(4) :]
        )
    return text


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds that it takes once."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
