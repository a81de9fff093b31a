"""The guide in Persian: a whole book from right to left, every kind of block in it, and what it says of Bayaz is true."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from compiler import bidi, files
from compiler.model.reading import Capture, Wishes
from compiler.project import keys
from compiler.readers import read
from tests.edition.conftest import ROOT, Made, bayaz

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
GUIDE = ROOT / "sources" / "rahnama"
ORDER = ["bayaz-chist", "zabt", "shenasname", "sakht", "rast-be-chap", "baresi", "negahdari"]


@pytest.fixture(scope="module")
def pages(persian: Made) -> dict[str, etree._Element]:
    """The EPUB's documents by name."""
    with zipfile.ZipFile(persian.epub) as archive:
        return {
            Path(name).stem: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xhtml")
        }


@pytest.fixture(scope="module")
def package(persian: Made) -> etree._Element:
    with zipfile.ZipFile(persian.epub) as archive:
        return etree.fromstring(archive.read(next(name for name in archive.namelist() if name.endswith(".opf"))))


def elements(pages: dict[str, etree._Element], name: str) -> Iterator[etree._Element]:
    return (element for chapter in ORDER for element in pages[chapter].iter(XHTML + name))


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def chapter_text(name: str) -> str:
    return (GUIDE / name / "captures" / f"{name}.md").read_text("utf-8")


def fenced(name: str, syntax: str) -> list[str]:
    return re.findall(rf"^```{syntax}\n(.*?)^```$", chapter_text(name), re.MULTILINE | re.DOTALL)


# --- the book ---


def test_it_is_a_book_of_some_length_without_a_warning(persian: Made) -> None:
    assert [message for message in persian.said["messages"] if message["level"] != "info"] == []
    assert [chapter["id"] for chapter in persian.said["chapters"]] == ORDER
    assert {chapter["rendition"] for chapter in persian.said["chapters"]} == {"full"}
    assert persian.said["words"] >= 1_800


def test_its_files_do_not_take_the_place_of_the_other_sample(persian: Made, shipped: Made) -> None:
    assert persian.epub.name == "rahnama-2026-11-24.epub"
    assert not {persian.epub.name, persian.pdf.name} & {shipped.epub.name, shipped.pdf.name}


def test_every_kind_of_block_is_there(pages: dict[str, etree._Element]) -> None:
    counted = {name: sum(1 for _ in elements(pages, name)) for name in ("table", "ol", "ul", "dl", "figure", "pre")}
    assert all(counted.values()), counted
    assert counted["figure"] >= 4
    assert sum(1 for _ in elements(pages, "blockquote")) >= 4
    notes = [aside for aside in elements(pages, "aside") if aside.get(EPUB_TYPE) == "footnote"]
    assert len(notes) == 5
    assert {"persian"} == {each.get("class") for each in elements(pages, "ol")}
    couplets = [words(each) for each in elements(pages, "div") if "verse" in (each.get("class") or "").split()]
    assert len(couplets) == 2 and "سفینهٔ غزل است" in couplets[0] and "ز ما هر ذرّه خاک افتاده جایی" in couplets[1]


def test_text_of_every_shape_is_there() -> None:
    text = "\n".join(map(chapter_text, ORDER))
    for shape in (
        r"۲۴ نوامبر|۳ آذر ۱۴۰۵",
        r"\d{4}-\d\d-\d\d",
        r"<https://[^>]+>",
        r"EPUB 3\.3",
        r"۰۲۱-۵۵۵۰۰۱۲۳",
        r"\+98 21 5550 0123",
        r"ص ۱۲–۱۸",
        r"pp\. 12–18",
        r"\(capture\)",
        r"«[^»]+»",
        "\u200c",
    ):
        assert re.search(shape, text), shape


