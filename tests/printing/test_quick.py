"""The engine made faster lays out the same bytes as the engine as it is, and steps back to that on any other version."""

from __future__ import annotations

import gc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint.layout import inline
from weasyprint.text import line_break

from compiler.files import shipped
from compiler.messages import LayoutError, Message
from compiler.model.pages import Fragment
from compiler.printing import quick
from compiler.printing.fragment import lay_out
from compiler.printing.quick import breaking
from tests.printing.small_book import CSS, page, resources

PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><title>t</title><rect width="9" height="9"/></svg>'
)
LATIN = (
    "The quick brown fox jumps over the extraordinarily lazy dog; officially, “affluent” shelves—half—way (and ‘so’ on) … "
    "AVATAR To Te Ty VA f) f” well-known twenty-first https://example.org/a/very/long/path?query=1;other=2 1,234.5 % "
    "co\u00adop\u00aderation naïve façade Übung Łódź 10\u00a0km a\u2009b e\u0301tude incomprehensibilities ! ? « x » T. A. 5/6 "
    "counterrevolutionaries WAVE Yo Q’s fi ffl fj Th ct – — ― - * § † 12:30 a/b and/or (a) [b] {c} © ® ™ € £ "
)
PERSIAN = (
    "کتاب‌خانه می‌نویسد (نسخهٔ نخست) «گفتاورد» ۱۲۳۴ ۱۳۹۵/۲/۳ مُعلّم قرآن رأی هیئت؛ پرسش؟ PDF و HTML ۲۰٪ ۱۲-۱۳ ص۱۲ 12 لا الله "
    "خـط نیمه—راه ۳٫۵ ۱۲،۵۰۰ به نام… «تو در تو «یک» دو» (الف) [ب] می\u200cشود هٔ ۀ یٰ سلام\u200f! "
)
OTHERS = (
    "שָׁלוֹם עולם צה״ל ג׳ירפה (סוגריים) 12 ־ מקף־עליון",
    "السَّلامُ عَلَيْكُم ورحمة الله ١٢٣ (مثال) ﷺ لآلئ",
    "یہ اُردو ہے، کتاب گھر ۱۲۳ ؟ ہیں۔",
    'mixed <bdi dir="rtl">سلام (دنیا)</bdi> and <bdi dir="ltr">PDF 1.7</bdi> \u2066اب\u2069 c \u202bپ\u202c d',
    "missing 😀 ☃ 漢字 \ufffd glyphs and a\tb tab",
    "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b",
)
VARIANTS = {
    "plain": "",
    "justified": "p { text-align: justify; hyphens: auto; hyphenate-limit-chars: 6 3 3 }",
    "zone": "p { hyphens: auto; hyphenate-limit-zone: 12%; hyphenate-character: '~' }",
    "ragged": "p { text-align: center; hyphens: manual }",
    "end": "p { text-align: end; text-indent: 2em }",
    "small-caps": "p { font-variant: small-caps; font-kerning: none }",
    "figures": "p { font-variant-numeric: oldstyle-nums tabular-nums; font-feature-settings: 'dlig', 'kern' 1 }",
    "no-ligatures": "p { font-variant-ligatures: none; font-kerning: normal; text-align: justify }",
    "letter-spacing": "p { letter-spacing: 0.1em; text-align: justify }",
    "no-spacing": "p { letter-spacing: 0; word-spacing: 0; hyphens: auto }",
    "word-spacing": "p { word-spacing: 0.2em; text-align: justify }",
    "underlined": "p, b { text-decoration: underline overline line-through }",
    "pre": "p { white-space: pre }",
    "pre-wrap": "p { white-space: pre-wrap }",
    "pre-line": "p { white-space: pre-line }",
    "nowrap": "p { white-space: nowrap; overflow: hidden }",
    "anywhere": "p { overflow-wrap: anywhere; width: 3em }",
    "break-word": "p { overflow-wrap: break-word; width: 5em; hyphens: auto; text-align: justify }",
    "break-all": "p { word-break: break-all; width: 9em }",
    "narrow": "p { width: 2.5em; hyphens: auto }",
    "tiny": "p { font-size: 3pt; line-height: 1 }",
    "large": "p { font-size: 40pt; line-height: normal; hyphens: auto; text-align: justify }",
    "nothing": "p { font-size: 0 }",
    "columns": "body { columns: 3; column-gap: 1em; text-align: justify; hyphens: auto }",
    "first": "p::first-line { font-variant: small-caps }",
    "first-inline": "p::first-letter { font-style: italic; letter-spacing: 1pt }",
    "persian-face": "p { font-family: Persian; text-align: justify }",
    "fallback": "p { font-family: Persian, Body; line-height: normal }",
    "italic": "p { font-style: italic; text-transform: uppercase; hyphens: auto; text-align: justify }",
    "spread": "p, td, li { text-align: justify; text-align-last: justify; hyphens: auto }",
    "spread-links": "p, i { text-align: justify; text-decoration: underline dotted red; overflow-wrap: break-word }",
    "fractions": "p { font-variant-numeric: diagonal-fractions; font-variant-ligatures: discretionary-ligatures }",
    "cut": "p { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; width: 9em }",
    "clamped": "p { max-lines: 2; block-ellipsis: auto; continue: discard }",
}


