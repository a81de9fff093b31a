"""A sound web page passes in silence; each of many faulty ones is named by the right code; no page makes the check fail."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler import files
from compiler.checks import check_web, examined
from compiler.checks.examination import OWN, Asked
from compiler.web.policy import policy

STYLE, SCRIPT = "p { color: #111 }", "document.title += ''"
SHEET = f"<style>{STYLE}</style>"
LISTED = ('<li><a href="#p1">۱</a></li>', '<li><a href="#p2">۲</a></li>')
PIXEL = "data:image/png;base64,iVBORw0KGgo="
PAGE = f"""<!DOCTYPE html>
<html lang="fa" dir="rtl">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy(STYLE, SCRIPT)}">
<title>بیاض</title>{SHEET}</head>
<body><nav role="doc-pagelist"><ol>{"".join(LISTED)}</ol></nav>
<main><p id="one">متن <span id="p1"><span role="doc-pagebreak separator" id="page-1" aria-label="۱"></span></span>و
<a href="#two">نشانی</a>، <a href="https://example.org/">بیرون</a></p>
<p id="two"><img src="{PIXEL}" alt="نقطه">متن <span id="p2"><span role="doc-pagebreak" id="page-2" aria-label="۲"></span></span></p>
<label for="field">x</label><input id="field"></main>
<script>{SCRIPT}</script></body></html>
"""


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def sha(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


FAULTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "no language": ("web-language", swap(' lang="fa"', "")),
    "no title": ("web-title", swap("<title>بیاض</title>", "<title> </title>")),
    "no charset": ("web-charset", swap('<meta charset="utf-8">', "")),
    "no policy": ("web-policy", lambda text: re.sub(r'<meta http-equiv="Content[^>]*>', "", text)),
    "all is allowed": ("web-policy", swap("default-src 'none'", "default-src *")),
    "default left out": ("web-policy", swap("default-src 'none'; ", "")),
    "scripts of any kind": ("web-policy", swap(f"script-src {sha(SCRIPT)}", f"script-src 'unsafe-inline' {sha(SCRIPT)}")),
    "pictures from anywhere": ("web-policy", swap("img-src data:", "img-src data: https:")),
    "base left open": ("web-policy", swap("; base-uri 'none'", "")),
    "forms left open": ("web-policy", swap("; form-action 'none'", "")),
    "the policy after the styles": ("web-policy", lambda text: text.replace(SHEET, "").replace("<head>", f"<head>{SHEET}")),
    "another style": ("web-policy-digest", swap(STYLE, STYLE + " ")),
    "another script": ("web-policy-digest", swap(SCRIPT, SCRIPT + ";")),
    "a second script": ("web-policy-digest", swap("</body>", "<script>alert(1)</script></body>")),
    "a digest of nothing": ("web-policy-digest", swap("style-src ", f"style-src {sha('gone')} ")),
    "a picture elsewhere": ("web-remote", swap(PIXEL, "https://example.org/x.png")),
    "a picture beside": ("web-remote", swap(PIXEL, "images/x.png")),
    "a picture of many sizes": ("web-remote", swap('alt="نقطه"', 'alt="" srcset="x.png 2x"')),
    "a style sheet beside": ("web-remote", swap("</head>", '<link rel="stylesheet" href="style.css"></head>')),
    "a script beside": ("web-remote", swap("</body>", '<script src="x.js"></script></body>')),
    "a frame": ("web-remote", swap("</body>", '<iframe srcdoc="x"></iframe></body>')),
    "a base": ("web-remote", swap("<title>", '<base href="https://example.org/"><title>')),
    "a turn to another page": ("web-remote", swap("<title>", '<meta http-equiv="refresh" content="1;url=https://example.org"><title>')),
    "a font elsewhere": ("web-remote", swap(STYLE, "@font-face { src: url(https://example.org/x.woff) }")),
    "a sheet that imports": ("web-remote", swap(STYLE, '@import "other.css";')),
    "a form": ("web-remote", swap("</main>", '<form action="https://example.org/"></form></main>')),
    "a handler": ("web-script", swap('<p id="two">', '<p id="two" onclick="x()">')),
    "a link that is a script": ("web-script", swap("https://example.org/", "javascript:alert(1)")),
    "a style in an attribute": ("web-style", swap('<p id="two">', '<p id="two" style="color: red">')),
    "two of one id": ("web-id-duplicate", swap('id="two"', 'id="one"')),
    "an id with a space": ("web-id-duplicate", swap('id="two"', 'id="t wo"')),
    "a link to nothing": ("web-link-dangling", swap('href="#two"', 'href="#three"')),
    "a link to a file": ("web-link-dangling", swap("https://example.org/", "chapter-2.html")),
    "a label of nothing": ("web-link-dangling", swap('for="field"', 'for="other"')),
    "no alternative": ("web-image-alt", swap(' alt="نقطه"', "")),
    "a page without a name": ("web-page-list", swap(' aria-label="۲"', "")),
    "a page that is not listed": ("web-page-list", swap(LISTED[1], "")),
    "pages in another order": ("web-page-list", swap(LISTED[0] + LISTED[1], LISTED[1] + LISTED[0])),
    "an empty file": ("web-unreadable", lambda _text: ""),
}  # fmt: skip


def test_a_sound_page_passes_in_silence() -> None:
    assert [str(message) for message in check_web(PAGE.encode(), "page.html")] == []


def test_a_digest_may_hold_any_letters_of_base64() -> None:
    style = next(text for text in (f"p {{ margin: {n}px }}" for n in range(9999)) if "//" in sha(text))
    page = PAGE.replace(sha(STYLE), sha(style)).replace(STYLE, style)
    assert sha(style) in page
    assert [str(message) for message in check_web(page.encode(), "page.html")] == []


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_named(name: str) -> None:
    code, change = FAULTS[name]
    found = check_web(change(PAGE).encode(), "page.html")
    assert code in {message.code for message in found}
    assert all(message.hint and message.origin and message.origin.file == "page.html" for message in found)


def test_what_is_no_text_is_named() -> None:
    assert [m.code for m in check_web(b"<!DOCTYPE html><html lang='en'>\xff\xfe", "x.html")] == ["web-unreadable"]


@settings(max_examples=200)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    for given_ in (data, b"<!DOCTYPE html><html><head>" + data, PAGE.encode()[:700] + data):
        check_web(given_, "x.html")


@settings(max_examples=100)
@given(st.integers(0, len(PAGE)), st.text(max_size=40))
def test_no_change_makes_it_fail(place: int, put: str) -> None:
    check_web((PAGE[:place] + put + PAGE[place:]).encode("utf-8", "replace"), "x.html")


def test_bayaz_check_knows_web_pages(tmp_path: Path) -> None:
    sound, faulty = tmp_path / "a.html", tmp_path / "b.html"
    files.publish({sound: PAGE.encode(), faulty: FAULTS["a handler"][1](PAGE).encode()})
    asked = Asked(checkers=frozenset({OWN}))
    assert examined(sound, asked) == ()
    assert [message.code for message in examined(faulty, asked)] == ["web-script"]
