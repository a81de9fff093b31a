"""The fonts of a document: those of its `@font-face` rules and no other, set up once for all documents of a process that have the same.

Fontconfig reads each font whole to learn what is in it, and Pango opens it anew for each configuration. What was set up without a fault
is kept for the next document whose rules and files are the same, in the same order.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import fetch

NO_SYSTEM_FONTS = Path(__file__).with_name("fonts.conf")
KEPT = 4
"""How many sets of fonts a process keeps: a book has one for each mix of scripts in a chapter."""

Step = tuple[str, str]
"""A rule, and the digest of the file that it names first."""


class NoFontError(Exception):
    """There is no font at all: Pango would end the process."""


class _Set(FontConfiguration):  # type: ignore[misc]  # WeasyPrint tells no types
    """Fonts set up; refuses to set text where there is none."""

    _held = True  # while the parent makes itself

    def __init__(self) -> None:
        with _environment("FONTCONFIG_FILE", str(NO_SYSTEM_FONTS)):
            super().__init__()
        self._held = False
        self._adding = self._loaded = False
        self._digests: dict[Path, str] = {}
        self.steps: tuple[Step, ...] = ()
        self.fingerprint: tuple[str, ...] = ()
        self.is_sound = True

    @property
    def font_map(self) -> Any:
        if self._held or self._adding:
            # While it adds a font the parent asks for the map only once it could load it.
            self._held = self._loaded = True
            return self._map
        raise NoFontError

    @font_map.setter
    def font_map(self, value: Any) -> None:
        self._map = value

    def add(self, step: Step, descriptors: Any, fetcher: Any) -> None:
        """Adds the font of a rule. The set is sound as long as each rule gave the file that it names first."""
        self._adding, self._loaded = True, False
        try:
            self.add_font_face(descriptors, fetcher)
        finally:
            self._adding = False
        new = [file for file in self._folder.iterdir() if file not in self._digests] if self._folder else []
        self._digests |= {file: digest(file.read_bytes()) for file in new}
        self.fingerprint = (*self.fingerprint, str(descriptors), *(self._digests[file] for file in new))
        as_named = self._loaded and [self._digests[file] for file in new] == [step[1]]
        self.is_sound = self.is_sound and (as_named or step in self.steps)
        self.steps = (*self.steps, step)

    def digests(self) -> frozenset[str]:
        return frozenset(self._digests.values())


_kept: OrderedDict[tuple[Step, ...], _Set] = OrderedDict()


def forget() -> None:
    """Gives up all fonts that are kept, and the files of those that no document has."""
    _kept.clear()


# A process that was forked ends without deleting what it still has.
Finalize(None, forget, exitpriority=1)


class Typefaces(FontConfiguration):  # type: ignore[misc]  # WeasyPrint tells no types
    """The fonts of one document, to be given to the engine."""

    def __init__(self) -> None:
        # The parent's constructor would set fonts up, which is for a set to do.
        self.strut_layouts: dict[Any, Any] = {}
        self.font_features: dict[Any, Any] = {}
        self._rules: list[tuple[Step, Any, Any]] = []
        self._set: _Set | None = None
        self._is_settled = False

    def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> None:
        self._rules.append((_step(rule_descriptors, url_fetcher), rule_descriptors, url_fetcher))
        steps = tuple(step for step, *_ in self._rules)
        if self._set is None and any(known[: len(steps)] == steps for known in _kept):
            return
        if self._set is None or self._is_settled:
            self._set = _made(self._rules[:-1])
        self._set.add(*self._rules[-1])

    @property
    def font_map(self) -> Any:
        return self._settled().font_map

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """The rules and the files of all fonts: where it is the same, letters are."""
        return self._settled().fingerprint

    def digests(self) -> frozenset[str]:
        """SHA-256 of each font file at hand."""
        return self._settled().digests()

    def _settled(self) -> _Set:
        """The set, which is kept from now on, and so stays as it is."""
        if self._set is None or not self._is_settled:
            steps = tuple(step for step, *_ in self._rules)
            self._set = self._set or _kept.get(steps) or _made(self._rules)
            self._is_settled = True
            _keep(self._set)
        return self._set


def _made(rules: list[tuple[Step, Any, Any]]) -> _Set:
    made = _Set()
    for rule in rules:
        made.add(*rule)
    return made


def _keep(one: _Set) -> None:
    if one.is_sound and one.steps:
        _kept[one.steps] = one
        _kept.move_to_end(one.steps)
        if len(_kept) > KEPT:
            _kept.popitem(last=False)


def _step(descriptors: Any, fetcher: Any) -> Step:
    """What a rule says, with the digest of the file that it names first; empty where that is none that the page brings."""
    kind, url = next((source for source in descriptors["src"] if source[1] is not None), ("", ""))
    try:
        if kind != "external":
            return str(descriptors), ""
        with fetch(fetcher, url) as response:
            return str(descriptors), digest(response.read())
    except Exception:  # the engine comes to it again, and says so
        return str(descriptors), ""


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Fontconfig can be told its file by the environment only, and reads it when a configuration is made."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@lru_cache(64)
def digest(data: bytes) -> str:
    """SHA-256 of a font file; document after document has the same."""
    return hashlib.sha256(data).hexdigest()