Outcome = Fragment | tuple[Message, ...]


def outcome(body: str, css: str, direction: str, **more: tuple[str, bytes]) -> Outcome:
    """`body` laid out, or what is said where the engine gives up."""
    language = "fa" if direction == "rtl" else "en"
    try:
        return lay_out(page("one", body, language, direction), resources(CSS + css, **more))
    except LayoutError as fault:
        return fault.messages


def both(
    monkeypatch: pytest.MonkeyPatch, body: str, css: str, direction: str = "ltr", **more: tuple[str, bytes]
) -> tuple[Outcome, Outcome]:
    """What comes of `body` by the engine as it is, and by the faster one."""
    monkeypatch.setenv(quick.SWITCH, "stock")
    stock = outcome(body, css, direction, **more)
    monkeypatch.setenv(quick.SWITCH, "")
    return stock, outcome(body, css, direction, **more)


def odd(direction: str) -> str:
    texts = [LATIN * 2, PERSIAN * 2, *OTHERS] if direction == "ltr" else [PERSIAN * 3, LATIN, *OTHERS]
    parts = [f"<p>{text}</p>" for text in texts]
    main = texts[0]
    words = main.split(" ")
    marked = " ".join(
        f"<b>{word}</b>" if n % 7 == 3 else f"{word}<i>x</i>" if n % 11 == 5 else word for n, word in enumerate(words)
    )
    cells = "".join(
        f"<tr><th>{words[n]}</th><td>{' '.join(words[n : n + 9])}</td><td>{n * 37}</td></tr>" for n in range(9)
    )
    parts += [
        f"<p>{marked}</p>",
        f"<p>{main[:60]}<br/>{main[60:200]} <br/> {main[200:]}</p>",
        f"<table>{cells}</table>",
        f"<ol><li>{main[:150]}</li><li><p>{main[150:300]}</p></li></ol><ul><li>{texts[1][:80]}</li></ul>",
        f'<div style="float: left; width: 30%">{main[:120]}</div><p>{main}</p>',
        f'<p>{main[:90]}<span style="float: footnote">{main[90:260]}</span> {main[260:]}</p>',
        f'<p>{main[:50]}<span style="display: inline-block; width: 20%">{main[50:90]}</span><img src="{PNG}" alt=""/>{main[90:]}</p>',
        f'<p dir="{"rtl" if direction == "ltr" else "ltr"}">{main}</p>',
        f'{DRAWING}<p lang="de">{main}</p><p lang="">{main}</p>',
    ]
    return "".join(parts)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_odd_text_has_the_same_bytes_in_every_style(monkeypatch: pytest.MonkeyPatch, variant: str, direction: str):
    stock, faster = both(monkeypatch, odd(direction), VARIANTS[variant], direction)
    assert faster == stock


def test_page_breaks_come_at_the_same_places(monkeypatch: pytest.MonkeyPatch):
    css = (
        "@page { size: 60mm 50mm; margin: 6mm; @bottom-center { content: counter(page) } } p { orphans: 3; widows: 3 }"
    )
    stock, faster = both(monkeypatch, odd("ltr"), f"{css} p {{ hyphens: auto; text-align: justify }}")
    assert isinstance(stock, Fragment)
    assert len(stock.pages) > 20
    assert faster == stock


_LETTERS = "abcdeffillToVAy.,;:!?()-—“”’'\u00a0\u00ad\u200c۱۲12اآبپلکیهٔ«»()/ %\u0651אבPDF"


