"""What the reader makes of pages: text, structure, facts, ledger, and what it must never let through."""

from __future__ import annotations

import base64
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from compiler import readers
from compiler.messages import CaptureError
from compiler.model.content import (
    Emphasis,
    Figure,
    Heading,
    Inline,
    Isolate,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Table,
)
from compiler.model.ledger import faults
from compiler.model.listing import reading_data
from compiler.model.reading import Capture, Reading, Wishes
from compiler.model.walk import block_inlines, block_text, blocks_deep, inlines_deep
from compiler.readers.webpage.parsing import MAX_TAGS

FILLER = "The keeper wrote down the height of the water every morning, and nobody ever asked him for the book. "


def picture(width: int = 120, height: int = 80) -> bytes:
    held = BytesIO()
    Image.new("RGB", (width, height), (20, 90, 60)).save(held, "PNG")
    return held.getvalue()


def data_address(data: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def read(html: str | bytes, wishes: Wishes | None = None, kind: str = "text/html") -> Reading:
    data = html if isinstance(html, bytes) else html.encode()
    made = readers.read(Capture("page.html", data, kind), wishes)
    total = max(entry.last for entry in made.ledger)
    assert faults(total, made.ledger) == []
    return made


def article(inside: str, wishes: Wishes | None = None, head: str = "") -> Reading:
    return read(
        f"<html lang=en><head>{head}</head><body><article><p>{FILLER * 3}</p>{inside}</article></body></html>", wishes
    )


def rows(reading: Reading) -> list[tuple[str, str]]:
    """Kind and text of every listed block but the filler."""
    blocks = [row for document in reading_data(reading)["documents"] for row in document["blocks"]]
    return [(row["kind"], row["text"]) for row in blocks if FILLER.strip() not in row["text"]]


def inlines(reading: Reading) -> list[Inline]:
    blocks = blocks_deep(reading.documents[0].blocks)
    return [inline for block in blocks for run in block_inlines(block) for inline in inlines_deep(run)]


def codes(reading: Reading) -> list[str]:
    return [message.code for message in reading.messages]


def reasons(reading: Reading) -> str:
    return "; ".join(entry.reason for entry in reading.ledger if entry.fate == "dropped")


# --- text and structure ---


def test_white_space_is_collapsed_and_joiners_and_no_break_spaces_stay() -> None:
    made = article("<p>  one\n two <b> three</b>  <i>four </i> </p><p>می‌رود 5 km</p>")
    assert rows(made) == [("paragraph", "one two three four"), ("paragraph", "می‌رود 5 km")]


def test_levels_have_no_gaps_and_numbers_become_labels() -> None:
    made = article("<h2>2. Water</h2><p>a</p><h5>2.1 Ice</h5><p>b</p><h2>1984 and after</h2><p>c</p>")
    headings = [block for block in made.documents[0].blocks if isinstance(block, Heading)]
    assert [(h.level, h.label, block_text(h)) for h in headings] == [
        (1, "2.", "Water"),
        (2, "2.1", "Ice"),
        (1, "", "1984 and after"),
    ]


def test_lists_keep_their_style_start_and_nesting() -> None:
    made = article('<ol type="i" start="4"><li>a<ul><li>b</li></ul></li><li>c</li></ol>')
    (found,) = [block for block in made.documents[0].blocks if isinstance(block, List)]
    assert (found.style, found.start, len(found.items)) == ("lower-roman", 4, 2)
    assert [type(block) for block in found.items[0]] == [Paragraph, List]


def test_table_spans_are_bounded_by_the_table() -> None:
    made = article(
        "<table><tr><th scope=row rowspan=999>a</th><td colspan=99999>b</td></tr><tr><td>c</td></tr></table>"
    )
    (table,) = [block for block in made.documents[0].blocks if isinstance(block, Table)]
    assert table.head == ()
    assert (table.body[0][0].header, table.body[0][0].rows, table.body[0][1].columns) == (True, 2, 1000)


def test_a_table_that_lays_out_is_opened_and_one_of_data_is_not() -> None:
    made = article(
        "<table role=presentation><tr><td><p>left</p></td><td><p>right</p></td></tr></table>"
        "<table><tr><th>n</th></tr><tr><td>1</td></tr></table>"
    )
    assert rows(made) == [("paragraph", "left"), ("paragraph", "right"), ("table", "n\n1")]


def test_blocks_inside_inline_elements_stay_blocks() -> None:
    made = article("<span><p>one</p><em>two</em></span>")
    assert rows(made) == [("paragraph", "one"), ("paragraph", "two")]


def test_notes_are_called_and_lose_their_mark() -> None:
    made = article(
        '<p>Call<sup><a href="#f2">2</a></sup> end.</p>'
        '<div class="footnotes"><p id="f2"><sup>2</sup> The <i>note</i>. <a href="#c">↩</a></p></div>'
    )
    (note,) = [block for block in made.documents[0].blocks if isinstance(block, Note)]
    calls = [inline for inline in inlines(made) if isinstance(inline, NoteRef)]
    assert (block_text(note), note.marker) == ("The note.", "2")
    assert [(call.note, call.marker) for call in calls] == [(note.id, "2")]


def test_notes_outside_the_main_text_follow_their_calls() -> None:
    text = (
        f"<body><article><p>{FILLER * 4}<a href='#n1' role='doc-noteref'>1</a></p></article>"
        "<footer><p id='n1'>1. Kept.</p></footer></body>"
    )
    assert [(kind, text) for kind, text in rows(read(text)) if kind == "note"] == [("note", "Kept.")]


def test_a_call_without_its_note_keeps_its_mark() -> None:
    made = article('<p>Call<sup><a href="#gone">3</a></sup>.</p>')
    assert rows(made) == [("paragraph", "Call3.")]
    assert not [inline for inline in inlines(made) if isinstance(inline, NoteRef)]


def test_inner_links_name_the_block_that_is_meant_and_others_lose_their_target() -> None:
    made = article('<p><a href="#b">to b</a> <a href="#gone">nowhere</a></p><h2 id="b">B</h2><p>x</p>')
    (heading,) = [block for block in made.documents[0].blocks if isinstance(block, Heading)]
    assert [link.target for link in inlines(made) if isinstance(link, Link)] == [f"#{heading.id}"]
    assert ("paragraph", "to b nowhere") in rows(made)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("../up.html", "https://site.example/up.html"),
        ("javascript:alert(1)", None),
        (" java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("ftp://a.example", None),
        ("http://[bad", None),
    ],
)
def test_only_web_and_mail_addresses_stay_links(href: str, target: str | None) -> None:
    made = article(
        f'<p>go <a href="{href}">there</a></p>', head='<link rel=canonical href="https://site.example/a/b.html">'
    )
    links = [inline.target for inline in inlines(made) if isinstance(inline, Link)]
    assert links == ([target] if target else [])
    assert ("paragraph", "go there") in rows(made)


