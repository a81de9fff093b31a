"""Measures the subjects of one collection in turn, round after round, so that none has the quieter hour for itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

from . import cluster, collection
from .meter import Cost, FailedError, measured
from .record import Run, Section
from .subjects import Place, Subject, environment, measurable

SHORT = 6.0
"""Seconds from which on a subject is measured once only in a quick run."""
LONG = 90.0
"""The same in a full run."""
OURS, OTHER = "pdf-cold", "weasyprint"
"""The subjects whose PDFs are compared word by word."""


@dataclass
class Store:
    """Which families were built with the store that is there: ever, and since the last change of a chapter."""

    ever: set[str] = field(default_factory=set)
    current: set[str] = field(default_factory=set)

    def lacks(self, subject: Subject) -> bool:
        """True if the subject is to be built once, unmeasured, before it is measured."""
        known = {"warm": self.current, "change": self.ever}.get(subject.before)
        return known is not None and subject.family not in known

    def built(self, subject: Subject) -> None:
        if subject.before:
            self.ever.add(subject.family)
            self.current.add(subject.family)


@dataclass
class Session:
    """One collection that is being measured in `place`; `say` tells what happens, `keep` writes what there is."""

    section: Section
    place: Place
    rounds: int
    full: bool
    say: Callable[[str], None]
    keep: Callable[[], None]
    store: Store = field(default_factory=Store)

    def run(self) -> None:
        """Every subject as often as it is to be measured; what was measured before is not measured again."""
        self.section.faults.clear()
        subjects = measurable(self.section.chapters)
        if not any(self.wanted(subject, number) for subject in subjects for number in range(1, self.rounds + 1)):
            return
        self.say("writing the collection and its documents")
        prepare(self.section, self.place, any(one.name == OTHER for one in subjects))
        for number in range(1, self.rounds + 1):
            for subject in subjects:
                if self.wanted(subject, number):
                    self.measure(subject)
            self.compare()

    def wanted(self, subject: Subject, number: int) -> bool:
        """True if the subject is to be measured in this round."""
        runs = self.section.runs.get(subject.name, [])
        if subject.name in self.section.faults:
            return False
        if number == 1 and subject.name in (OURS, OTHER) and self.uncompared:
            return not self.place.result(subject.name, "pdf")
        return len(runs) < number and (not runs or runs[0].wall < (LONG if self.full else SHORT))

    @property
    def uncompared(self) -> bool:
        """True if both PDFs are still to be compared."""
        return not self.section.contents and any(one.name == OTHER for one in measurable(self.section.chapters))

    def measure(self, subject: Subject) -> None:
        """Measures a subject once, and keeps what it cost or why it failed."""
        self.say(subject.title)
        try:
            self.ready(subject)
            cost = self.ran(subject)
        except FailedError as fault:
            self.section.faults[subject.name] = str(fault).replace(str(self.place.root), "")
            self.say(f"  failed: {fault}")
        else:
            made = self.place.out(subject.folder).iterdir()
            size = sum(path.stat().st_size for path in made if path.suffix != ".png")
            self.section.runs.setdefault(subject.name, []).append(Run.of(cost, size))
            self.say(f"  {cost.wall:.2f} s, {cost.processor:.2f} s of processors, {cost.largest >> 20} MB")
        self.keep()

    def ran(self, subject: Subject) -> Cost:
        """Runs the subject's command. Raises `FailedError` if it fails."""
        out = self.place.out(subject.folder)
        if subject.before in ("", "empty"):
            shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True, exist_ok=True)
        with cluster.running(self.place.root) if subject.cluster else nullcontext():
            cost = measured(subject.command(self.place, out), self.place.root / "log", environment())
        self.store.built(subject)
        return cost

    def ready(self, subject: Subject) -> None:
        """The store as the subject finds it. Raises `FailedError` if the build that fills it fails."""
        if subject.before == "empty":
            shutil.rmtree(self.place.store, ignore_errors=True)
            self.store = Store()
        if self.store.lacks(subject):
            self.ran(subject)
        if subject.before == "change":
            collection.change(self.place.altered, self.section.chapters // 2)
            self.store.current.clear()

    def compare(self) -> None:
        """The words of both PDFs, the first time that both are there."""
        ours, other = self.place.result(OURS, "pdf"), self.place.result(OTHER, "pdf")
        if not self.uncompared or not ours or not other:
            return
        self.say("comparing the words")
        self.section.contents = json.loads(_said("benchmarks.contents", str(ours), str(other)))
        self.keep()


def prepare(section: Section, place: Place, documents: bool) -> None:
    """The collection, a copy that is going to change, and the same content as documents for others."""
    persian: collection.Persian = "half" if section.script == "half" else "none"
    for folder in (place.sources, place.altered):
        folder.parent.mkdir(parents=True, exist_ok=True)
        collection.write(folder, section.chapters, persian)
    if documents:
        _said("benchmarks.documents", str(place.sources), str(place.printed), str(place.joined))


def _said(module: str, *arguments: str) -> str:
    """What a module of ours prints: in a process of its own, so that this one stays small. Raises what it fails with."""
    command: Sequence[str] = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment(), check=True).stdout  # noqa: S603 - our own
