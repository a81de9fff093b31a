"""Every note is printed once, in order, not before the page of its call, wherever lines and notes contend for the foot of a page."""

from __future__ import annotations

import random  # noqa: TID251 - seeded: the same documents every time
import re
from contextlib import AbstractContextManager, nullcontext

import pytest
from weasyprint import HTML

from compiler.printing import late_notes

_WORDS = ("stone", "winter", "morning", "the", "of", "in", "with", "letters", "printed", "carefully", "understanding")
_NAMED = re.compile(r"(CALL|NOTE)(\d+)X")


def document(seed: int) -> tuple[int, str]:
    """How many notes a small document has, and its HTML."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    count, paragraphs = 0, []
    for _ in range(chance.randint(3, 8)):
        words: list[str] = []
        for _ in range(chance.randint(5, 60)):
            words.append(chance.choice(_WORDS))
            if chance.random() < 0.08:
                count += 1
                note = " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, 20)))
                words.append(f"CALL{count}X<span>NOTE{count}X {note}</span>")
        paragraphs.append(f"<p>{' '.join(words)}</p>")
    size, least, most = chance.randint(50, 90), chance.randint(1, 3), chance.randint(1, 3)
    page = f"@page {{ size: 60mm {size}mm; margin: 5mm }} span {{ float: footnote }}"
    lines = f"p {{ orphans: {least}; widows: {most}; margin: 0 }}"
    return count, f"<style>{page} {lines}</style>{''.join(paragraphs)}"


def printed(html: str, engine: AbstractContextManager[None]) -> dict[str, list[tuple[int, int]]]:
    """Of calls and notes their number and page, in the order in which they stand."""
    found: dict[str, list[tuple[int, int]]] = {"CALL": [], "NOTE": []}
    with engine:
        pages = HTML(string=html).render().pages
    for number, page in enumerate(pages):
        text = "".join(getattr(box, "text", None) or "" for box in page._page_box.descendants())
        for kind, name in _NAMED.findall(text):
            found[kind].append((int(name), number))
    return found


@pytest.mark.parametrize("seed", range(1, 19))
def test_every_note_is_printed_once_in_order_and_not_before_its_call(seed: int) -> None:
    count, html = document(seed)
    found = printed(html, late_notes.kept())
    assert [number for number, _ in found["NOTE"]] == list(range(1, count + 1))
    calls = dict(found["CALL"])
    assert all(calls[number] <= page for number, page in found["NOTE"])


def test_the_engine_alone_loses_some() -> None:
    """When this fails the engine has been mended, and `late_notes` can go."""
    made = [document(seed) for seed in range(1, 19)]
    assert any(len(printed(html, nullcontext())["NOTE"]) < count for count, html in made)
