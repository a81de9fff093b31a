"""What a PDF says of itself: title, people, language, outline; read with pypdf, nothing believed that looks like a file name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import pypdf

MAX_ENTRIES = 5000
_DEPTH = 12
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint) - .*|untitled.*|.*\.(?:docx?|pdf|indd|tex|dvi|odt|html?|qxd)|\W*|document\d*)",
    re.IGNORECASE,
)
_NO_AUTHOR = frozenset({"", "user", "admin", "administrator", "owner", "unknown", "author", "anonymous", "microsoft"})


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """An entry of the outline: level from 1, its words, the page (from 1) that it leads to, 0 if that is not known."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Empty where the file says nothing, or nothing to be believed."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    language: str = ""
    outline: tuple[OutlineEntry, ...] = ()


def facts_of(objects: pypdf.PdfReader | None) -> Facts:
    """What the file says; a part that is damaged counts as unsaid."""
    if objects is None:
        return Facts()
    info = _tried(lambda: objects.metadata) or {}
    xmp = _tried(lambda: objects.xmp_metadata)
    creators = _strings(xmp, "dc_creator")
    said = _squeezed(info.get("/Author", ""))
    return Facts(
        title=_title(_squeezed(info.get("/Title", "")) or next(iter(_strings(xmp, "dc_title")), "")),
        authors=_people(creators if len(creators) > 1 or not said else [said]),
        publisher=next(iter(_strings(xmp, "dc_publisher")), ""),
        date=next((d for d in map(_day, _strings(xmp, "dc_date")) if d), ""),
        language=_language(_tried(lambda: cast(Any, objects.trailer["/Root"]).get("/Lang", ""))),
        outline=tuple(_tried(lambda: list(_outline(objects))) or ()),
    )


def _tried(ask: Any) -> Any:
    """The answer, None where a broken object lets pypdf raise whatever it happens to raise."""
    try:
        return ask()
    except Exception:
        return None


def _squeezed(said: object) -> str:
    text = "".join(" " if ord(c) < 32 else c for c in str(said or "")[:2000])
    return " ".join(text.split())


def _strings(xmp: Any, name: str) -> list[str]:
    """A Dublin Core property of the XMP packet, whatever container it is in."""
    value = _tried(lambda: getattr(xmp, name)) if xmp is not None else None
    if isinstance(value, dict):
        value = [value["x-default"]] if "x-default" in value else list(value.values())
    values = value if isinstance(value, list | tuple) else [value]
    return [text for one in values[:50] if (text := _squeezed(one))]


def _title(said: str) -> str:
    return "" if _NO_TITLE.fullmatch(said) else said


def _people(said: list[str]) -> tuple[str, ...]:
    """Names parted at semicolons; at commas and `and` where each part is a name of several words."""
    names: list[str] = []
    for one in said:
        parts = [part.strip() for part in re.split(r"[;؛]", one)]
        if len(parts) == 1:
            finer = [part.strip() for part in re.split(r",|،| and | & | و ", one)]
            parts = finer if len(finer) > 1 and all(" " in part for part in finer) else parts
        names += parts
    return tuple(dict.fromkeys(name for name in names if name.casefold() not in _NO_AUTHOR))


def _day(said: str) -> str:
    found = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", said)
    return found[0] if found else ""


def _language(said: object) -> str:
    tag = _squeezed(said).replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


# --- outline ---


def _outline(objects: pypdf.PdfReader) -> Iterator[OutlineEntry]:
    for count, (level, entry) in enumerate(_entries(objects.outline, 1)):
        title = _squeezed(entry.title)
        if count >= MAX_ENTRIES:
            return
        page = _tried(lambda entry=entry: objects.get_destination_page_number(entry))
        if title:
            yield OutlineEntry(level, title, (page if page is not None else -1) + 1)


def _entries(outline: Any, level: int) -> Iterator[tuple[int, Any]]:
    for entry in outline:
        if isinstance(entry, list):
            if level < _DEPTH:
                yield from _entries(entry, level + 1)
        else:
            yield level, entry
