"""What an EPUB says of its own accessibility (EPUB Accessibility 1.1): complete where it claims a standard, and true."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.messages import Message

from .publication import MATHML, OPF, Publication, types

_NEEDED = ("accessMode", "accessibilityFeature", "accessibilityHazard", "accessModeSufficient")
"""Discovery metadata that a publication must have (2.2); a summary should stand beside it."""
_PREFIXES = ("schema:", "a11y:", "dcterms:")


def check(book: Publication) -> Iterator[Message]:
    """What the metadata lacks or says falsely; an information where a book says nothing at all."""
    if book.version == "2":
        return
    told = _told(book)
    lacking = [name for name in _NEEDED if name not in told]
    claims = any("epub-a11y" in value.lower() or "EPUB Accessibility" in value for value in _claims(book))
    if lacking and (claims or len(lacking) < len(_NEEDED)):
        text = (
            f"the package {'claims a standard of accessibility' if claims else 'tells of accessibility'} and says no "
        )
        hint = 'say it: <meta property="schema:…">…</meta>'
        level = "error" if claims else "warning"
        yield book.found("epub-accessibility", text + ", ".join(lacking), hint, book.opf, level=level)  # type: ignore[arg-type]
    elif lacking:
        text = "the package does not tell how accessible the book is"
        yield book.found("epub-accessibility", text, "say schema:accessMode and others", book.opf, level="info")
    yield from _false(book, told.get("accessibilityFeature", frozenset()))


def _false(book: Publication, features: frozenset[str]) -> Iterator[Message]:
    """Features that the package names and the book has not; that a picture lacks its words is said at the picture."""
    hint = "take the feature out of the metadata, or put it into the book"
    held = {
        "pageNavigation": any(
            types(e) & {"page-list", "doc-pagelist"} for d in book.documents.values() for e in d.elements
        ),
        "MathML": any(e.tag.startswith(MATHML) for d in book.documents.values() for e in d.elements),
    }
    for feature, there in held.items():
        if feature in features and not there:
            yield book.found("epub-accessibility", f"the package claims {feature}, and it is not so", hint, book.opf)


def _told(book: Publication) -> dict[str, frozenset[str]]:
    """What the metadata say, by property without its prefix."""
    found: dict[str, frozenset[str]] = {}
    for meta in book.package.iterfind(f"{OPF}metadata/{OPF}meta"):
        name, value = meta.get("property", ""), (meta.text or "").strip()
        plain = next((name.removeprefix(prefix) for prefix in _PREFIXES if name.startswith(prefix)), name)
        if value:
            found[plain] = found.get(plain, frozenset()) | {value}
    return found


def _claims(book: Publication) -> Iterator[str]:
    yield from _told(book).get("conformsTo", ())
    for link in book.package.iterfind(f"{OPF}metadata/{OPF}link"):
        if "dcterms:conformsTo" in link.get("rel", "").split():
            yield link.get("href", "")