def test_quotations_have_their_source_apart() -> None:
    made = article(
        "<blockquote><p>Said.</p><p>— <cite>A. B.</cite></p></blockquote>"
        "<figure><blockquote>Two.</blockquote><figcaption>C. D.</figcaption></figure>"
    )
    quotes = [block for block in made.documents[0].blocks if isinstance(block, Quote)]
    assert [rows(made)[index][1] for index in range(2)] == ["Said.\n— A. B.", "Two.\nC. D."]
    assert len(quotes) == 2


def test_languages_and_directions_are_inherited_or_told_from_the_letters() -> None:
    made = article(
        '<div lang="de"><p>Wasser <span lang="fa">آب</span></p></div>'
        '<p>این جمله را به فارسی گفته‌اند و چاپ کرده‌اند</p><p dir="rtl" lang="he">שלום 3</p>'
    )
    blocks = made.documents[0].blocks[1:]
    assert [(block.language, block.direction) for block in blocks] == [("de", "ltr"), ("fa", "rtl"), ("he", "rtl")]
    assert [(i.language, i.direction) for i in inlines(made) if isinstance(i, Isolate)] == [("fa", "rtl")]


def test_a_wrong_language_of_the_page_does_not_hold_against_its_letters() -> None:
    text = "قنات‌های این دشت را پیران ده می‌شناسند و نام هر یک را می‌دانند. " * 4
    made = read(f'<html lang="en-US" dir="ltr"><body><article><h1>قنات</h1><p>{text}</p></article></body></html>')
    (block,) = made.documents[0].blocks
    assert (made.documents[0].language, block.language, block.direction) == ("fa", "fa", "rtl")