def test_figures_say_what_they_show_in_persian_and_have_captions_of_two_languages(
    pages: dict[str, etree._Element],
) -> None:
    figures = list(elements(pages, "figure"))
    for figure in figures:
        assert re.search("[آ-ی]", figure.find(f".//{XHTML}img").get("alt"))
        said = [(p.get("lang") or "fa", words(p)) for p in figure.iter(XHTML + "p") if p.get("id")]
        assert [language for language, _ in said] == ["fa", "en"]
        assert not re.search("[A-Za-z]", said[0][1].replace("safar.txt", ""))
    assert len(figures) == len({figure.find(f".//{XHTML}img").get("src") for figure in figures}) == 5


def test_the_english_paragraph_goes_its_own_way(pages: dict[str, etree._Element]) -> None:
    (paragraph,) = (p for p in elements(pages, "p") if words(p).startswith("The word bayaz"))
    assert (paragraph.get("lang"), paragraph.get("dir")) == ("en", "ltr")
    inside = [words(bdi) for bdi in paragraph.iter(XHTML + "bdi") if bdi.get("dir") == "rtl"]
    assert inside == ["بیاض", "سفینه", "بازار تبریز، ۱۲۹۰", "مریم نمونه"]


def test_persian_spelling_keeps_to_its_own_signs() -> None:
    """Persian letters, digits, comma and question mark; no space before punctuation, no double or stray joiners."""
    for name in [*ORDER, ""]:
        text = chapter_text(name) if name else (GUIDE / "provenance.md").read_text("utf-8")
        prose = re.sub(r"^```.*?^```$|`[^`\n]+`|^---.*?^---$|<[^>]+>", "x", text, flags=re.MULTILINE | re.DOTALL)
        prose = "\n".join(line for line in prose.split("\n") if bidi.direction_of(line) == "rtl")
        for fault in (
            "[\u0643\u064a\u0660-\u0669]",  # the kaf, yeh and digits of Arabic
            "[آ-ی][,;?]",
            " [،؛؟:»]|« ",
            "\u200c\u200c|\u200c[ \n]|[ \n]\u200c|[ادذرزژو]\u200c(?![آ-ی])",
            r"(?<![آ-ی])(?:ن?می) [آ-ی]",  # the prefix of a verb apart from it
            r"[آ-ی] ها(?:ی|یی)?(?![آ-ی])",
        ):
            found = re.search(fault, prose)
            assert found is None, (name, fault, prose[max(0, found.start() - 20) : found.end() + 20])


# --- from right to left ---


def test_the_epub_pages_from_right_to_left(pages: dict[str, etree._Element], package: etree._Element) -> None:
    assert package.find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    for name, page in pages.items():
        assert (page.get("lang"), page.get("dir")) == ("fa", "rtl"), name


def test_the_pdf_pages_from_right_to_left(persian: Made) -> None:
    with pikepdf.open(persian.pdf) as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"
        assert str(pdf.Root.Lang) == "fa"


def test_contents_of_the_epub_arrive(pages: dict[str, etree._Element]) -> None:
    (contents,) = (nav for nav in pages["nav"].iter(XHTML + "nav") if nav.get(EPUB_TYPE) == "toc")
    links = [(a.get("href"), words(a)) for a in contents.iter(XHTML + "a")]
    assert len(links) > 30
    for href, said in links:
        page, _, target = href.partition("#")
        found = pages[Path(page).stem].xpath("//*[@id=$id]", id=target) if target else [pages[Path(page).stem]]
        assert len(found) == 1, href
        assert re.sub(r"^[\d۰-۹.]+ ", "", said) in words(found[0]), href


# --- what it says is true ---


def test_commands_and_options_that_it_names_exist() -> None:
    text = "\n".join([*map(chapter_text, ORDER), (GUIDE / "provenance.md").read_text("utf-8")])
    helped = {name: bayaz(name, "--help") for name in set(re.findall(r"\bbayaz ([a-z]+)", text))}
    assert set(helped) == {"new", "add", "read", "build", "outline", "check"}
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - {"--version"}
    assert len(options) > 6
    assert [option for option in sorted(options) if not any(option in said for said in helped.values())] == []
    assert bayaz("--version").startswith("bayaz")


