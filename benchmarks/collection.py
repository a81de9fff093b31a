"""Collections for measuring by a seed: chapters of some twelve A4 pages, with pictures, notes, a table, links, Persian captions."""

from __future__ import annotations

import random  # noqa: TID251 - seeded: the same collection every time
import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw

Persian = Literal["none", "half", "all"]

SECTIONS = 6
"""Sections of a chapter, each with a picture."""
PARAGRAPHS = 5
_LATIN = """
archive ledger harbour lantern margin binding parchment quarto signature compositor catalogue reading window gather folio water
stone winter morning the of and in with under between letters printed carefully understanding reproduction correspondence
bibliography to a by is was it particularly independent manufacturers characteristic simultaneously well-known twenty-first self-evident
for not that which were from their office final difficult flight affair “quoted words” half—way Avenue Type AV (see below) 1842, 7 km
"""
_PERSIAN = """
بیاض دفتر کتاب صفحه‌ها می‌نویسد خواندن شهر دریا نامه‌ها زمستان صبح روشن چاپ کرده‌اند و در به از که این آن قدیم ۱۲۳۴ فهرست
برای است بود کتابخانه گزارش تاریخ روزنامه نویسنده ناشر «نقل قول» سال ماه می‌شود نمی‌توانستند خانه‌ای
"""


@dataclass
class _Author:
    """Writes one chapter's Markdown, the same for the same seed."""

    random: random.Random
    language: Literal["en", "fa"]
    others: int
    notes: int = 0

    def words(self, least: int, most: int, source: str = "") -> str:
        source = source or (_PERSIAN if self.language == "fa" else _LATIN)
        return " ".join(self.random.choice(source.split()) for _ in range(self.random.randint(least, most)))

    def sentence(self) -> str:
        text = self.words(8, 24).capitalize()
        chance = self.random.random()
        if chance < 0.05:
            self.notes += 1
            text += f"[^{self.notes}]"
        elif chance < 0.10:
            text += f" *{self.words(2, 4)}*"
        elif chance < 0.13:
            text += f" [{self.words(2, 3)}](https://example.org/{self.random.randint(1, 999)})"
        elif chance < 0.15:
            text += f" [{self.words(1, 2)}](source:part-{self.random.randint(1, self.others):04})"
        return text + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(3, 6)))

    def table(self) -> str:
        head = f"| {self.words(1, 2)} | {self.words(1, 2)} | {self.words(1, 1)} |\n|---|---|---|\n"
        return head + "\n".join(
            f"| {self.words(1, 4)} | {self.words(2, 9)} | {self.random.randint(1, 9999)} |" for _ in range(12)
        )

    def listing(self) -> str:
        return "\n".join(f"- {self.sentence()}" for _ in range(5))

    def chapter(self) -> str:
        blocks: list[str] = []
        for section in range(1, SECTIONS + 1):
            blocks.append(f"## {self.words(2, 6).capitalize()}")
            blocks += [self.paragraph() for _ in range(PARAGRAPHS)]
            blocks.insert(-3, f"[[figure:picture-{section}]]")
        blocks.insert(len(blocks) // 2, self.table())
        blocks.insert(len(blocks) // 3, self.listing())
        blocks.insert(len(blocks) // 4, f"> {self.paragraph()}")
        noted = [f"[^{number}]: {self.words(12, 40).capitalize()}." for number in range(1, self.notes + 1)]
        return "\n\n".join([*blocks, *noted]) + "\n"


def write(folder: Path, chapters: int, persian: Persian = "none", seed: int = 1) -> Path:
    """A collection of so many chapters in `folder`, which is made anew; with `half`, every second one is Persian. Always the same."""
    shutil.rmtree(folder, ignore_errors=True)
    names = [f"part-{number:04}" for number in range(1, chapters + 1)]
    for number, name in enumerate(names):
        language: Literal["en", "fa"] = "fa" if persian == "all" or (persian == "half" and number % 2) else "en"
        _write_source(folder / name, number, language, chapters, seed)
    head = (
        '[edition]\nid = "measured"\ntitle = "A measured book"\npublisher = "Nobody"\nrights = "None"\n'
        f'language = "{"fa" if persian == "all" else "en"}"\nlayout = "report"\ndate = 2026-01-02\n'
    )
    (folder / "edition.toml").write_text(
        head + "".join(f'\n[[chapter]]\nsource = "{name}"\n' for name in names), "utf-8"
    )
    return folder


def change(folder: Path, chapter: int) -> None:
    """Puts a comma after the first word of a chapter's (from 1) second paragraph, as an editor would."""
    path = folder / f"part-{chapter:04}" / "text.md"
    blocks = path.read_text("utf-8").split("\n\n")
    first, rest = blocks[2].split(" ", 1)
    blocks[2] = f"{first}, {rest}"
    path.write_text("\n\n".join(blocks), "utf-8")


def _write_source(source: Path, number: int, language: Literal["en", "fa"], others: int, seed: int) -> None:
    author = _Author(random.Random(seed * 100_000 + number), language, others)  # noqa: S311 - no secret
    (source / "figures").mkdir(parents=True)
    (source / "text.md").write_text(author.chapter(), "utf-8")
    lines = [
        f'title = "{author.words(2, 7).capitalize()}"',
        f'language = "{language}"',
        "date = 2026-01-02",
        'brief = "text.md"',
    ]
    for section in range(1, SECTIONS + 1):
        name, data = _picture(author.random, section)
        (source / "figures" / name).write_bytes(data)
        lines += [
            "\n[[figure]]",
            f'id = "picture-{section}"',
            f'image = "figures/{name}"',
            f'alt = "Picture {section}: shapes on a plain ground."',
            f'caption = "{author.words(4, 14, _PERSIAN)}"',
            'language = "fa"',
            f'translation = "{author.words(4, 14, _LATIN).replace("“", "").replace("”", "")}"',
            'translation_language = "en"',
        ]
    (source / "source.toml").write_text("\n".join(lines) + "\n", "utf-8")


def _picture(chance: random.Random, section: int) -> tuple[str, bytes]:
    """Name and bytes of a picture: of six, three are photographs (JPEG), two of few colours (PNG) and one is drawn (SVG)."""
    width, height = 900, chance.randint(420, 620)
    if section % SECTIONS == 0:
        rings = "".join(
            f'<circle cx="{chance.randint(0, 900)}" cy="{chance.randint(0, height)}" r="{chance.randint(20, 200)}"'
            f' fill="none" stroke="#345" stroke-width="6"/>'
            for _ in range(30)
        )
        text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><title>Rings</title>{rings}</svg>\n'
        return f"{section}.svg", text.encode()
    image = _ground(width, height)
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y, r = chance.randint(0, width), chance.randint(0, height), chance.randint(10, 160)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=tuple(chance.randint(60, 255) for _ in range(3)))
    held = BytesIO()
    if section % 2:
        image.save(held, "JPEG", quality=85)
        return f"{section}.jpg", held.getvalue()
    image.quantize(32).save(held, "PNG", optimize=True)
    return f"{section}.png", held.getvalue()


def _ground(width: int, height: int) -> Image.Image:
    """A ground that goes from dark to light, as a sky does."""
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")
