"""What the outside of an EPUB says of right-to-left text: the way its pages turn, its NCX, style sheets that set directions."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.bidi import has_rtl, language_direction
from compiler.messages import Message, shortened

from . import styles
from .packaging import progression
from .publication import DC, NCX, NCX_TYPE, Publication, language, parsed


def check(book: Publication) -> Iterator[Message]:
    """Faults of the package as a whole; those of its documents are `bidi_epub`'s."""
    yield from progression(book)
    yield from (message for message in styles.check(book) if message.code == "epub-css-direction")
    yield from _ncx(book)


def _ncx(book: Publication) -> Iterator[Message]:
    """Readers of EPUB 2, Kindle among them, show the contents of the NCX by the language that it names: the book's."""
    first = next((e.text or "" for e in book.children("metadata") if e.tag == f"{DC}language"), "").strip()
    if language_direction(first) != "rtl":
        return
    for item in book.items:
        if item.media_type != NCX_TYPE or item.path not in book.members:
            continue
        try:
            root = parsed(book.members[item.path])
        except ValueError:
            continue
        titles = " ".join(" ".join(label.itertext()) for label in root.iter(f"{NCX}navLabel"))
        said, tag = root.get("dir", ""), language(root)
        if has_rtl(titles) and said != "rtl" and not (tag and language_direction(tag) == "rtl"):
            text = f"the NCX holds right-to-left titles and says that its language is {tag or 'none'}"
            hint = 'name it on the ncx element, for Persian xml:lang="fa"'
            yield book.found("bidi-ncx", text, hint, item.path, at=root, quote=shortened(titles))
