"""The documents fit the product: pictures, links, the words on its buttons, its commands."""

import re
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from subprocess import run
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.management import get_commands

from reports.workflow import TRANSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = settings.BASE_DIR
MANUAL = ROOT / "docs" / "用户手册.md"
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "benchmarks" / "README.md",
]
IMAGES = ROOT / "docs" / "images"
LARGEST = 150_000
APPS = ("accounts", "drafting", "reports")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def prose(document: Path) -> str:
    """The text of a document without its blocks of code."""
    return re.sub(r"^ {4}.*|^```[\s\S]*?^```", "", document.read_text(), flags=re.MULTILINE)


def links(document: Path) -> "Iterator[str]":
    """What a document links to or shows, save on other machines."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(document)):
        if not re.match(r"https?:|mailto:", target):
            yield unquote(target)


def anchors(document: Path) -> set[str]:
    """The names of the headings of a document, as Git hosts make them."""
    headings = re.findall(r"^#+ (.+)$", prose(document), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in links(document):
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file), target


def test_every_picture_is_shown_and_can_be_taken_again() -> None:
    shown = {
        (document.parent / target).resolve()
        for document in DOCUMENTS
        for target in links(document)
        if target.endswith(".png")
    }
    assert shown == {path.resolve() for path in IMAGES.iterdir()}
    taken = re.findall(
        r"^@picture\ndef (\w+)", (ROOT / "script/pictures.py").read_text(), re.MULTILINE
    )
    assert {path.stem for path in shown} == {name.replace("_", "-") for name in taken}


def test_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in IMAGES.iterdir()}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


@cache
def labels() -> set[str]:
    """Every run of words in the templates, every string of our code and of Django's own pages."""
    found: set[str] = set()
    for template in (ROOT / "templates").rglob("*.html"):
        text = re.sub(r"{#.*?#}|<!--.*?-->", "", template.read_text(), flags=re.DOTALL)
        found.update(re.split(r"{%.*?%}|{{.*?}}|<[^>]*>", text, flags=re.DOTALL))
    code = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    for path in (*code, *(ROOT / "static" / "js").rglob("*.js")):
        found.update(re.findall(r'"([^"\n]*)"', path.read_text()))
    for app in ("admin", "auth"):
        package = Path(find_spec(f"django.contrib.{app}").origin).parent  # type: ignore[union-attr, arg-type]
        catalogue = package / "locale/zh_Hans/LC_MESSAGES/django.po"
        found.update(re.findall(r'^msgstr "(.*)"$', catalogue.read_text(), flags=re.MULTILINE))
    return {words.strip() for words in found}


def on_pages() -> set[str]:
    """The labels, and those that the pages put together."""
    confirming = {f"确认{transition.label}" for transition in TRANSITIONS}
    return labels() | confirming | {"添加另一个 审核层级"}


PRESSED = sorted(set(re.findall(r"【([^【】]+)】", MANUAL.read_text())))


@pytest.mark.parametrize("words", PRESSED)
def test_what_the_manual_says_to_press_is_on_a_page(words: str) -> None:
    assert words in on_pages()


def test_words_that_no_page_says_would_be_noticed() -> None:
    assert PRESSED
    assert "保存并发布到互联网" not in on_pages()
    assert "送" not in on_pages()


NAMED = {
    name: document
    for document in DOCUMENTS
    for name in re.findall(r"manage\.py (\w+)", document.read_text())
}
OWN = sorted(name for name, app in get_commands().items() if app in APPS)


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_command_that_a_document_names_gives_help(name: str) -> None:
    command = [sys.executable, "manage.py", name, "--help"]
    done = run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"usage: manage.py {name}")


@pytest.mark.parametrize("name", OWN)
def test_every_command_of_ours_is_in_the_manual(name: str) -> None:
    assert f"manage.py {name}" in MANUAL.read_text()
