"""What templates ask of static/: it is there, and nothing needs another machine or inline code."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLES = sorted((settings.BASE_DIR / "static" / "css").rglob("*.css"))
SPRITE = settings.BASE_DIR / "static" / "vendor" / "bootstrap-icons" / "icons.svg"


def relative(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("template", TEMPLATES, ids=relative)
def test_every_icon_and_file_that_a_template_names_is_there(template: Path) -> None:
    text = template.read_text()
    icons = set(re.findall(r'"_icon\.html" with name="([^"]+)"', text))
    drawn = set(re.findall(r'<symbol[^>]* id="([^"]+)"', SPRITE.read_text()))
    assert icons - drawn == set()
    files = re.findall(r"{% static '([^']+)' %}", text)
    assert [file for file in files if not finders.find(file)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=relative)
def test_no_template_breaks_the_content_policy(template: Path) -> None:
    text = template.read_text()
    inline = r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|<script(?![^>]*\ssrc=)|https?://"
    assert re.findall(inline, text) == []


@pytest.mark.parametrize("style", STYLES, ids=relative)
def test_colours_are_named_in_one_place_only(style: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", style.read_text(), flags=re.DOTALL)
    literal = re.findall(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl|oklch)a?\([^)]*\)", text)
    if style.name == "tokens.css":
        assert literal
    else:
        assert literal == []
