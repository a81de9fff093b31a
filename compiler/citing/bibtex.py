"""References as BibTeX, in UTF-8, for BibTeX and biblatex."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware
from bibtexparser.model import Block, Entry, Field
from bibtexparser.writer import BibtexFormat

from .kinds import types
from .people import Name
from .references import Reference

# A brace counts for BibTeX even where a backslash stands before it, so that names of signs stand for both.
_SIGNS = str.maketrans(
    {
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "\\": r"{\textbackslash}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: rf"\{sign}" for sign in "&%$#_"},
    }
)
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_PUBLISHER = {"article": "journal", "techreport": "institution", "booklet": "howpublished"}


def bibtex(references: Iterable[Reference]) -> str:
    """A `.bib` file with an entry for each reference, its id as the key."""
    entries: list[Block] = [
        Entry(types(r.type).bibtex, r.id, [Field(*field) for field in _fields(r)]) for r in references
    ]
    style = BibtexFormat()  # type: ignore[no-untyped-call]  # the library leaves this type out
    style.indent, style.block_separator, style.trailing_comma = "  ", "\n", True
    return write_string(Library(entries), unparse_stack=[_IN_BRACES], bibtex_format=style)


_IN_BRACES = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    kind = types(reference.type).bibtex
    said = (
        # The braces keep the capitals of names, which styles would make small.
        ("title", f"{{{_latex(reference.title)}}}"),
        ("shorttitle", _latex(reference.short_title)),
        ("author", _people(reference.authors)),
        ("editor", _people(reference.editors)),
        ("translator", _people(reference.translators)),
        (_PUBLISHER.get(kind, "publisher"), _latex(reference.publisher)),
        ("address", _latex(reference.place)),
        ("year", reference.issued[:4]),
        ("date", reference.issued),
        ("type", _latex(reference.genre)),
        ("language", _latex(reference.language)),
        ("url", _address(reference.addresses[0]) if reference.addresses else ""),
        ("urldate", reference.accessed),
        ("pagetotal", str(reference.pages or "")),
        ("abstract", _latex(reference.abstract)),
        ("annotation", _latex(reference.note)),
    )
    return ((name, value) for name, value in said if value)


def _people(names: tuple[Name, ...]) -> str:
    return " and ".join(map(_person, names))


def _person(name: Name) -> str:
    """A name that is not parted stands in braces: BibTeX would part it itself, at spaces, commas and every `and`."""
    return f"{{{_latex(name.literal)}}}" if name.literal else f"{_latex(name.family)}, {_latex(name.given)}"


def _latex(text: str) -> str:
    return text.translate(_SIGNS)


def _address(text: str) -> str:
    """An address as it is, since it is read verbatim; only what would end its field is written in hexadecimal."""
    return text.translate(_IN_ADDRESS)
