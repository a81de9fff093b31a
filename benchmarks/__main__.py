"""`python -m benchmarks`: measures, writes benchmarks/results.json after each measurement, and tells it in docs/performance.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .machine import code, machine
from .measuring import Session
from .record import Section, at, load, save
from .subjects import Place
from .telling import tell

QUICK: tuple[tuple[int, str], ...] = ((10, "latin"), (10, "half"), (50, "latin"), (50, "half"))
FULL: tuple[tuple[int, str], ...] = (*QUICK, (250, "latin"), (1000, "latin"))


def wished(arguments: Sequence[str]) -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--full", action="store_true", help="250 and 1,000 chapters too, and longer subjects more than once"
    )
    parser.add_argument(
        "--only", type=int, action="append", metavar="CHAPTERS", help="only collections of so many chapters"
    )
    parser.add_argument("--script", choices=("latin", "half"), help="only Latin, or only every second chapter Persian")
    parser.add_argument("--rounds", type=int, default=3, help="how often short subjects are measured (3)")
    parser.add_argument("--anew", action="store_true", help="forget what was measured of these collections before")
    parser.add_argument("--tell", action="store_true", help="measure nothing, write the page from what was measured")
    return parser.parse_args(arguments)


def sizes(wish: argparse.Namespace) -> tuple[tuple[int, str], ...]:
    """The collections that are asked for."""
    known = FULL if wish.full or wish.only else QUICK
    found = [one for one in known if not wish.only or one[0] in wish.only]
    found += [(count, "latin") for count in wish.only or () if count not in {chapters for chapters, _ in known}]
    return tuple(one for one in found if wish.script in (None, one[1]))


def main(arguments: Sequence[str]) -> None:
    """Measures what is asked for; begun again, it goes on where it was interrupted."""
    wish, sections = wished(arguments), load()
    try:
        for chapters, script in () if wish.tell else sizes(wish):
            fresh = Section(chapters, script, code(), machine())
            if wish.anew:
                sections = [one for one in sections if (one.chapters, one.script) != (chapters, script)]
            _measure(at(sections, fresh), sections, wish)
            tell(sections)
    except KeyboardInterrupt:
        _say("interrupted: what was measured is kept, the same command goes on")
    tell(sections)


def _measure(section: Section, sections: list[Section], wish: argparse.Namespace) -> None:
    _say(f"--- {section.chapters} chapters, {section.script} ---")
    with tempfile.TemporaryDirectory(prefix="bayaz-bench-") as folder:
        place = Place(Path(folder))
        Session(section, place, wish.rounds, wish.full, _say, lambda: save(sections)).run()


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
