"""A sound EPUB passes every check in silence; each of many faulty ones is named by the right code."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.checks import check_epub, zipped
from compiler.checks.publication import parsed
from compiler.ebook.package import package
from tests.checks.zips import Change, changed, drop, put, swap
from tests.ebook.rich_book import book, rendered

ONE, TWO, NAV, OPF, NCX, CSS = (
    f"EPUB/{name}" for name in ("one.xhtml", "two.xhtml", "nav.xhtml", "content.opf", "toc.ncx", "style.css")
)
ALT = ' alt="Three boats in a row."'

FAULTS: dict[str, tuple[str, Change]] = {
    "mimetype says something else": ("epub-mimetype", put("mimetype", b"application/zip")),
    "no mimetype": ("epub-mimetype", drop("mimetype")),
    "no container": ("epub-container", drop("META-INF/container.xml")),
    "container names no file": ("epub-container", swap("META-INF/container.xml", "content.opf", "other.opf")),
    "package is no XML": ("epub-container", put(OPF, b"<package")),
    "a listed file is not there": ("epub-manifest-missing-file", drop("EPUB/fonts/EBGaramond-OFL.txt")),
    "a file is not listed": ("epub-manifest-unlisted", put("EPUB/stray.txt", b"stray")),
    "two items of one id": ("epub-manifest-duplicate", swap(OPF, 'id="page-two"', 'id="page-one"')),
    "svg is not told": ("epub-manifest-property", swap(OPF, ' properties="svg"', "")),
    "svg is told, and is not there": (
        "epub-manifest-property",
        swap(OPF, 'href="two.xhtml"', 'properties="svg" href="two.xhtml"'),
    ),
    "the spine names nothing": ("epub-spine", swap(OPF, 'idref="page-two"', 'idref="page-three"')),
    "the spine names twice": ("epub-spine", swap(OPF, 'idref="page-two"', 'idref="page-one"')),
    "the spine names a picture": ("epub-spine", swap(OPF, 'idref="page-two"', 'idref="cover-image"')),
    "no title": ("epub-metadata", swap(OPF, '<dc:title id="title">Letters<', '<dc:title id="title"> <')),
    "the identifier is not the unique one": (
        "epub-metadata",
        swap(OPF, 'unique-identifier="edition"', 'unique-identifier="e"'),
    ),
    "a language that is none": ("epub-language", swap(OPF, "<dc:language>fa<", "<dc:language>Persian (Iran)<")),
    "no day of the calendar": ("epub-date", swap(OPF, "<dc:date>2026-11-23<", "<dc:date>2026-02-30<")),
    "a date in words": ("epub-date", swap(OPF, "<dc:date>2026-11-23<", "<dc:date>23 November<")),
    "modified without its time": ("epub-date", swap(OPF, "2026-11-23T00:00:00Z", "2026-11-23")),
    "pages turn the wrong way": ("epub-progression", swap(OPF, 'direction="ltr"', 'direction="rtl"')),
    "a right-to-left book turns left to right": (
        "epub-progression",
        swap(OPF, "<dc:language>en</dc:language>", ""),
    ),
    "a picture is broken": ("epub-image-broken", put("EPUB/images/harbour.png", b"\x89PNG\r\n\x1a\nnot so")),
    "a picture is another kind": (
        "epub-image-broken",
        swap(
            OPF,
            'href="images/harbour.png" id="resource-5" media-type="image/png"',
            'href="images/harbour.png" id="resource-5" media-type="image/jpeg"',
        ),
    ),
    "a picture without words": ("epub-image-alt", swap(ONE, ALT, "")),
    "a drawing without a name": ("epub-image-alt", swap(ONE, ' aria-label="A line."', "")),
    "mark-up is broken": ("epub-malformed", swap(ONE, "</h2>", "</h3>")),
    "an entity of HTML": ("epub-malformed", swap(ONE, "Harbours", "Harbours&nbsp;")),
    "the document has no language": (
        "epub-language-missing",
        swap(ONE, ' lang="en" xml:lang="en" dir="ltr">\n<head>', ' dir="ltr">\n<head>'),
    ),
    "two languages at once": ("epub-language", swap(ONE, '<bdi lang="fa"', '<bdi lang="ar"')),
    "an id twice": ("epub-id-duplicate", swap(ONE, 'id="one-h2"', 'id="one-h1"')),
    "a script": ("epub-script", swap(ONE, "</section>", "<script>0</script></section>")),
    "an event handler": ("epub-script", swap(ONE, "<figure id", '<figure onclick="go()" id')),
    "a frame": ("epub-script", swap(ONE, "</section>", '<iframe src="two.xhtml"></iframe></section>')),
    "a heading leaps": (
        "epub-heading-gap",
        swap(ONE, '<h3 id="one-h2">Prices</h3>', '<h5 id="one-h2">Prices</h5>'),
    ),
    "a Persian caption without direction": (
        "epub-direction-missing",
        swap(ONE, '<p lang="fa" xml:lang="fa" dir="rtl" id', '<p lang="fa" xml:lang="fa" id'),
    ),
    "a Persian caption without language": (
        "epub-direction-missing",
        swap(ONE, '<p lang="fa" xml:lang="fa" dir="rtl" id', '<p dir="rtl" id'),
    ),
    "Persian words in a line, unmarked": (
        "epub-run-unmarked",
        swap(ONE, '<bdi lang="fa" xml:lang="fa" dir="rtl">', "<bdi>"),
    ),
    "a link to no file": ("epub-link-dangling", swap(ONE, "two.xhtml#two-h1", "three.xhtml#two-h1")),
    "a link to no element": ("epub-link-dangling", swap(ONE, "two.xhtml#two-h1", "two.xhtml#two-h9")),
    "a picture that is not there": ("epub-link-dangling", swap(ONE, "images/harbour.png", "images/other.png")),
    "contents to no element": ("epub-link-dangling", swap(NAV, "one.xhtml#one-h2", "one.xhtml#one-h9")),
    "a remote picture": ("epub-remote", swap(ONE, "images/harbour.png", "https://example.org/harbour.png")),
    "a link that acts": ("epub-remote", swap(ONE, "https://example.org/", "javascript:go()")),
    "a link to a disk": ("epub-remote", swap(ONE, "https://example.org/", "file:///etc/passwd")),
    "a remote style sheet": ("epub-remote", put(CSS, b"@import 'https://example.org/a.css';")),
    "a remote font": ("epub-remote", put(CSS, b"@font-face { font-family: A; src: url(https://example.org/a.woff2) }")),
    "no navigation document": ("epub-nav-missing", swap(OPF, ' properties="nav"', "")),
    "no contents in it": ("epub-nav-missing", swap(NAV, 'epub:type="toc" role="doc-toc" id', 'epub:type="lot" id')),
    "an entry without words": ("epub-nav-missing", swap(NAV, ">Colophon</a>", "></a>")),
    "contents lead out of the spine": ("epub-nav-missing", swap(OPF, '<itemref idref="page-colophon"/>', "")),
    "the NCX leads nowhere": ("epub-ncx", swap(NCX, "one.xhtml#one-h1", "one.xhtml#one-h9")),
    "the NCX has an id twice": ("epub-ncx", swap(NCX, 'id="point-5"', 'id="point-4"')),
    "the NCX of another book": ("epub-ncx", swap(NCX, "urn:uuid:0b9a", "urn:uuid:1b9a")),
    "the NCX is no XML": ("epub-ncx", put(NCX, b"<ncx>")),
    "a note that is none": ("epub-note-missing", swap(ONE, 'epub:type="footnote" role="doc-footnote" ', "")),
    "no way back from a note": ("epub-note-one-way", swap(ONE, 'href="#one-call1" role', 'href="#one" role')),
    "a note that nobody calls": ("epub-note-uncalled", swap(ONE, ' epub:type="noteref" role="doc-noteref"', "")),
    "direction in a style sheet": ("epub-css-direction", put(CSS, b"p { color: #111; direction: rtl }")),
    "unicode-bidi in a style sheet": ("epub-css-direction", put(CSS, b"@media all { bdi{unicode-bidi:embed} }")),
    "direction in an attribute": ("epub-css-direction", swap(ONE, "<blockquote", '<blockquote style="direction: rtl"')),
    "a style sheet names no file": ("epub-link-dangling", swap(CSS, "fonts/EBGaramond-Regular", "fonts/Nobody")),
}
WARNINGS = {"epub-heading-gap", "epub-run-unmarked", "epub-note-uncalled", "epub-manifest-unlisted"}


@cache
def sound() -> bytes:
    return package(rendered(), book())


def codes(data: bytes) -> set[str]:
    return {message.code for message in check_epub(data, "letters.epub")}


def test_a_sound_book_passes_in_silence() -> None:
    assert check_epub(sound(), "letters.epub") == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named(fault: str) -> None:
    code, change = FAULTS[fault]
    messages = [m for m in check_epub(changed(sound(), change), "letters.epub") if m.code == code]
    assert messages, f"nobody said {code}"
    assert all(m.text and m.hint and m.origin and m.origin.file.startswith("letters.epub") for m in messages)
    assert {m.level for m in messages} == {"warning" if code in WARNINGS and "unlisted" not in code else "error"}


def test_a_message_tells_the_line() -> None:
    (message,) = check_epub(changed(sound(), swap(ONE, ALT, "")), "letters.epub")
    assert str(message.origin).startswith("letters.epub/EPUB/one.xhtml:")


def test_css_that_only_looks_like_a_direction_passes() -> None:
    css = b"/* direction: rtl */ .direction { flex-direction: row; content: 'direction: rtl' } a { color: #900 }"
    unused = {"epub-manifest-unlisted"}
    assert codes(changed(sound(), put(CSS, css))) - unused == set()


@pytest.mark.parametrize(("pre", "named"), [('<pre lang="fa" xml:lang="fa"><code>', False), ("<pre><code>", True)])
def test_code_that_quotes_persian_needs_a_language_but_no_direction(pre: str, named: bool) -> None:
    code = f'{pre}"سفر به یزد" = "drop"</code></pre></section>'
    assert ("epub-direction-missing" in codes(changed(sound(), swap(ONE, "</section>", code)))) == named


def test_what_xhtml_1_1_calls_by_name_is_read() -> None:
    def change(held: dict[str, bytes]) -> None:
        old = b"<!DOCTYPE html>"
        assert old in held[ONE] and b"Harbours" in held[ONE]
        dtd = b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
        held[ONE] = held[ONE].replace(old, dtd).replace(b"Harbours", b"Harbours&nbsp;&amp;&eacute;")

    assert codes(changed(sound(), change)) == set()


def test_what_a_document_calls_by_name_itself_is_left_out() -> None:
    root = parsed(b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>a&x;<b>b&x;c</b>d</p>')
    assert "".join(root.itertext()) == "abcd"


# --- archives that are not to be trusted ---


def zip_of(*entries: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in entries:
            target.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/outside", "EPUB/../../outside", "C:/outside"])
def test_a_path_that_leads_out_is_refused(name: str) -> None:
    assert codes(zip_of(("mimetype", b""), (name, b"x"))) == {"epub-zip-unsafe-path"}


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zip_of(("mimetype", b""), ("EPUB/zeros", bytes(64 << 20)))
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("a member was read"))
    assert codes(bomb) == {"epub-zip-too-large"}


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_MEMBERS", 3)
    assert codes(zip_of(*((f"f{n}", b"") for n in range(4)))) == {"epub-zip-too-large"}


def test_a_name_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zip_of(("mimetype", b""), ("EPUB/a", b"1"), ("EPUB/a", b"2"))
    assert codes(twice) == {"epub-zip-duplicate"}


def test_a_compressed_mimetype_is_named() -> None:
    assert "epub-mimetype" in codes(zip_of(("mimetype", b"application/epub+zip")))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all"])
def test_what_is_no_zip_is_named(data: bytes) -> None:
    assert codes(data) == {"epub-zip-broken"}


def test_a_damaged_member_is_named() -> None:
    data = bytearray(sound())
    data[len(data) // 2] ^= 0xFF
    assert codes(bytes(data)) == {"epub-zip-broken"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=40))
def test_no_damage_ends_in_a_traceback(at: int, noise: bytes) -> None:
    data = sound()
    place = at % len(data)
    check_epub(data[:place] + noise + data[place + len(noise) :], "damaged.epub")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([ONE, NAV, OPF, NCX, CSS]), st.integers(0, 10**6), st.text(max_size=12))
def test_no_change_of_a_member_ends_in_a_traceback(name: str, at: int, noise: str) -> None:
    def change(held: dict[str, bytes]) -> None:
        place = at % len(held[name])
        held[name] = held[name][:place] + noise.encode("utf-8", "surrogatepass") + held[name][place:]

    check_epub(changed(sound(), change), "changed.epub")
