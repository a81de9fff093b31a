"""`style.css`: the skin's sheet, a template that knows the layout's measures, the faces at hand and the scripts of the book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from compiler.bidi import language_direction
from compiler.model.book import Book
from compiler.model.pages import Resource, Skin

from .coverage import languages_of
from .environment import environment, fill
from .layout import Layout
from .settings import Face

_WRITTEN = {"he": "Hebr", "yi": "Hebr", "lad": "Hebr", "dv": "Thaa", "syr": "Syrc"}
"""The scripts of right-to-left languages whose tags name none; all others are written in Arabic script."""


def style_sheet(layout: Layout, skin: Skin, book: Book, faces: tuple[Face, ...]) -> Resource:
    """The style sheet of `book` in this skin, with these faces embedded."""
    return sheet_for(layout, skin, languages_of(book), faces)


def sheet_for(layout: Layout, skin: Skin, languages: Iterable[str], faces: tuple[Face, ...]) -> Resource:
    """The style sheet of text in `languages` in this skin, with these faces embedded."""
    tags = _tags(languages)
    known = {
        "layout": layout,
        "sheet": layout.sheet,
        "faces": faces,
        "g": layout.leading,
        "stack": _stack(faces, skin),
        "among": _among(tags),
        "written": tags.__contains__,
    }
    return Resource("style.css", "text/css", fill(environment(layout), f"{skin}.css", known).encode())


def _stack(faces: tuple[Face, ...], skin: Skin) -> Callable[..., str]:
    families = tuple(dict.fromkeys(face.family for face in faces))

    def stack(*first: str, generic: str = "serif") -> str:
        """A `font-family`: those of `first` that are embedded, in print then all others, in the order of the layout.

        The first must have the letters of the text: the engine takes the spaces of justified lines from it.
        """
        rest = families if skin == "print" else ()
        named = dict.fromkeys((*(family for family in first if family in families), *rest))
        return ", ".join((*(f'"{family}"' for family in named), generic))

    return stack


def _among(tags: Mapping[str, Sequence[str]]) -> Callable[[str, str], str]:
    def among(wish: str, selectors: str) -> str:
        """`selectors`, once for each tag of the book in a script, or of a language.

        `@` stands for what is in the language (`:lang(fa)`), `%` for the element that says so (`[lang|="fa"]`).
        """
        written = [one.strip() for one in selectors.split(",")]
        return ", ".join(
            one.replace("@", f":lang({tag})").replace("%", f'[lang|="{tag}"]')
            for one in written
            for tag in tags.get(wish, ())
        )

    return among


def _tags(languages: Iterable[str]) -> dict[str, list[str]]:
    """The languages of the book by script and by name, as tags that selectors match; only those from right to left."""
    tags: dict[str, set[str]] = {}
    for language in languages:
        if language_direction(language) == "rtl":
            name, _, rest = language.partition("-")
            explicit = next((part for part in rest.split("-") if len(part) == 4 and part.isalpha()), "")
            script = explicit.title() or _WRITTEN.get(name, "Arab")
            tags.setdefault("Arab" if script == "Aran" else script, set()).add(language if explicit else name)
            tags.setdefault(name, set()).add(name)
    return {wish: sorted(found) for wish, found in tags.items()}