FACES = {
    "Literata": "Literata/Literata-Regular.ttf",
    "BayazSans": "BayazSans/BayazSans-Regular.ttf",
    "PlexMono": "PlexMono/IBMPlexMono-Regular.ttf",
    "Naskh": "NotoNaskhArabic/NotoNaskhArabic-Regular.ttf",
    "Nastaliq": "NotoNastaliqUrdu/NotoNastaliqUrdu-Regular.ttf",
    "Hebrew": "NotoSerifHebrew/NotoSerifHebrew-Regular.ttf",
}
"""Faces that kern the space or put other glyphs beside it, that hang letters on each other, or lack those of other scripts."""


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_every_face_is_painted_with_the_same_glyphs(monkeypatch: pytest.MonkeyPatch, face: str, direction: str):
    data = (shipped("layouts") / "fonts" / FACES[face]).read_bytes()
    css = f"{CSS} @font-face {{ font-family: {face}; src: url(fonts/face.ttf) }} body {{ font-family: {face}, Body, Persian }}"
    css += " p { text-align: justify; hyphens: auto } p + p { text-align: start }"
    stock, faster = both(monkeypatch, odd(direction), css, direction, **{"fonts/face.ttf": ("font/ttf", data)})
    assert isinstance(stock, Fragment)
    assert faster == stock


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.text(_LETTERS, min_size=1, max_size=14), min_size=1, max_size=60),
    width=st.integers(8, 400),
    variant=st.sampled_from(
        ["plain", "justified", "spread", "no-ligatures", "no-spacing", "persian-face", "small-caps"]
    ),
    direction=st.sampled_from(["ltr", "rtl"]),
)
def test_any_words_have_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, words: list[str], width: int, variant: str, direction: str
):
    body = f'<div style="width: {width}px"><p>{" ".join(words)}</p><table><tr><td>{" ".join(words[:9])}</td></tr></table></div>'
    stock, faster = both(monkeypatch, body, VARIANTS[variant], direction)
    assert faster == stock


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of which the engine breaks the first line its own way."""
    texts: list[str] = []
    own = inline.split_first_line

    def split(text: str, *more: object, **named: object) -> object:
        texts.append(text)
        return own(text, *more, **named)

    monkeypatch.setattr(inline, "split_first_line", split)
    return texts


PLAIN = pytest.mark.parametrize(("words", "direction"), [("plain words of a page, ", "ltr"), ("واژه‌های ساده، ", "rtl")])


@PLAIN
@pytest.mark.skipif(not quick.is_pango_measured(), reason="this version of Pango was not measured")
def test_plain_lines_are_broken_by_sums_of_words(asked: list[str], words: str, direction: str):
    fragment = lay_out(page("one", f"<p>{words * 200}</p>", "en", direction), resources())
    assert len(fragment.pages) > 1
    assert len(asked) < 10


@PLAIN
@pytest.mark.parametrize("align", ["start", "justify"])
@pytest.mark.skipif(not quick.is_pango_measured(), reason="this version of Pango was not measured")
def test_plain_lines_are_painted_without_shaping_them(
    monkeypatch: pytest.MonkeyPatch, words: str, direction: str, align: str
):
    shaped: list[str] = []
    own = line_break.Layout.set_text

    def set_text(layout: object, text: str, *more: object, **named: object) -> None:
        shaped.append(text)
        own(layout, text, *more, **named)

    monkeypatch.setattr(line_break.Layout, "set_text", set_text)
    css = f"{CSS} p {{ text-align: {align}; font-family: {'Body' if direction == 'ltr' else 'Persian'} }}"
    fragment = lay_out(page("one", f"<p>{words * 300}</p>", "en", direction), resources(css))
    assert len(fragment.pages) > 1
    assert len(shaped) < 10, shaped


def test_lines_that_come_again_are_broken_once(asked: list[str]):
    lay_out(page("one", "<table><tr><td>10\u20022 letters</td></tr></table>" * 9), resources())
    assert 0 < len(asked) == len(set(asked))


def test_nothing_of_it_stays_behind(monkeypatch: pytest.MonkeyPatch):
    before = inline.split_first_line, gc.isenabled()
    lay_out(page("one", "<p>words</p>"), resources())
    assert (inline.split_first_line, gc.isenabled()) == before


def test_another_version_works_as_it_is_and_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(quick, "MEASURED", quick.MEASURED | {"weasyprint": "1.0"})
    quick.others.cache_clear()
    try:
        with quick.applied():
            assert breaking.PATCHES[0].owner.split_first_line.__module__ == "weasyprint.text.line_break"
        said = lay_out(page("one", "<p>words</p>"), resources()).messages
        assert [(one.code, one.level) for one in said] == [("engine-stock", "info")]
        assert "weasyprint 70" in said[0].text
    finally:
        quick.others.cache_clear()


def test_another_pango_breaks_lines_as_it_does_and_says_so(monkeypatch: pytest.MonkeyPatch, asked: list[str]):
    monkeypatch.setattr(quick, "PANGO", (1, 1))
    fragment = lay_out(page("one", f"<p>{'plain words of a page, ' * 20}</p>"), resources())
    assert asked, "lines are broken by the engine itself"
    assert [(one.code, one.level) for one in fragment.messages] == [("engine-stock", "info")]
    assert "part of" in fragment.messages[0].text
    assert "Pango" in fragment.messages[0].text
