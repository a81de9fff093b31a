"""Collections made by a seed: a long one of everything that may begin a page, and one of facsimile pages."""

from __future__ import annotations

import hashlib
import random  # noqa: TID251 - seeded: the same collection every time
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.edition.planting import Gardener

_ENGLISH = """
archive ledger harbour lantern margin binding parchment quarto signature compositor catalogue reading window gather folio water stone
winter morning the of and in with under between letters printed carefully understanding reproduction correspondence bibliography
extraordinary particularly independent manufacturers characteristic simultaneously a to by is was well-known twenty-first self-evident
“quoted words” half—way
"""
_PERSIAN = """
بیاض دفتر کتاب صفحه‌ها می‌نویسد خواندن شهر دریا نامه‌ها زمستان صبح روشن چاپ کرده‌اند و در به از که این آن قدیم ۱۲۳۴ فهرست
"""
_DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 {height}"><title>A plain field</title>
<rect width="300" height="{height}" fill="#c8d0c0"/><circle cx="150" cy="{half}" r="40" fill="#556655"/></svg>
"""


class Author:
    """Writes Markdown, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
        self.notes: list[str] = []
        self.figures = 0

    def words(self, least: int, most: int, source: str = _ENGLISH) -> str:
        return " ".join(self.random.choice(source.split()) for _ in range(self.random.randint(least, most)))

    def sentence(self) -> str:
        text = self.words(8, 24).capitalize()
        if self.random.random() < 0.12:
            text = text.replace(" the ", f" *{self.words(2, 4)}* ", 1)
        if self.random.random() < 0.06:
            self.notes.append(self.words(20, 160).capitalize() + ".")
            text += f"[^{len(self.notes)}]"
        return text + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 9)))

    def persian(self) -> str:
        return self.words(30, 90, _PERSIAN) + "."

    def heading(self) -> str:
        return f"## {self.words(2, 7).capitalize()}"

    def listing(self) -> str:
        mark = self.random.choice(["- ", "1. "])
        return "\n".join(mark + self.sentence() for _ in range(self.random.randint(3, 12)))

    def quote(self) -> str:
        return "\n>\n".join(f"> {self.paragraph()}" for _ in range(self.random.randint(1, 2)))

    def table(self) -> str:
        head = f"| {self.words(1, 2)} | {self.words(1, 2)} | {self.words(1, 1)} |\n|---|---|---|\n"
        rows = range(self.random.randint(3, 30))
        return head + "\n".join(
            f"| {self.words(1, 4)} | {self.words(2, 12)} | {self.random.randint(1, 9999)} |" for _ in rows
        )

    def code(self) -> str:
        return "```\n" + "\n".join(self.words(2, 6) for _ in range(self.random.randint(3, 20))) + "\n```"

    def verse(self) -> str:
        return "```verse\n" + "\n".join(self.words(4, 7) for _ in range(self.random.randint(4, 14))) + "\n```"

    def figure(self) -> str:
        self.figures += 1
        return f"[[figure:field-{self.figures}]]"

    def chapter(self, blocks: int) -> str:
        kinds: list[Callable[[], str]] = [
            *[self.paragraph] * 12,
            *(self.persian, self.heading, self.heading, self.listing, self.quote, self.table, self.code, self.verse),
            *(self.figure, self.figure),
        ]
        written = [self.random.choice(kinds)() for _ in range(blocks)]
        notes = [f"[^{number}]: {note}" for number, note in enumerate(self.notes, 1)]
        return "\n\n".join([*written, *notes]) + "\n"


def write_long(folder: Path, chapters: int, blocks: int = 60, seed: int = 7, terms: int = 0) -> Path:
    """A collection of so many chapters of so many blocks; 9 of 60 make some 300 pages of A5.

    It has an index of so many terms, which are planted all over its text.
    """
    names = [f"part-{number}" for number in range(1, chapters + 1)]
    gardener = Gardener(terms, seed) if terms else None
    planted = gardener.plant if gardener else str
    _edition(folder, "A long book", names, "".join(term.table for term in gardener.terms) if gardener else "")
    for number, name in enumerate(names):
        author = Author(seed * 1000 + number)
        source = folder / name
        (source / "figures").mkdir(parents=True)
        (source / "text.md").write_text(planted(author.chapter(blocks)), "utf-8")
        lines = [
            f'title = "{planted(author.words(2, 9).capitalize()).replace("*", "")}"',
            'language = "en"',
            "date = 2026-01-02",
            'brief = "text.md"',
        ]
        for figure in range(1, author.figures + 1):
            height = author.random.randint(80, 420)
            (source / "figures" / f"{figure}.svg").write_text(_DRAWING.format(height=height, half=height // 2), "utf-8")
            lines += [
                "\n[[figure]]",
                f'id = "field-{figure}"',
                f'image = "figures/{figure}.svg"',
                'alt = "A plain field with a disc."',
                f'caption = "{planted(author.words(4, 30, _PERSIAN))}"',
                'language = "fa"',
                f'translation = "{planted(author.words(4, 30)).replace("*", "")}"',
                'translation_language = "en"',
            ]
        (source / "source.toml").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def write_facsimiles(folder: Path, captures: dict[str, Path]) -> Path:
    """A collection that shows each of the PDF captures page by page, with a chapter of text before and after."""
    write_long(folder, 2, blocks=8)
    _edition(folder, "Pages as they were", ["part-1", *captures, "part-2"])
    for name, capture in captures.items():
        source = folder / name
        source.mkdir()
        shutil.copy(capture, source / capture.name)
        digest = hashlib.sha256(capture.read_bytes()).hexdigest()
        text = f'title = "Facsimile of {capture.stem}"\nlanguage = "en"\n\n[[capture]]\nfile = "{capture.name}"\nsha256 = "{digest}"\n'
        (source / "source.toml").write_text(
            f'{text}media_type = "application/pdf"\n\n[text]\ncapture = "{capture.name}"\nway = "facsimile"\n', "utf-8"
        )
    return folder


def _edition(folder: Path, title: str, chapters: list[str], more: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    head = f'[edition]\nid = "book"\ntitle = "{title}"\npublisher = "Nobody"\nlanguage = "en"\nrights = "None"\ndate = 2026-01-02\n'
    listed = "".join(f'\n[[chapter]]\nsource = "{name}"\n' for name in chapters)
    (folder / "edition.toml").write_text(head + listed + more, "utf-8")