def test_struck_out_text_is_left_out_with_a_message() -> None:
    made = article("<p>ten <del>nine</del> eight</p>")
    assert rows(made) == [("paragraph", "ten eight")]
    assert "deletion-left-out" in codes(made)
    assert "deleted text" in reasons(made)


def test_bold_in_bold_is_bold_once() -> None:
    made = article("<p>x <i>a <em>b</em></i></p>")
    assert sum(isinstance(inline, Emphasis) for inline in inlines(made)) == 1


# --- what is left out ---


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<script>alert(1)</script>", "program"),
        ("<style>p{}</style>", "style sheet"),
        ("<iframe src=x></iframe>", "frame from elsewhere"),
        ("<nav>menu words</nav>", "menu"),
        ("<p hidden>unseen</p>", "hidden"),
        ("<p style='display: none'>unseen</p>", "hidden"),
        ("<div class='share-buttons'>Tell all</div>", "sharing"),
        ("<div class='newsletter'>Sign up</div>", "subscription"),
        ("<div id='comments'>First!</div>", "comments"),
        ("<img src='https://t.example/p.gif' width=1 height=1>", "tracking pixel"),
        ("<p></p>", "empty"),
    ],
)
def test_furniture_is_dropped_with_its_reason(html: str, reason: str) -> None:
    made = article(html)
    assert rows(made) == []
    assert reason in reasons(made)


def test_words_in_class_names_do_not_cost_the_text() -> None:
    made = read(f"<body><div class='widget share related'><p>{FILLER * 5}</p></div></body>")
    assert FILLER.strip() in block_text(made.documents[0].blocks[0])


def test_every_element_has_one_entry_and_names_a_block_that_is_there() -> None:
    made = article(
        "<h2>A</h2><ul><li>b</li></ul><nav>x</nav>", head="<title>T</title><meta name=author content='Ann Lee'>"
    )
    ids = {row["id"] for row in reading_data(made)["documents"][0]["blocks"]}
    kept = [entry for entry in made.ledger if entry.fate == "kept"]
    assert all(set(entry.where.split()) <= ids for entry in kept)
    assert [entry.where for entry in made.ledger if entry.fate == "metadata" and "authors" in entry.where]


# --- pictures ---


def test_pictures_of_every_kind_of_address_are_brought_along() -> None:
    files: dict[str, bytes] = {"page_files/my pic.png": picture(90, 70), "page_files/lazy.png": picture(91, 71)}
    inside = (
        f'<img src="{data_address(picture())}" alt="A">'
        '<img src="page_files/my%20pic.png" alt="B">'
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="./page_files/lazy.png" alt="C">'
    )
    made = article(inside, Wishes(beside=files.get))
    figures = [block for block in made.documents[0].blocks if isinstance(block, Figure)]
    assert [(figure.alt, bool(figure.image)) for figure in figures] == [("A", True), ("B", True), ("C", True)]
    assert {p.name for p in made.pictures} == {figure.image for figure in figures}
    assert sorted(p.width for p in made.pictures) == [90, 91, 120]


