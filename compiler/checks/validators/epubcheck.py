"""epubcheck, W3C's validator of EPUB: what its report says, placed at lines of the book's files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from compiler.checks import tools
from compiler.messages import Level, Message, Origin, shortened

from .repairs_epub import of_epubcheck
from .reports import Author, json_of, listed

_LEVELS: dict[str, Level] = {"FATAL": "error", "ERROR": "error", "WARNING": "warning"}
_PARSING = ("Error while parsing file: ", "Fatal Error while parsing file: ", "Warning while parsing file: ")


def epubcheck(path: Path, places: Mapping[str, Origin] | None = None) -> tuple[Message, ...]:
    """What epubcheck says: codes `epubcheck-RSC-005` and the like, its usage notes as information.

    `places` tells for ids of elements where their text stands in the author's files.
    """
    command = tools.epubcheck()
    if not command:
        return (tools.missing("epubcheck"),)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        ran = tools.run([*command, str(path.resolve()), "--json", str(report), "--quiet", "--locale", "en"])
        data = json_of(report)
    if not isinstance(data, dict) or "messages" not in data:
        return (tools.failed("epubcheck", path, ran.failure or shortened(ran.out, 300)),)
    author = Author(path, places or {})
    return tuple(message for said in listed(data, "messages") for message in _messages(said, path, author))


def _messages(said: dict[str, Any], path: Path, author: Author) -> Iterator[Message]:
    code, text = str(said.get("ID", "")), str(said.get("message", ""))
    for prefix in _PARSING:
        text = text.removeprefix(prefix)
    hint = of_epubcheck(code, text) or str(said.get("suggestion") or "")
    level = _LEVELS.get(str(said.get("severity", "")), "info")
    for place in sorted(listed(said, "locations"), key=_order) or [{}]:
        member = _member(str(place.get("path") or ""), path)
        line, column = (number if number > 0 else 0 for number in (place.get("line", 0), place.get("column", 0)))
        origin = author.place(member, line)
        message = Message(f"epubcheck-{code}", level, text[:1].lower() + text[1:], hint, origin)
        yield author.at_line(message, member, line, column)


def _order(place: dict[str, Any]) -> tuple[str, int, int]:
    return str(place.get("path", "")), place.get("line", 0), place.get("column", 0)


def _member(said: str, path: Path) -> str:
    """The member of the archive that a report means, empty for the archive itself."""
    inner = said.replace("\\", "/")
    after = inner.partition(f"{path.name}/")[2]
    return after or ("" if path.name in inner else inner)
