"""What the readers of reports share: files of JSON that may not be there, and members of an EPUB in which to place what is said."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from compiler.checks.element_places import ElementPlaces
from compiler.checks.packaging import publication
from compiler.checks.publication import Publication, ids_around
from compiler.checks.zipped import opened
from compiler.files import MAX_CAPTURE, MAX_TEXT
from compiler.messages import Message, Origin


def json_of(path: Path) -> Any:
    """The report, None if there is none that can be read."""
    try:
        with path.open("rb") as file:
            return json.loads(file.read(MAX_TEXT))
    except (OSError, ValueError):
        return None


def listed(data: Any, name: str) -> list[dict[str, Any]]:
    """The objects in the list `name` of a report's object; none where it says something else."""
    found = data.get(name) if isinstance(data, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


class Author:
    """Leads from a place in the EPUB at `path` to the author's own file, where `places` knows the elements around it."""

    def __init__(self, path: Path, places: Mapping[str, Origin]) -> None:
        self._path = path
        self._places = places
        self._documents: dict[str, ElementPlaces] = {}

    def place(self, member: str, line: int | None = None) -> Origin:
        """A place in the book: a member, a line of it, or the whole."""
        return Origin(f"{self._path.name}/{member}" if member else self._path.name, line or None)

    def at_line(self, message: Message, member: str, line: int | None, column: int) -> Message:
        """`message` about a line and column of a member."""
        document = self._document(member) if line else None
        return self._placed(message, document.around(line or 1, column)) if document else message

    def at_steps(self, message: Message, member: str, steps: str) -> Message:
        """`message` about the element to which the steps of a canonical fragment identifier lead, with the line of that element."""
        document = self._document(member)
        element = document.along(steps) if document else None
        if element is None or message.origin is None:
            return message
        message = replace(message, origin=replace(message.origin, first=element.sourceline))
        return self._placed(message, ids_around(element))

    def member(self, address: str) -> str:
        """The member of the archive that an address relative to the package document means, or else one from its top."""
        plain = address.lstrip("/")
        beside = posixpath.join(posixpath.dirname(self._book.opf), plain) if self._book else plain
        return beside if self._book and plain and beside in self._book.members else plain

    def _placed(self, message: Message, ids: Iterable[str]) -> Message:
        return self._book.placed(message, ids) if self._book else message

    def _document(self, member: str) -> ElementPlaces | None:
        if self._book is None:
            return None
        if member not in self._documents:
            self._documents[member] = ElementPlaces(self._book, member)
        return self._documents[member]

    @cached_property
    def _book(self) -> Publication | None:
        with self._path.open("rb") as file:
            archive = opened(file.read(MAX_CAPTURE), self._path.name)
        return publication(archive, self._path.name, self._places)[0] if not archive.messages else None
