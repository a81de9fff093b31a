"""Styles, boxes, pages and pictures of the engine made faster are those of the engine as it is, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint import css
from weasyprint.layout import page as page_boxes

from compiler.model.pages import Fragment
from compiler.printing import quick
from compiler.printing.fragment import lay_out
from tests.printing.small_book import page, resources
from tests.printing.test_quick import both

WORDS = "Some plain words that stand in a line and go on into the next one of it. "
BODY = f"""
<style>:root {{ --gap: 3pt; --wide: 60% }} .said {{ padding: var(--gap) }}</style>
<h1 id="top" style="string-set: title content()">Title <b>of it</b></h1>
<div class="box said"><p id="one">{WORDS}</p><p id="two" lang="de">{WORDS}</p><p>{WORDS}</p></div>
<div class="row"><p>{WORDS}</p><p id="three">{WORDS}</p><p class="box">x</p></div>
<table class="t"><thead><tr><th>a</th><th colspan="2">b</th></tr></thead>
<tbody>{"<tr><td>1</td><td>2</td><td class='box'>3</td></tr>" * 5}</tbody></table>
<ul><li>one</li><li id="li">two <i>it</i></li></ul><ol style="list-style: upper-roman inside"><li>x</li></ol>
<blockquote dir="rtl"><p>{WORDS}</p></blockquote>
<p class="note">{WORDS}<span class="foot" id="n1">A note. {WORDS}</span> {WORDS}</p>
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><title>t</title><rect width="9" height="9"/></svg>
<div class="far">far</div><div class="near">near</div>
<p class="u">{WORDS}<span class="up">{WORDS}</span></p>
{f"<p>{WORDS * 5}</p>" * 9}
<section class="other"><h2 id="h2">Other</h2>{f"<p>{WORDS * 4}</p>" * 6}</section>
"""
VARIANTS = {
    "plain": ".foot { float: footnote }",
    "boxes": """.box { border: 1pt solid #345; border-radius: 3pt 5% 0 0; padding: 2%; margin: 4pt auto; width: 70% }
        .box { box-shadow: 1pt 1pt #999 } .said { box-sizing: border-box; width: 50%; height: 30% }""",
    "logical": """p { margin-block: 3pt; margin-inline-start: 5pt; padding-inline: 1em 2em; border-inline-start: 1pt solid }
        .box { inline-size: 60%; block-size: 40pt; border-start-start-radius: 4pt } p { margin-top: 9pt }""",
    "limits": ".box { min-width: 50%; max-width: 80pt; min-height: 10%; max-height: 50%; overflow: hidden }",
    "calculated": """.box { width: calc(50% + 1em); margin: calc(1pt + 2pt) }
        p { text-indent: calc(1em + 2%); line-height: calc(1em + 4pt) }""",
    "variables": """p { margin-left: var(--gap); width: var(--wide) }
        b { color: var(--none, #123); font-size: var(--missing) }""",
    "row": ".row { display: flex; gap: 4pt } .row p { flex: 1 1 auto } .box { min-width: 20% }",
    "grid": ".row { display: grid; grid-template-columns: 1fr 2fr 20pt; gap: 2pt }",
    "columns": "body { columns: 2; column-gap: 5% } h2 { column-span: all }",
    "table": ".t { border-collapse: collapse; width: 80%; margin: auto } td { border: 1pt solid; padding: 3% }",
    "table apart": """.t { border-spacing: 3pt; table-layout: fixed; width: 100% }
        td { border: 2pt solid; padding: 1pt; height: 20pt }""",
    "generated": """p::before { content: '\\2022 '; color: red } p::after { content: counter(p); counter-increment: p }
        h1::after { content: attr(id); string-set: made 'x' }""",
    "letters": "blockquote p::first-letter { font-size: 200%; padding: 1pt } h2::first-line { color: red }",
    "placed": """.far { position: absolute; right: 10%; top: 20%; width: 30% } .u { clear: both }
        .near { position: relative; left: 5%; top: 2pt } .box { float: left; width: 40% }""",
    "fixed": ".far { position: fixed; bottom: 0; width: 50% }",
    "inherited": """div { margin: inherit; padding: inherit; border: inherit } p { all: initial }
        body { padding: 2pt; border: 1pt solid }""",
    "decorated": """.u { text-decoration: overline; color: #888 }
        .up { text-decoration: underline; text-decoration-color: green }""",
    "painted": """.box { background: linear-gradient(45deg, red 1em, transparent 20%); border: 2pt solid }
        .box { border-image: linear-gradient(red, blue 2em) 1 }
        h1 { background: radial-gradient(circle at 1em 1em, red, blue); opacity: 0.5; transform: rotate(3deg) }""",
    "margins": """@page { @top-center { content: string(title) } @left-middle { content: 'x'; border: 1pt solid } }
        @page { @bottom-right { content: counter(page) ' of ' counter(pages); width: 20% } }
        @page { @footnote { margin-top: 3pt; border-top: 1pt solid } } .foot { float: footnote }
        @page :first { margin: 30mm; @top-center { content: none } } @page :right { @top-left { content: 'R' } }""",
    "pages": """@page { size: 90mm 70mm; margin: 5% } @page wide { size: 120mm 60mm; counter-increment: page 2 }
        @page :nth(3) { margin: 9mm } @page :blank { background: #eee } @page wide:first { padding: 2mm }
        .other { page: wide; break-before: right }""",
    "parts of the page": """@page { size: 100mm 80mm; margin: 5vw; padding: 1vh }
        .box { width: 50vw } p { margin-top: 1vh }""",
    "counted": """@page { size: 80mm 60mm; counter-increment: leaf }
        @page { @bottom-center { content: counter(leaf) '/' counter(pages) } }
        p::after { content: target-counter('#h2', page) }""",
    "faulty": """p { colour: red; width: 5parsecs } @page { @nowhere { content: 'x' } } q::what { color: red }
        @media screen { p { width: 1pt } }""",
    "layers": "@layer low, high; @layer high { p { color: red } } @layer low { p { color: blue; width: 80% } }",
    "signs": """@counter-style dots { system: cyclic; symbols: '\\2022' '\\25e6'; suffix: ' ' } ul { list-style: dots }
        @media print { li { color: red } }""",
}
"""Styles that take the short ways, and those that must not."""


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_every_style_makes_the_same_bytes(monkeypatch: pytest.MonkeyPatch, variant: str, direction: str):
    stock, faster = both(monkeypatch, BODY, VARIANTS[variant], direction)
    assert isinstance(stock, Fragment)
    assert faster == stock


@pytest.mark.parametrize("variant", ["painted", "faulty", "variables", "signs"])
def test_what_a_process_has_laid_out_before_changes_nothing(monkeypatch: pytest.MonkeyPatch, variant: str):
    css = VARIANTS[variant]
    stock, first = both(monkeypatch, BODY, css)
    both(monkeypatch, f'<div style="font-size: 30pt">{BODY}</div>', css)
    _, again = both(monkeypatch, BODY, css)
    assert first == stock
    assert again == stock


_LENGTHS = st.sampled_from(
    ["0", "auto", "7pt", "10%", "calc(5% + 2pt)", "2em", "inherit", "initial", "3vw", "var(--gap)", "-2pt"]
)
_PROPERTIES = (
    *(
        "margin-top",
        "margin-left",
        "margin-inline",
        "padding",
        "padding-block-end",
        "width",
        "min-width",
        "max-width",
        "height",
    ),
    *(
        "max-height",
        "inline-size",
        "border-top-width",
        "text-indent",
        "font-size",
        "line-height",
        "left",
        "border-spacing",
    ),
)
_KINDS = ("block", "inline-block", "flex", "table", "inline", "list-item", "none", "table-cell")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rules=st.lists(
        st.tuples(
            st.sampled_from(["p", "div", ".box", "td", "#two", "span", "@page"]), st.sampled_from(_PROPERTIES), _LENGTHS
        ),
        max_size=14,
    ),
    kind=st.sampled_from(_KINDS),
    sizing=st.sampled_from(["content-box", "border-box", "padding-box"]),
    direction=st.sampled_from(["ltr", "rtl"]),
)
def test_any_lengths_make_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, rules: list[tuple[str, str, str]], kind: str, sizing: str, direction: str
):
    said = "".join(f"{selector} {{ {name}: {value} }}" for selector, name, value in rules)
    style = f"{said} .box {{ display: {kind}; border: solid; box-sizing: {sizing} }}"
    stock, faster = both(monkeypatch, BODY[: BODY.index("<svg")], style, direction)
    assert faster == stock


def test_pages_share_their_styles(monkeypatch: pytest.MonkeyPatch):
    made: list[str] = []
    begin = css.ComputedStyle.__init__

    def count(self: object, *more: object) -> None:
        made.append(str(more[2]))
        begin(self, *more)

    monkeypatch.setattr(css.ComputedStyle, "__init__", count)
    numbers = []
    for switch in ("stock", ""):
        monkeypatch.setenv(quick.SWITCH, switch)
        made.clear()
        assert len(_pages(f"<p>{WORDS * 700}</p>")) > 9
        numbers.append(made.count("@footnote"))
    assert numbers[0] > 9 > numbers[1]


def test_empty_margins_are_not_made(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(quick.SWITCH, "")
    asked: list[object] = []
    made = page_boxes.boxes.MarginBox.__init__
    monkeypatch.setattr(page_boxes.boxes.MarginBox, "__init__", lambda *more: (asked.append(more), made(*more))[1])
    _pages("<p>x</p>")
    assert not asked
    monkeypatch.setenv(quick.SWITCH, "stock")
    _pages("<p>x</p>")
    assert len(asked) == 16


def _pages(body: str) -> tuple[object, ...]:
    return lay_out(page("one", body), resources()).pages
