"""`READ ME FIRST.txt`: tells a stranger, in the languages of the book, what the bag is and how to check it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from compiler.words import Words, gettext_noop

from .facts import BOOKS, COLLECTION, LAYOUTS, PAYLOAD, Facts
from .members import Member

NAME = "READ ME FIRST.txt"
_WIDTH = 78
_HEADING = gettext_noop("Read me first")
_WHAT = gettext_noop(
    "This folder holds a book, “{title}”, in its edition of {date}, and everything that it was made from. It was packed so that "
    "it can be read, checked and built again by someone who knows nothing of the programs of its time."
)
_HELD = gettext_noop("What lies where")
_PLACES = (
    (BOOKS, gettext_noop("the book itself, in one or more formats: open any of them")),
    (COLLECTION, gettext_noop("the captures as they were obtained, never edited, with the records that describe them")),
    (LAYOUTS, gettext_noop("the layouts, typefaces and phrases that the book was set with, and their licences")),
    (f"{PAYLOAD}/ledger.json", gettext_noop("what became of every line or page of each capture")),
    (
        f"{PAYLOAD}/CITATION.cff",
        gettext_noop("how to cite the book; its sources are in citations, for reference managers"),
    ),
    (
        f"{PAYLOAD}/provenance.json",
        gettext_noop("which capture was turned into which chapter, and with which programs, in the terms of W3C PROV"),
    ),
    (
        f"{PAYLOAD}/ro-crate-metadata.json",
        gettext_noop("the same and a description of every file, by the RO-Crate standard, for machines"),
    ),
)
_CHECK = gettext_noop("How to check that it is whole")
_BY_HAND = gettext_noop(
    "Each file has a sum in the lists manifest-sha256.txt and manifest-sha512.txt. Open a terminal in this folder and type:"
)
_MEANS = gettext_noop(
    "Every line must end with OK. Then no byte has changed since the edition was made. The lists follow the BagIt standard "
    "(RFC 8493), so any program that knows it can check the folder too."
)
_AGAIN = gettext_noop("How to build it again")
_BUILD = gettext_noop(
    "The free program Bayaz makes the same book from this folder, byte for byte where its versions are those listed below:"
)
_WITH = gettext_noop("Made with")
_RIGHTS = gettext_noop("Rights")


def letter(facts: Facts, spoken: Sequence[Words]) -> Member:
    """The letter in each of the languages `spoken`, one after the other, as plain UTF-8 text with lines of at most 78 characters."""
    parts = [_letter(facts, words) for words in spoken]
    return Member(NAME, ("\n\n" + "=" * _WIDTH + "\n\n").join(parts).encode() + b"\n")


def _letter(facts: Facts, words: Words) -> str:
    record = facts.record
    places = [f"  {path}\n{_filled(words(said), '      ')}" for path, said in _PLACES]
    made_with = ", ".join(f"{name} {version}" for name, version in facts.software)
    blocks = [
        words(_HEADING).upper(),
        _filled(words(_WHAT, title=record.title, date=words.date(record.date))),
        words(_HELD).upper(),
        *places,
        words(_CHECK).upper(),
        _filled(words(_BY_HAND)),
        "    sha256sum -c manifest-sha256.txt",
        _filled(words(_MEANS)),
        words(_AGAIN).upper(),
        _filled(words(_BUILD)),
        f"    bayaz verify --rebuild {facts.stem}.zip",
        _filled(f"{words(_WITH)}: {made_with}"),
    ]
    if record.rights:
        blocks += [words(_RIGHTS).upper(), _filled(record.rights)]
    return "\n\n".join(blocks)


def _filled(text: str, indent: str = "") -> str:
    """Lines broken between words only: an address or a name is never cut."""
    return fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
