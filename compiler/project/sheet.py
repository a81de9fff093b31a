"""One TOML file while it is checked: its tables, read key by key, and where faults are put down with their lines."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compiler import files
from compiler.messages import BayazError, Message, Origin, shortened

from .keys import Key
from .places import Path as KeyPath
from .places import key_text, line_of, lines_of_keys
from .values import Wrong, checked

MAX_TOML = files.MEGABYTE
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


@dataclass
class Sheet:
    """A TOML file under its name for messages, the faults found in it, and the files that it names."""

    label: str
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    faults: list[Message] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    _lines: dict[KeyPath, int] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path, label: str) -> Sheet:
        """The file, parsed; if it cannot be, an empty sheet with that fault."""
        sheet = cls(label)
        try:
            data = files.read(path, MAX_TOML)
        except BayazError as error:
            sheet.faults += (Message(m.code, m.level, m.text, m.hint, Origin(label)) for m in error.messages)
            return sheet
        sheet._parse(data)
        return sheet

    def _parse(self, data: bytes) -> None:
        try:
            self.text = data.decode("utf-8-sig").replace("\r\n", "\n")
            self.data = tomllib.loads(self.text)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self._fault_at(line, "toml-encoding", "this is not UTF-8", "save the file as UTF-8")
        except RecursionError:
            self._fault_at(1, "toml-deep", "brackets are nested too deep", "write plain lists")
        except ValueError as error:
            self._syntax(str(error))
        else:
            self._lines = dict(lines_of_keys(self.text))

    def _syntax(self, said: str) -> None:
        found = _AT_LINE.search(said)
        line = int(found[1]) if found and found[1] else self.text.rstrip().count("\n") + 1
        said = _AT_LINE.sub("", said).strip()
        said = said[:1].lower() + said[1:]
        self._fault_at(line, "toml-syntax", f"this is no TOML: {said}", 'strings stand in quotes: title = "…"')

    def _fault_at(self, line: int, code: str, text: str, hint: str) -> None:
        lines = self.text.split("\n")
        quote = shortened(lines[line - 1]) if line <= len(lines) else ""
        self.faults.append(Message(code, "error", text, hint, Origin(self.label, line), quote))

    def fault(self, path: KeyPath, code: str, text: str, hint: str = "") -> None:
        """Puts down a fault at the line where `path` stands."""
        line = line_of(self._lines, path)
        quote = shortened(self.text.split("\n")[line - 1]) if line else ""
        self.faults.append(Message(code, "error", text, hint, Origin(self.label, line, key=key_text(path)), quote))

    def origin(self, path: KeyPath) -> Origin:
        """Where `path` stands, for what is to be said of it later."""
        return Origin(self.label, line_of(self._lines, path), key=key_text(path))

    def take(self, error: BayazError, path: KeyPath) -> None:
        """Puts down the faults of `error` at the line where `path` stands."""
        for message in error.messages:
            self.fault(path, message.code, message.text, message.hint)

    # --- tables ---

    def table(self, name: str) -> dict[str, Any]:
        """The table `[name]`, empty if there is none."""
        value = self.data.get(name, {})
        if isinstance(value, dict):
            return value
        self.fault((name,), "key-type", f"{name} must be a table", f"write [{name}] on a line of its own")
        return {}

    def tables(self, name: str) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
        """Each `[[name]]` with its path."""
        value = self.data.get(name, [])
        if not isinstance(value, list):
            self.fault((name,), "key-type", f"{name} must be a list of tables", f"write [[{name}]] with two brackets")
            return
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield (name, index), item
            else:
                self.fault((name, index), "key-type", f"{name} must be a list of tables", f"write [[{name}]]")

    def fields(
        self, path: KeyPath, data: dict[str, Any], keys: Sequence[Key], more: Iterable[str] = ()
    ) -> dict[str, Any]:
        """The sound values among `data` by key; faults are put down for the others, for keys unknown and keys missing.

        `more` names tables that may stand beside the keys.
        """
        known = {key.name: key for key in keys}
        for name in data:
            if name not in known and name not in more:
                self.unknown((*path, name), name, [*known, *more])
        found: dict[str, Any] = {}
        for key in keys:
            if key.name in data:
                self._value((*path, key.name), key, data[key.name], found)
            elif key.required:
                self.missing(path, key)
        return found

    def _value(self, path: KeyPath, key: Key, value: Any, found: dict[str, Any]) -> None:
        try:
            sound = checked(key.kind, value)
        except Wrong as wrong:
            self.fault(path, wrong.code, f"{key.name} {wrong.text}", wrong.hint)
            return
        if sound == "" and key.required:
            self.fault(path, "key-empty", f"{key.name} is empty", "it is needed: fill it in")
        found[key.name] = sound

    def missing(self, path: KeyPath, key: Key, hint: str = "") -> None:
        """Puts down that a key which is needed is not there."""
        place = f"{key_text(path)} has no" if path else "there is no"
        self.fault((*path, key.name), "key-missing", f"{place} {key.name}", hint or _EXAMPLES.get(key.name, ""))

    def unknown(self, path: KeyPath, name: str, known: Iterable[str]) -> None:
        """Puts down a key that Bayaz does not know, with the nearest that it does."""
        self.fault(path, "key-unknown", f"Bayaz knows no key {shortened(name)!r} here", suggestion(name, known))


_EXAMPLES = {
    "title": 'add title = "…"',
    "date": "add the day of this edition: date = 2026-11-23",
    "source": 'add source = "…", the name of a source\'s folder',
    "id": 'add id = "…", a short name in small letters',
    "name": 'add name = "…", as the book writes it',
    "term": 'add term = "…", as it stands in the text',
    "file": 'add file = "captures/…"',
}


def suggestion(word: str, known: Iterable[str]) -> str:
    """The hint that goes with a word which is none of `known`."""
    known = sorted(known)
    near = difflib.get_close_matches(word.lower(), known, 1, 0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known here: {', '.join(known)}" if known else ""
