"""`manage.py make_collection_samples`: what is made of many reports, a sample of each, for the docs.

The reports are the texts of the demo bureau; nothing is read from the database.
"""

import io
from collections.abc import Callable, Mapping
from functools import cache

from drafting.exporting.chunks import Done
from drafting.exporting.collecting import collect
from drafting.exporting.making import Order, make
from drafting.exporting.storing import Held
from reports import bundles
from reports.bundles import Listed
from reports.demo.loader import FOLDER
from reports.management.commands import make_samples
from reports.models import ExportJob, ExportKind
from reports.outline.reader import read
from reports.word import volume
from reports.word.geometry import GB_9704

BUREAU = "中共云岭市自然资源和规划局机关委员会"
PERIOD = "2026年度"
SUBJECT = f"{PERIOD}党建工作总结"
# In the order of the tree.
REPORTS = {
    "bangongshi-2026": "办公室党支部",
    "guihua-2026": "国土空间规划科党支部",
    "gengbao-2026": "耕地保护监督科党支部",
    "xiufu-2026": "国土空间生态修复科党支部",
    "dikuang-2026": "地质矿产科党支部",
    "zhifa-2026": "自然资源执法支队党支部",
}


@cache
def _made(kind: str) -> Held:
    done = []
    for number, (name, organization) in enumerate(REPORTS.items()):
        outline = read((FOLDER / "texts" / f"{name}.txt").read_text("utf-8"))
        title = "".join("".join(paragraph.text.split()) for paragraph in outline.title)
        listed = Listed(number, organization, "党支部", title, PERIOD, "党建工作总结", "已通过")
        order = Order(number, outline, title, organization, GB_9704)
        done.append(Done(listed, make(kind, order)))
    return Held(done)


def _volume() -> bytes:
    made, out = _made("volume"), io.BytesIO()
    pieces = [volume.Piece(**facts) for facts in made.facts]
    volume.write(
        out,
        cover=volume.Cover(f"{SUBJECT}汇编", BUREAU, PERIOD),
        pieces=pieces,
        fragments=(content.decode() for content in made.contents()),
        pages=volume.first_pages(pieces),
        layout=GB_9704,
    )
    return out.getvalue()


def _list(kind: ExportKind) -> bytes:
    name, out = kind.label.partition("（")[0], io.BytesIO()
    options = {"title": f"{SUBJECT}{name}", "organization": BUREAU, "period": PERIOD}
    collect(ExportJob(kind=kind, options=options), _made(kind), out)
    return out.getvalue()


def _index() -> bytes:
    listed = _made("zip").listed
    return bundles.index(listed, bundles.names(listed))


SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "汇编.docx": _volume,
    "问题清单.docx": lambda: _list(ExportKind.PROBLEMS_DOCX),
    "问题清单.xlsx": lambda: _list(ExportKind.PROBLEMS_XLSX),
    "措施清单.docx": lambda: _list(ExportKind.MEASURES_DOCX),
    "措施清单.xlsx": lambda: _list(ExportKind.MEASURES_XLSX),
    "打包文件里的目录.xlsx": _index,
}
"""What each sample is called and how it is made."""


class Command(make_samples.Command):
    """Write the samples of what is made of many reports."""

    help = "把汇编、问题清单、措施清单各做一份样例，写到 docs/samples。"
    samples = SAMPLES
