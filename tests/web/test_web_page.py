"""The one file: what a page names is in it, its policy fits it, its bytes are the same, what is unfit is refused."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from compiler import render
from compiler.checks import check_web
from compiler.messages import LayoutError
from compiler.model.outline import outline
from compiler.model.pages import PageMap, PageStart, PrintedPage, Rendered, Resource
from compiler.model.places import Point
from compiler.render.layout import Layout
from compiler.web import embedding, page
from compiler.web.markup import html
from compiler.web.policy import digest, policy
from tests.render import books


@pytest.fixture(scope="module")
def layout() -> Layout:
    return render.load_layout("classic")


def printed(*starts: tuple[str, str, int, bool]) -> PageMap:
    """Pages that begin with these blocks: label, block, number, whether it is of the front matter."""
    pages = tuple(
        PrintedPage(
            index=index,
            number=number,
            label=label,
            side="right",
            fragment="one",
            front=front,
            start=PageStart(points=(Point(block, 0),), leads=True),
        )
        for index, (label, block, number, front) in enumerate(starts)
    )
    return PageMap(pages=pages, blocks={block: index for index, (_, block, _, _) in enumerate(starts)}, heights={})


@pytest.fixture(scope="module")
def rendered(layout: Layout) -> Rendered:
    book = books.book()
    first = book.chapters[0]
    pages = printed(("iii", "titlepage", 3, True), ("۴۱", first.blocks[0].id, 41, False))
    return render.web(book, layout, outline(book), None, pages)


@pytest.fixture(scope="module")
def made(rendered: Rendered) -> bytes:
    return page(rendered)


def test_it_passes_its_own_check(made: bytes) -> None:
    assert [str(message) for message in check_web(made, "book.html")] == []


def test_the_same_bytes_again(layout: Layout, rendered: Rendered, made: bytes) -> None:
    assert page(rendered) == made


def test_nothing_in_it_is_named_but_held(made: bytes) -> None:
    text = made.decode()
    assert text.startswith("<!DOCTYPE html>\n<html ")
    assert "xmlns" not in text and "epub:" not in text and "xml:lang" not in text
    assert not re.search(r'\s(src|srcset)="(?!data:)', text)
    assert not re.search(r"""url\((?!["']?data:)""", re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL))
    assert re.search(r'src: url\("data:font/woff2;base64,d09GMg', text)


def test_marks_have_two_addresses_and_are_listed(made: bytes) -> None:
    text = made.decode()
    for short, long, label in (("piii", "page-iii", "iii"), ("p41", "page-41", "۴۱")):
        mark = (
            f'<span id="{short}"><span role="doc-pagebreak separator" id="{long}" aria-label="{label}"></span></span>'
        )
        assert text.count(mark) == 1
        assert f'<a href="#{short}">{label}</a>' in text


def test_a_page_address_that_the_book_has_gives_way(layout: Layout) -> None:
    book = books.book()
    chapter = replace(book.chapters[0], id="p41")
    book = replace(book, chapters=(chapter, *book.chapters[1:]))
    pages = printed(("41", chapter.blocks[0].id, 41, False))
    text = page(render.web(book, layout, outline(book), None, pages)).decode()
    assert '<section id="p41"' in text and '<span id="p41-">' in text and '<a href="#p41-">41</a>' in text


def test_without_a_pdf_there_are_no_pages(layout: Layout) -> None:
    book = books.book()
    text = page(render.web(book, layout, outline(book))).decode()
    assert "doc-pagelist" not in re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)
    assert "page-" not in " ".join(re.findall(r'\sid="([^"]*)"', text))


def test_every_block_of_the_book_has_its_address(made: bytes) -> None:
    ids = set(re.findall(r'\sid="([^"]*)"', made.decode()))
    book = books.book()
    for chapter in book.chapters:
        assert chapter.id in ids
        assert {block.id for block in chapter.blocks if block.id} <= ids


def test_styles_stand_in_no_attribute(made: bytes) -> None:
    assert not re.search(r'<[^>]*\sstyle="', made.decode())


def test_the_policy_names_what_is_there(made: bytes) -> None:
    text = made.decode()
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    (said,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert said == policy(style, script)
    assert digest(style) in said and digest(script) in said
    assert "unsafe" not in said and "http" not in said
    assert text.index("Content-Security-Policy") < text.index("<style>")


def test_a_page_without_a_script_allows_none() -> None:
    assert "script-src 'none'" in policy("p {}")
    # The empty text's SHA-256, as published.
    assert digest("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


# --- what is unfit ---


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<h1", '<h1 onclick="x()"', "ebook-script"),
        ("<h1", "<script>x()</script><h1", "ebook-script"),
        ("<h1", '<img src="https://example.org/x.png" alt=""/><h1', "ebook-remote"),
        ("<h1", '<a href="#nowhere">x</a><h1', "ebook-reference-dangling"),
        ("<h1", '<p id="colophon">x</p><h1', "ebook-id-duplicate"),
    ],
)
def test_what_a_layout_may_not_bring_is_refused(rendered: Rendered, old: str, new: str, code: str) -> None:
    changed = rendered.pages[0].html.replace(old, new, 1)
    with pytest.raises(LayoutError) as error:
        page(replace(rendered, pages=(replace(rendered.pages[0], html=changed),)))
    assert code in {message.code for message in error.value.messages}


def test_a_page_too_large_is_refused(rendered: Rendered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "MAX_EMBEDDED", 10)
    with pytest.raises(LayoutError) as error:
        page(rendered)
    assert [message.code for message in error.value.messages] == ["web-too-large"]


# --- the small parts ---


@given(st.binary(max_size=400))
def test_a_file_comes_back_from_its_address(data: bytes) -> None:
    for media_type in ("image/png", "image/svg+xml"):
        address = embedding.data_address(Resource("x", media_type, data))
        head, _, body = address.partition(",")
        assert head.startswith(f"data:{media_type}")
        back = base64.b64decode(body) if head.endswith("base64") else _unquoted(body)
        assert back == data
        assert not re.search(r"""[\s"<>#&]""", body)


def _unquoted(text: str) -> bytes:
    return re.sub(rb"%([0-9A-F]{2})", lambda found: bytes([int(found[1], 16)]), text.encode())


def test_a_drawing_is_its_text_where_that_is_shorter() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="' + b"M1,2L3,4" * 50 + b'"/></svg>'
    assert embedding.data_address(Resource("x.svg", "image/svg+xml", drawing)).startswith("data:image/svg+xml,%3Csvg")


_WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=20)


@given(_WORDS, _WORDS, _WORDS)
def test_what_is_written_is_read_again(text: str, tail: str, value: str) -> None:
    root = etree.Element("{http://www.w3.org/1999/xhtml}html", {"lang": "en"})
    body = etree.SubElement(root, "{http://www.w3.org/1999/xhtml}body")
    paragraph = etree.SubElement(body, "{http://www.w3.org/1999/xhtml}p", {"title": value})
    paragraph.text = f"a{text}b"
    etree.SubElement(paragraph, "{http://www.w3.org/1999/xhtml}br").tail = f"c{tail}d"
    etree.SubElement(paragraph, "{http://www.w3.org/1999/xhtml}span")
    written = html(root)
    assert "<br/>" not in written and "<br></br>" not in written and "<span></span>" in written
    back = etree.fromstring(written.encode(), etree.HTMLParser(encoding="utf-8")).find(".//p")
    assert (back.text, back[0].tail, back.get("title")) == (paragraph.text, paragraph[0].tail, value)