def test_the_page_that_it_shows_is_read_as_it_says() -> None:
    (page,) = fenced("zabt", "text")
    (roles,) = fenced("zabt", "toml")
    capture = Capture("safar.txt", page.encode(), "text/plain")
    fates = {e.first: (e.fate, e.where) for e in read(capture, Wishes()).ledger if page.split("\n")[e.first - 1]}
    assert fates == {
        1: ("dropped", ""),
        2: ("metadata", "title"),
        4: ("metadata", "authors"),
        6: ("metadata", "date"),
        8: ("kept", "d1-p1"),
        10: ("kept", "d1-p2"),
    }
    (document,) = read(capture, Wishes()).documents
    assert (document.title, document.authors, document.date) == ("سفر به یزد", ("مریم نمونه",), "2019-08-03")
    quoted = re.findall(r'^"(.+)" = "drop"$', roles, re.MULTILINE)
    mended = read(capture, Wishes(roles=tuple((line, "drop") for line in quoted)))
    assert [entry.fate for entry in mended.ledger if entry.first == 10] == ["dropped"]
    assert files.sha256(page.encode()).startswith(re.findall(r'sha256 = "(\w+)…"', chapter_text("shenasname"))[0])


def test_keys_that_it_explains_exist() -> None:
    known = {key.name for key in (*keys.SOURCE, *keys.EDITION, *keys.CAPTURE, *keys.TEXT, *keys.FIGURE, *keys.CHAPTER)}
    samples = [line for name in ORDER for sample in fenced(name, "toml") for line in sample.split("\n")]
    named = {found[1] for line in samples if (found := re.match(r"([a-z_0-9]+) = ", line))}
    named |= set(re.findall(r"^\| `([a-z_]+)` \|", chapter_text("shenasname"), re.MULTILINE))
    assert named >= {"title", "short_title", "sha256", "translation_language"}
    assert named <= known


def test_the_fault_that_it_shows_is_told_so(tmp_path: Path) -> None:
    (shown,) = fenced("baresi", "text")
    folder = tmp_path / "sources"
    shutil.copytree(GUIDE, folder)
    toml = (GUIDE / "edition.toml").read_text("utf-8")
    (folder / "edition.toml").write_text(toml.replace("\nlanguage =", "\nlangauge ="), "utf-8")
    done = typed("outline", cwd=tmp_path)
    assert done.returncode == 3
    assert shown in done.stderr


def test_codes_of_messages_that_it_lists_exist() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "compiler").rglob("*.py"))
    listed = re.findall(r"^\| `([a-z-]+)` \|", chapter_text("baresi"), re.MULTILINE)
    assert len(listed) >= 5
    assert [name for name in [*listed, "tool-missing"] if f'"{name}"' not in code] == []


def test_its_table_of_exit_codes_is_that_of_the_readme() -> None:
    told = re.findall(r"^\| ([۰-۹]+) \|", chapter_text("sakht"), re.MULTILINE)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [str(int(number)) for number in told] == re.findall(r"^\| (\d+) \| ", readme, re.MULTILINE)


def test_dates_that_it_gives_twice_agree() -> None:
    import jdatetime  # noqa: PLC0415 - a library of the compiler's, here the judge

    def jalali(day: str) -> str:
        months = {2: "اردیبهشت", 5: "مرداد", 9: "آذر", 1: "فروردین"}
        year, month, number = map(int, day.split("-"))
        told = jdatetime.date.fromgregorian(year=year, month=month, day=number)
        said = f"{told.day} {months[told.month]} {told.year}"
        return said.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    text = "\n".join([*map(chapter_text, ORDER), (GUIDE / "provenance.md").read_text("utf-8")])
    for day in ("2026-11-24", "2019-08-03", "2016-05-07", "2027-03-21"):
        assert jalali(day) in text, day


def test_commands_find_it_where_readers_are_told_to_type_them() -> None:
    done = typed("outline", cwd=GUIDE)
    assert done.returncode == 0, done.stderr
    assert "راست‌به‌چپ" in done.stdout


def typed(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command as typed in `cwd`, on a terminal so wide that nothing is wrapped."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    command = [sys.executable, "-m", "compiler", *words]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
