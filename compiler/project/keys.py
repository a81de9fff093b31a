"""Every key of the TOML files: its table, its kind, whether it must be there; docs/collection.md explains each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from compiler.model.reading import Role

Kind = Literal[
    "line",
    "lines",
    "line-or-lines",
    "prose",
    "date",
    "day",
    "language",
    "count",
    "size",
    "flag",
    "id",
    "identifier",
    "way",
    "hash",
    "path",
    "media",
    "numerals",
    "calendar",
]


@dataclass(frozen=True, slots=True)
class Key:
    """A key that Bayaz knows."""

    name: str
    kind: Kind = "line"
    required: bool = False


FIGURE = (
    Key("id", "id", required=True),
    Key("image", "path"),
    Key("alt"),
    Key("decorative", "flag"),
    Key("picture"),
    Key("description", "prose"),
    Key("description_language", "language"),
    Key("caption"),
    Key("language", "language"),
    Key("translation"),
    Key("translation_language", "language"),
    Key("credit"),
)

EDITION = (
    Key("id", "id"),
    Key("title", required=True),
    Key("subtitle"),
    Key("title_translation"),
    Key("editors", "lines"),
    Key("publisher"),
    Key("language", "language"),
    Key("rights", "prose"),
    Key("description", "prose"),
    Key("identifier", "identifier"),
    Key("date", "day", required=True),
    Key("layout"),
    Key("page"),
    Key("numerals", "numerals"),
    Key("calendar", "calendar"),
    Key("provenance", "path"),
    Key("attach", "flag"),
    Key("certified_by"),
)

CHAPTER = (Key("source", required=True), Key("title"))

BACK = (
    Key("figures", "flag"),
    Key("chronology", "flag"),
    Key("names", "flag"),
    Key("bibliography", "flag"),
    Key("index", "flag"),
    Key("persons", "flag"),
)

NAME = (Key("name", required=True), Key("spellings", "lines"), Key("note", "prose"), Key("language", "language"))

TERM = (
    Key("term", required=True),
    Key("variants", "lines"),
    Key("language", "language"),
    Key("sort"),
    Key("under"),
    Key("see", "line-or-lines"),
    Key("see_also", "line-or-lines"),
    Key("person", "flag"),
)

SOURCE = (
    Key("title", required=True),
    Key("subtitle"),
    Key("short_title"),
    Key("authors", "lines"),
    Key("translators", "lines"),
    Key("publisher"),
    Key("place"),
    Key("date", "date"),
    Key("language", "language"),
    Key("addresses", "lines"),
    Key("url"),
    Key("rights", "prose"),
    Key("kind"),
    Key("pages", "count"),
    Key("provenance", "prose"),
    Key("brief", "path"),
)

CAPTURE = (
    Key("file", "path", required=True),
    Key("name"),
    Key("sha256", "hash"),  # needed as well, but asked for with the value that it should have
    Key("bytes", "size"),
    Key("media_type", "media"),
    Key("captured", "date"),
    Key("added", "date"),
)

TEXT = (
    Key("capture"),
    Key("document", "count"),
    Key("way", "way"),
    Key("password"),
)

PRESS = (
    Key("bleed"),
    Key("marks", "flag"),
    Key("sheets", "size"),
    Key("colour"),
    Key("profile", "path"),
    Key("paper"),
    Key("isbn"),
)

EDITION_TABLES = {
    "edition": EDITION,
    "chapter": CHAPTER,
    "figure": FIGURE,
    "back": BACK,
    "name": NAME,
    "term": TERM,
    "print": PRESS,
}
SOURCE_TABLES = {"capture": CAPTURE, "text": TEXT, "figure": FIGURE}
ROLES = get_args(Role)
