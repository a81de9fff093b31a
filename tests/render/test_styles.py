"""Style sheets: what EPUB forbids is not said, the reader's choices are left alone, every file that is named is there."""

from __future__ import annotations

import re
from typing import Any

import pytest

from compiler.render import load_layout

from .books import book
from .reading import LAYOUTS, electronic, printed, sheet_css

from compiler import render  # isort: skip


def declarations(css: str) -> list[tuple[str, str]]:
    body = re.sub(r"/\*.*?\*/|@font-face\s*\{[^}]*\}", "", css, flags=re.DOTALL)
    return [(name, value.strip()) for name, value in re.findall(r"([\w-]+)\s*:\s*([^;{}]+)(?=[;}])", body)]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_electronic_skin_sets_little(name: str) -> None:
    said = declarations(sheet_css(electronic(name)))
    names = {property_ for property_, _ in said}
    assert not names & {"direction", "unicode-bidi", "color", "background", "background-color", "position"}
    assert not [value for _, value in said if re.search(r"\d(pt|px|mm|cm|in)\b", value)]
    assert not [value for property_, value in said if property_ == "text-align" and value == "justify"]
    families = {value for property_, value in said if property_ == "font-family"}
    assert {"Bayaz Serif", "Bayaz Sans"} & set(re.findall(r'"([^"]+)"', " ".join(families))) == set()


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("make", [printed, electronic], ids=["print", "ebook"])
def test_every_file_that_a_sheet_names_is_given_along(name: str, make: Any) -> None:
    rendered = make(name)
    named = set(re.findall(r'url\("([^"]+)"\)', sheet_css(rendered)))
    assert named
    assert named <= {resource.name for resource in rendered.resources}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("make", [printed, electronic], ids=["print", "ebook"])
def test_every_family_that_a_sheet_names_is_embedded(name: str, make: Any) -> None:
    css = sheet_css(make(name))
    named = set(re.findall(r'"(Bayaz [^"]+)"', re.sub(r"@font-face\s*\{[^}]*\}", "", css)))
    given = set(re.findall(r'font-family: "(Bayaz [^"]+)"; font-weight', css))
    assert named <= given


@pytest.mark.parametrize("name", LAYOUTS)
def test_persian_is_never_slanted_spaced_or_hyphenated(name: str) -> None:
    for css in (sheet_css(printed(name)), sheet_css(electronic(name))):
        rule = re.search(r":lang\(fa\), :lang\(ar\)[^{]*\{([^}]*)\}", css)
        assert rule
        for must in ("font-style: normal", "letter-spacing: ", "hyphens: "):
            assert must in rule[1]


def test_the_sheet_of_a_page_is_its_size() -> None:
    rendered = render.chapters(book(), load_layout("classic", "6x9in"))
    assert "size: 432.0pt 648.0pt" in sheet_css(rendered)
