"""The order that a browser gives to the settled model: what every engine must show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page

from compiler.files import shipped
from compiler.model.book import Book
from tests.reading.fixtures import Desk
from tests.reading.glyphs import Glyph, glyphs_of, lines_of

from . import markup
from .facing import opens
from .library import Run, settled_runs
from .order import MIRRORS, Line, broken_alike, faced, line_of

SCALE = 2
"""Pixels of the screen in a pixel of CSS, for the pictures that brackets are looked at in."""
WIDTH = 1000
_FONTS = {
    "Naskh": "NotoNaskhArabic/NotoNaskhArabic-Regular.ttf",
    "Garamond": "EBGaramond/EBGaramond-Regular.ttf",
}
_STYLE = """
body { margin: 0; font: 20px/36px Garamond, Naskh, serif; background: #fff; color: transparent }
::highlight(brackets) { color: #000 }
div, span { unicode-bidi: isolate }
div { margin: 0 8px; width: min-content; white-space: nowrap }
wbr { white-space: normal }
sup, sub { font-size: 70%; line-height: 0 }
"""
_PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>order</title><style>{style}</style>
<script type="module">import {{ glyphs }} from '/pages/glyphs.js'; window.glyphs = glyphs; window.ready = true</script>"""
_ALL = "() => window.glyphs([document], [...document.querySelectorAll('div')].map(({ id }) => '#' + id))"
_BRACKETS = """brackets => {
    const ranges = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        [...node.data].forEach((character, index) => {
            if (!brackets.includes(character)) return
            const range = new StaticRange({ startContainer: node, startOffset: index, endContainer: node, endOffset: index + 1 })
            ranges.push(range)
        })
    CSS.highlights.set('brackets', new Highlight(...ranges))
}"""


@dataclass(frozen=True, slots=True)
class Oracle:
    """A page that sets runs of the model; `known` are those that it has set."""

    page: Page
    runs: Mapping[str, Run]
    known: dict[str, list[Line]] = field(default_factory=dict)

    def lines(self, wanted: Mapping[str, Sequence[Line]]) -> dict[str, list[Line]]:
        """Each run of `wanted`, its lines broken where those of `wanted` are; unbroken where those are of another text."""
        new = [name for name, lines in wanted.items() if not broken_alike(lines, self.known.get(name, []))]
        self.known.update(_set(self.page, [self._block(name, wanted[name]) for name in new]))
        return {name: self.known[name] for name in wanted}

    def _block(self, name: str, lines: Sequence[Line]) -> str:
        run = self.runs[name]
        return markup.block(run, markup.lengths_like(markup.text(run), lines))


def opened(desk: Desk, book: Book) -> Oracle:
    """The oracle of `book`; its page stays open as long as the browser."""
    faces = (
        f"@font-face {{ font-family: {family}; "
        f"src: url({desk.shelf.hold(f'{family}.ttf', (shipped('layouts') / 'fonts' / file).read_bytes())}) }}"
        for family, file in _FONTS.items()
    )
    desk.shelf.hold("order.html", _PAGE.format(style="".join(faces) + _STYLE).encode())
    page = desk.page("held/order.html", WIDTH, scale=SCALE)
    page.wait_for_function("window.ready")
    return Oracle(page, {run.name: run for run in settled_runs(book)})


def _set(page: Page, blocks: Sequence[str]) -> dict[str, list[Line]]:
    if not blocks:
        return {}
    # Those with brackets first: only they are looked at.
    blocks = sorted(blocks, key=lambda block: not _brackets_in(block))
    page.evaluate("html => { document.body.innerHTML = html }", "\n".join(blocks))
    page.evaluate("document.fonts.ready.then(() => null)")
    page.evaluate(_BRACKETS, MIRRORS)
    found = {name.removeprefix("#"): glyphs_of(glyphs) for name, glyphs in page.evaluate(_ALL).items()}
    picture = _picture(page, [glyph for glyphs in found.values() for glyph in glyphs if glyph.text in MIRRORS])
    return {
        name: [line_of(_faced(one, picture) for one in line) for line in lines_of(here)] for name, here in found.items()
    }


def _brackets_in(block: str) -> bool:
    return bool(set(MIRRORS) & set(re.sub("<[^>]*>", "", block)))


def _picture(page: Page, brackets: Sequence[Glyph]) -> Image.Image:
    if not brackets:
        return Image.new("L", (1, 1), 255)
    width, height = max(one.right for one in brackets) + 8, max(one.bottom for one in brackets) + 8
    shot = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    return Image.open(BytesIO(shot))


def _faced(glyph: Glyph, picture: Image.Image) -> Glyph:
    """A bracket as it looks."""
    if glyph.text not in MIRRORS:
        return glyph
    left, top, right, bottom = (
        round(edge * SCALE) for edge in (glyph.left - 1, glyph.top, glyph.right + 1, glyph.bottom)
    )
    look = opens(picture.crop((left, top, right, bottom)))
    text = glyph.text if look is None else faced(glyph.text, look)
    return Glyph(text, glyph.left, glyph.right, glyph.top, glyph.bottom)
