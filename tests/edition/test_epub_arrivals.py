"""Every link of the e-book is followed in foliate-js and epub.js as a reader would, and lands where it says.

Links of the text and the contents are clicked with the mouse; the page list and the landmarks, which no page shows, are gone to as
the panels of reading systems do. A place counts as reached when its file is shown and its first letter or picture is on screen.
"""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded: the same links every time
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Error

from tests.checks.zips import changed, swap
from tests.edition.conftest import EDITIONS, Made
from tests.edition.epub_links import Files, Link
from tests.edition.page_words import letters
from tests.reading import ebooks
from tests.reading.ebooks import Entry, OpenBook
from tests.reading.fixtures import Desk

UNSEEN = ("pages", "landmarks")
"""Kinds of links that no page shows."""
SAMPLE = 8
"""Of the long edition so many links of each kind are followed; all of them where EVERY_LINK is set, in some ten minutes."""
KINDS = {"contents", "pages", "landmarks", "note", "way back", "reference", "colophon", "figures"}


def chosen(edition: str, links: Sequence[Link]) -> list[Link]:
    """The links to follow: every one, but for a sample of the long edition, the same for each run."""
    if edition != "long" or os.environ.get("EVERY_LINK"):
        return list(links)
    kinds: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        kinds[link.kind].append(link)
    chance = random.Random(41)  # noqa: S311 - nothing is kept secret with it
    taken = {link for kind in kinds.values() for link in chance.sample(kind, min(SAMPLE, len(kind)))}
    return [link for link in links if link in taken]


def astray(reader: OpenBook, links: Sequence[Link]) -> Iterator[str]:
    """What does not arrive."""
    shown = ""
    for link in links:
        try:
            if link.kind in UNSEEN:
                reader.go_to(link.href)
            else:
                if shown != link.at:
                    reader.go_to(link.at)
                reader.click(link.number)
            shown = reader.section()
        except (Error, LookupError) as error:
            shown = ""
            yield f"{link} is not followed: {error!r}"
            continue
        if shown != link.to or not reader.landed(link.target):
            yield f"{link} ends in {shown}, where its target is {'not on screen' if shown == link.to else 'not'}"


@pytest.mark.parametrize("system", ebooks.SYSTEMS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_link_arrives(
    reading_systems: Desk, request: pytest.FixtureRequest, edition: str, system: ebooks.System
) -> None:
    made: Made = request.getfixturevalue(edition)
    links = chosen(edition, Files.of(made.epub).links())
    with ebooks.opened(reading_systems, made.epub.read_bytes(), system) as reader:
        assert list(astray(reader, links)) == []


def test_the_editions_hold_every_kind_of_link(request: pytest.FixtureRequest) -> None:
    editions: list[Made] = [request.getfixturevalue(edition) for edition in EDITIONS]
    assert {link.kind for made in editions for link in Files.of(made.epub).links()} >= KINDS


# --- what links say ---


def names_its_target(link: Link) -> bool:
    """Whether the target is what the link says that it is: a title, a folio, the sign of a note, a caption."""
    said = letters(link.says)
    match link.kind:
        case "pages" | "NCX pageTarget":
            return re.fullmatch(rf"{re.escape(link.says)}( = .+)?", link.named) is not None
        case "note" | "way back":
            return link.words.startswith(said)
        case "contents" | "NCX navPoint" | "colophon" | "bibliography":
            return said[:20] in link.words[:100]
        case "figures":
            return said[:20] in link.own
        case _:
            return bool(link.words) or link.to == "cover.xhtml"


def test_links_say_where_they_lead(made: Made) -> None:
    files = Files.of(made.epub)
    assert [str(link) for link in (*files.links(), *files.entries()) if not names_its_target(link)] == []


def test_a_link_to_another_place_is_found(shipped: Made, tmp_path: Path) -> None:
    """The comparison itself: two entries of the contents that lead to each other's chapter."""
    swapped = tmp_path / "swapped.epub"
    one, other = b'"interlink-report-1.xhtml"', b'"interlink-report-2.xhtml"'

    def change(held: dict[str, bytes]) -> None:
        nav = held["EPUB/nav.xhtml"]
        held["EPUB/nav.xhtml"] = nav.replace(one, b"\0").replace(other, one).replace(b"\0", other)

    swapped.write_bytes(changed(shipped.epub.read_bytes(), change))
    assert sum(not names_its_target(link) for link in Files.of(swapped).links()) == 2


# --- the panels of reading systems ---


def listed(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    return [(" ".join(entry.label.split()), entry.href.removeprefix("EPUB/")) for entry in entries]


def told(links: Sequence[Link], kind: str) -> list[tuple[str, str]]:
    return [(link.says, link.href) for link in links if link.kind == kind]


def places(entries: Sequence[tuple[str, str]]) -> list[str]:
    return [href for _, href in entries]


@pytest.mark.parametrize("system", ebooks.SYSTEMS)
def test_panels_show_what_the_book_lists(reading_systems: Desk, made: Made, system: ebooks.System) -> None:
    links = Files.of(made.epub).links()
    with ebooks.opened(reading_systems, made.epub.read_bytes(), system) as reader:
        assert listed(reader.contents()) == told(links, "contents")
        assert places(listed(reader.pages())) == places(told(links, "pages"))
        # epub.js takes folios for Western figures.
        assert system == "epubjs" or listed(reader.pages()) == told(links, "pages")
        assert listed(reader.landmarks()) == told(links, "landmarks")


@pytest.mark.parametrize("system", ebooks.SYSTEMS)
def test_panels_of_the_ncx_lead_to_the_same_places(reading_systems: Desk, made: Made, system: ebooks.System) -> None:
    """As readers of EPUB 2 see it: the same book, told that it has no navigation document."""
    files = Files.of(made.epub)
    older = changed(made.epub.read_bytes(), swap("EPUB/content.opf", ' properties="nav"', ""))
    with ebooks.opened(reading_systems, older, system) as reader:
        shown, pages = listed(reader.contents()), listed(reader.pages())
    assert shown == told(files.entries(), "NCX navPoint")
    assert {href for _, href in shown} <= {href for _, href in told(files.links(), "contents")}
    assert told(files.entries(), "NCX pageTarget") == told(files.links(), "pages")
    assert places(pages) == places(told(files.links(), "pages"))
