"""Style sheets: what EPUB forbids is not said, the reader's choices are left alone, every file that is named is there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from compiler.model.outline import outline
from compiler.render import load_layout

from .books import book
from .reading import LAYOUTS, electronic, layout, printed, sheet_css
from .rtl_books import rtl_book

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
@pytest.mark.parametrize("language", ["fa", "ar", "he", "ur", "ckb"])
def test_no_script_from_right_to_left_is_slanted_spaced_or_hyphenated(name: str, language: str) -> None:
    made = rtl_book(language)
    for rendered in (render.chapters(made, layout(name)), render.ebook(made, layout(name), outline(made))):
        rules = re.findall(
            rf"(?:^|, ):lang\({language}\)(?:, :lang\(\S+\))* \{{([^}}]*)\}}", sheet_css(rendered), re.MULTILINE
        )
        said = {name: value for rule in rules for name, value in re.findall(r"([\w-]+): ([^;]+) !important", rule)}
        assert said["font-style"] == "normal"
        assert said["letter-spacing"] in ("0", "normal")
        assert said.get("font-variant-caps", said.get("font-variant")) == "normal"
        assert said["hyphens"] in ("manual", "none")


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_sheet_speaks_only_of_the_languages_of_its_book(name: str) -> None:
    plain = book(book().chapters[1], provenance=False)
    plain = replace(plain, record=replace(plain.record, title_translation=""))
    css = sheet_css(render.chapters(plain, layout(name)))
    assert ":lang(" not in css
    assert "{}" not in css
    assert "Bayaz Naskh" not in css


def test_a_tag_that_names_its_script_is_matched_whole() -> None:
    made = rtl_book("fa")
    kurdish = replace(made.chapters[0], language="ku-Arab")
    css = sheet_css(render.chapters(replace(made, chapters=(kurdish,)), layout("classic")))
    assert ":lang(ku-Arab)" in css
    assert ":lang(ku)" not in css


def test_the_sheet_of_a_page_is_its_size() -> None:
    rendered = render.chapters(book(), load_layout("classic", "6x9in"))
    assert "size: 432.0pt 648.0pt" in sheet_css(rendered)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_style_of_a_facsimile_page_is_not_that_of_its_chapter(name: str) -> None:
    """A chapter shown as facsimile is of the same class: moved twice, its pages left the sheet."""
    css = re.sub(r"/\*.*?\*/", "", sheet_css(printed(name)), flags=re.DOTALL)
    selectors = [part.strip() for found in re.findall(r"([^{}]*\.facsimile[^{}]*)\{", css) for part in found.split(",")]
    assert selectors
    assert all(".text" in selector for selector in selectors if ".facsimile" in selector)
