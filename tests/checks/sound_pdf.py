"""A small sound PDF with everything that the checks look for, set by the page engine and finished by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from weasyprint import HTML

PAGES = """<!DOCTYPE html><html lang="en"><head><title>Letters</title><style>
@page { size: 148mm 210mm; margin: 20mm }
section { break-before: page }
</style></head><body>
<h1 style="bookmark-level: none">Letters</h1>
<section><h2 style="bookmark-level: none">Contents</h2>
<p class="entry"><a href="#one">A Letter from the Coast, written between 2008 and 2016</a> <span>. . . 1</span></p>
<p class="entry"><a href="#deep">Harbours</a> <span>. . . 2</span></p>
<p class="entry"><a href="#two">A Letter from the Mountain</a> <span>. . . 3</span></p></section>
<section id="one"><h1>A Letter from the Coast</h1><p>Text, and <a href="#two">a way on</a>, and
<a href="https://example.org/">one out</a>.</p></section>
<section><h2 id="deep">Harbours</h2><p>More text.</p></section>
<section id="two"><h1>A Letter from the Mountain</h1><p>The last text.</p></section>
</body></html>"""

FONT = Path(__file__).parents[2] / "layouts" / "fonts" / "EBGaramond" / "EBGaramond-Regular.ttf"
FACE = f'@font-face {{ font-family: F; src: url("{FONT.as_uri()}") }} body {{ font-family: F }}'
"""A font of its own: those of the machine are out of reach once the page engine of Bayaz has run in the same process."""


@cache
def sound(pages: str = PAGES) -> bytes:
    """Two pages of front matter (i, ii), three of text (1 to 3), with tags, labels, outline and links."""
    plain = HTML(string=pages.replace("<style>", f"<style>{FACE}", 1)).write_pdf(pdf_variant="pdf/ua-1")
    return changed(plain, _labelled)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The PDF after `change` has had its way with it."""
    buffer = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(buffer)
    return buffer.getvalue()


def _labelled(pdf: pikepdf.Pdf) -> None:
    roman, arabic = pikepdf.Dictionary(S=pikepdf.Name.r), pikepdf.Dictionary(S=pikepdf.Name.D)
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, roman, 2, arabic])