def test_one_picture_shown_twice_is_held_once_under_a_name_of_its_content() -> None:
    made = article(f'<img src="{data_address(picture())}" alt=A><p>x</p><img src="{data_address(picture())}" alt=B>')
    again = article(f'<img src="{data_address(picture())}" alt=C>')
    assert len(made.pictures) == 1
    assert made.pictures[0].name == again.pictures[0].name


def test_what_is_no_picture_leaves_its_caption_and_a_message() -> None:
    made = article(f'<figure><img src="{data_address(b"nothing")}" alt="A"><figcaption>Cap</figcaption></figure>')
    assert rows(made) == [("caption", "Cap")]
    assert codes(made) == ["image-bad"]
    assert made.pictures == ()


def test_pictures_elsewhere_and_outside_the_folder_are_never_fetched() -> None:
    asked: list[str] = []

    def beside(name: str) -> bytes | None:
        asked.append(name)
        return None

    made = article(
        '<img src="https://a.example/b.png" alt=A><img src="../../secret.png" alt=B><img src="/etc/x.png" alt=C>',
        Wishes(beside=beside),
    )
    assert asked == []
    assert codes(made) == ["image-not-held"] * 3


def test_svg_keeps_its_drawing_and_loses_what_acts_or_reaches_out() -> None:
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 60' onload='x()'><script>alert(1)</script>"
        "<a href='https://out.example'><rect width='40' height='30' onclick='x()' fill='url(https://out.example/f)'/></a>"
        "<image href='https://out.example/i.png'/><foreignObject><p>x</p></foreignObject><circle r='4' fill=\"url('#g')\"/></svg>"
    )
    made = article(f'<figure><img src="{data_address(svg.encode(), "image/svg+xml")}" alt=A></figure><div>{svg}</div>')
    figures = [block for block in made.documents[0].blocks if isinstance(block, Figure)]
    assert len(figures) == 2
    assert {figure.image for figure in figures} == {held.name for held in made.pictures}
    for held in made.pictures:
        text = held.data.decode()
        assert "<rect" in text
        assert "#g" in text
        for bad in ("script", "out.example", "onload", "onclick", "foreign"):
            assert bad not in text.lower(), bad


# --- archives and encodings ---


def mhtml(parts: list[tuple[str, str, bytes]], extra: str = "") -> bytes:
    lines = [f'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="xx"{extra}\r\n\r\n'.encode()]
    for kind, header, data in parts:
        lines.append(f"--xx\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{header}\r\n\r\n".encode())
        lines.append(base64.encodebytes(data) + b"\r\n")
    return b"".join([*lines, b"--xx--\r\n"])


def test_an_archive_gives_its_pictures_and_its_charset() -> None:
    page = (
        f"<body><article><p>Café. {FILLER * 3}</p><img src='cid:a@b' alt=A><img src='i/c.png' alt=C></article></body>"
    )
    data = mhtml(
        [
            ("text/html; charset=windows-1252", "Content-Location: https://a.example/x/p.html", page.encode("cp1252")),
            ("image/png", "Content-ID: <a@b>", picture()),
            ("image/png", "Content-Location: https://a.example/x/i/c.png", picture(99, 99)),
        ]
    )
    made = read(data, kind="multipart/related")
    assert len(made.pictures) == 2
    assert "Café" in block_text(made.documents[0].blocks[0])
    assert made.documents[0].address == "https://a.example/x/p.html"


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(CaptureError, match="mhtml-damaged"):
        read(mhtml([("image/png", "X: y", picture())]), kind="multipart/related")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_encodings_are_told(encoding: str) -> None:
    words = "بازار کهنه را در شهر همه مي‌شناسند و از آن گذشته‌اند. " * 6
    text = f"<html lang=fa><body><article><p>{words.replace('ی', 'ي')}</p></article></body></html>"
    made = read(text.encode(encoding))
    assert block_text(made.documents[0].blocks[0]) == words.replace("ی", "ي").strip()


