"""The index of finished editions against every place of its terms in the PDF, found by other means (term_pages)."""

from __future__ import annotations

import tomllib
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tests.edition.conftest import Made
from tests.edition.page_words import letters
from tests.edition.term_pages import Places, passages_of, places_of

XHTML = "{http://www.w3.org/1999/xhtml}"
UNINDEXED = ("Index", "Colophon", "List of figures", "Bibliography", "Names and spellings", "Contents", "A long book")
UNINDEXED_FA = (
    "نمایه",
    "شناسنامهٔ منابع",
    "فهرست تصویرها",
    "کتاب‌شناسی",
    "نام‌ها و نگارش‌ها",
    "فهرست",
    "راهنمای کوتاه بیاض",
)

PUBLISHER_FA = "ویراست‌های نمونهٔ بیاض"


def terms_of(made: Made) -> list[dict[str, Any]]:
    terms: list[dict[str, Any]] = tomllib.loads((made.folder / "edition.toml").read_text("utf-8"))["term"]
    return terms


def index(made: Made) -> Any:
    with zipfile.ZipFile(made.epub) as archive:
        return etree.fromstring(archive.read("EPUB/index.xhtml"))


def listed(made: Made) -> dict[str, list[str]]:
    """What the index says of each term: its pages, those within a range too."""
    terms = terms_of(made)
    entries = (entry for entry in index(made).iter(f"{XHTML}li"))
    return {terms[int(entry.get("id").split("-")[1]) - 1]["term"]: list(pages(entry)) for entry in entries}


def pages(entry: Any) -> Iterator[str]:
    """The folios, those within a range too."""
    for place in entry:
        if place.get("class") == "index-range":
            first, last = ("".join(link.itertext()) for link in place)
            yield from (first, *(written(number, last) for number in range(value(first) + 1, value(last))), last)
        elif place.tag == f"{XHTML}a" and place.get("aria-label"):
            yield "".join(place.itertext())


def value(label: str) -> int:
    return int("".join(str(unicodedata.decimal(digit)) for digit in label))


def written(number: int, like: str) -> str:
    zero = ord(like[0]) - unicodedata.decimal(like[0])
    return "".join(chr(zero + int(digit)) for digit in str(number))


def brute(made: Made, without: tuple[str, ...], silent: tuple[str, ...] = ()) -> Places:
    spellings = {one["term"]: (one["term"], *one.get("variants", ())) for one in terms_of(made) if "see" not in one}
    return places_of(made.pdf, spellings, without, silent)


def test_200_terms_stand_on_the_pages_that_the_index_of_300_pages_tells(long: Made) -> None:
    told, found = listed(long), brute(long, UNINDEXED)
    assert len(told) == 200
    assert {term: at for term, at in told.items() if at != found.pages.get(term)} == {}
    assert told == found.pages
    assert found.turned > 3
    assert sum(map(len, told.values())) > 1500


def test_persian_terms_stand_on_the_pages_that_the_index_tells(persian: Made) -> None:
    told, found = listed(persian), brute(persian, UNINDEXED_FA, (PUBLISHER_FA,))
    told = {term: at for term, at in told.items() if at}
    assert len(told) >= 8
    assert told == found.pages


def test_the_printed_index_is_the_one_of_the_e_book(long: Made) -> None:
    printed = "".join(map(letters, passages_of(long.pdf, "Index")))
    for entry in index(long).iter(f"{XHTML}li"):
        said = letters("".join(entry.itertext()))
        if said.isascii():
            assert said in printed, said


def test_every_folio_of_the_e_book_leads_to_a_place_on_its_page(long: Made) -> None:
    """To a block that begins there, or to the mark of the page; notes stand at the end of their chapter, whatever their page."""
    with zipfile.ZipFile(long.epub) as archive:
        spots = {name: on_pages(etree.fromstring(archive.read(name))) for name in archive.namelist() if "part-" in name}
    links = [link for link in index(long).iter(f"{XHTML}a") if link.get("aria-label")]
    for link in links:
        file, _, target = link.get("href").partition("#")
        at = spots[f"EPUB/{file}"][target or file.removesuffix(".xhtml")]
        assert not at or "".join(link.itertext()) in at, link.get("href")
    assert len(links) > 1500


def on_pages(root: Any) -> dict[str, set[str]]:
    """The pages on which each element with an id may begin: the one before it, and the first that begins in it; none for notes."""
    found: dict[str, set[str]] = {}
    here = ""
    for element in root.iter(etree.Element):
        identifier = element.get("id")
        if element.get("role") == "doc-pagebreak":
            here = element.get("aria-label")
        noted = any(one.get("role") == "doc-footnote" for one in (element, *element.iterancestors()))
        first = next((one.get("aria-label") for one in element.iter() if one.get("role") == "doc-pagebreak"), here)
        if identifier:
            found[identifier] = set() if noted else {here, first}
    return found