def test_a_false_charset_is_seen_through() -> None:
    made = read(f"<meta charset=utf-8><body><article><p>Café {FILLER * 3}</p></article>".encode("cp1252"))
    assert "Café" in block_text(made.documents[0].blocks[0])
    assert "encoding-guessed" in codes(made)


# --- hostile pages ---


def test_a_page_of_nothing_says_so() -> None:
    with pytest.raises(CaptureError, match="page-empty"):
        read("")
    assert "text-not-found" in codes(read("<html><body><script>x</script></body></html>"))


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(CaptureError, match="page-too-large"):
        read("<b>" * (MAX_TAGS + 1))


@pytest.mark.parametrize("name", ["div", "span", "ul><li", "blockquote", "table><tr><td", "em"])
@pytest.mark.parametrize("depth", [80, 1500, 5000])
def test_endless_nesting_is_bounded_with_a_message(name: str, depth: int) -> None:
    made = read(f"<body><article><p>{FILLER * 3}</p>" + f"<{name}>deep " * depth)
    assert "page-too-deep" in codes(made) or depth == 80
    list(blocks_deep(made.documents[0].blocks))


def test_entities_are_not_loaded_and_do_not_grow() -> None:
    text = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    made = read(
        f"{text}<html xmlns='http://www.w3.org/1999/xhtml'>"
        f"<body><article><p>{FILLER * 3}</p><p>t &x; &eacute; &nbsp;u</p></article></body></html>",
        kind="application/xhtml+xml",
    )
    assert "root:" not in str(rows(made))
    assert "é" in str(rows(made))


@pytest.mark.parametrize("name", ["b><p", "a href=x", "dd", "option", "font"])
def test_endless_tags_that_the_parser_closes_are_read(name: str) -> None:
    made = read(f"<body><article><p>{FILLER * 3}</p>" + f"<{name}>word " * 600)
    assert "".join(block_text(block) for block in made.documents[0].blocks).count("word") == 600


# --- the editor's wishes ---


def test_wishes_recast_blocks_and_one_that_fits_nothing_is_reported() -> None:
    made = article(
        "<p>Plain line</p><p>Away with it</p><p>A caption</p>",
        Wishes(
            roles=(
                ("Plain line", "heading"),
                ("Away  with it", "drop"),
                ("A caption", "caption"),
                ("not there", "drop"),
            )
        ),
    )
    assert rows(made) == [("heading", "Plain line"), ("caption", "A caption")]
    assert codes(made) == ["role-unmatched"]


def test_a_wished_title_replaces_the_pages_own() -> None:
    made = article(
        "<p>The true title</p><p>x</p>", Wishes(roles=(("The true title", "title"),)), head="<title>False</title>"
    )
    assert made.documents[0].title == "The true title"
    assert rows(made) == [("paragraph", "x")]


def test_the_same_page_gives_the_same_reading(tmp_path: Path) -> None:
    make: Callable[[], Reading] = lambda: article(f'<h2 id=a>A</h2><img src="{data_address(picture())}" alt=A>')  # noqa: E731
    assert make() == make()


def test_an_id_made_from_the_words_of_a_heading_is_no_sign_of_furniture() -> None:
    made = article('<div id="sharing-with-a-single-keeper"><h2>Sharing with a single keeper</h2><p>x</p></div>')
    assert rows(made) == [("heading", "Sharing with a single keeper"), ("paragraph", "x")]


def test_a_text_parted_by_the_page_is_kept_whole() -> None:
    opening = "The first boat left before the tide had turned, and nobody on the pier saw it go, or so they said later."
    made = read(
        f"<body><div class=a><p>{opening}</p><div class=box><a href=x>Other things</a></div>"
        f"<div class=b><p>{FILLER * 3}</p><p>{FILLER * 3}</p><p>{FILLER * 4}</p></div></div></body>"
    )
    assert rows(made) == [("paragraph", opening)]
    assert "main-text-guessed" in codes(made)
    assert "beside the main text" in reasons(made)
