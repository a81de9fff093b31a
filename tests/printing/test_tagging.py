"""The tags of a laid-out page: every word under the right element, in its language, once, whatever page it stands on."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary

from compiler.printing import tag_writing, tagging
from compiler.printing.fragment import lay_out
from compiler.printing.tags import Tag
from tests.printing.small_book import CSS, page, resources

STYLE = (
    CSS
    + """
.footnote { float: footnote } .footnote .p { display: block }
.footnote::footnote-call { content: attr(data-sign) } .footnote::footnote-marker { content: attr(data-sign) }
.leader::after { content: leader('. ') } .contents ol { list-style: none }
"""
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>t</title><rect width="5" height="5"/></svg>'
HIDDEN = SVG.decode().replace("viewBox", 'aria-hidden="true" viewBox')
LONG = "words that go on and on " * 150


def opened(body: str, language: str = "en", direction: str = "ltr") -> pikepdf.Pdf:
    files = resources(STYLE, **{"images/a.svg": ("image/svg+xml", SVG)})
    return pikepdf.open(BytesIO(lay_out(page("one", body, language, direction), files).pdf))


def outline(element: Any) -> Any:
    """A structure element as nested lists: its kind, then its kids; content is left out."""
    kids = element.K if isinstance(element.K, Array) else [element.K]
    inner = [outline(kid) for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]
    name = str(element.S).removeprefix("/")
    return [name, *inner] if inner else name


def shape(body: str) -> Any:
    """The tags of a body."""
    pdf = opened(body)
    (document,) = pdf.Root.StructTreeRoot.K
    kids = outline(document)[1:]
    return kids[0] if len(kids) == 1 else kids


def found(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == f"/{kind}"]


CASES = {
    "paragraph": ("<p>a <em>b</em> <strong>c</strong></p>", "P"),
    "headings": ("<section><h1>a</h1><section><h2>b</h2></section></section>", ["Sect", "H1", ["Sect", "H2"]]),
    "bare text": ("<section><div>a<br/>b</div></section>", ["Sect", "P"]),
    "quote": ("<blockquote><p>a</p>b</blockquote>", ["BlockQuote", "P", "P"]),
    "code": ("<pre><code>a</code></pre>", ["P", "Code"]),
    "list": ("<ul><li>a</li><li><p>b</p></li></ul>", ["L", ["LI", "Lbl", "LBody"], ["LI", "Lbl", ["LBody", "P"]]]),
    "list in a list": (
        "<ol><li>a<ol><li>b</li></ol></li></ol>",
        ["L", ["LI", "Lbl", ["LBody", ["L", ["LI", "Lbl", "LBody"]]]]],
    ),
    "terms": ("<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>", ["L", ["LI", "Lbl", "LBody", "LBody"]]),
    "table": (
        "<table><caption>c</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
        ["Table", "Caption", ["THead", ["TR", "TH"]], ["TBody", ["TR", "TD"]]],
    ),
    "figure": (
        '<figure><img src="images/a.svg" alt="x"/><figcaption><p>c</p></figcaption></figure>',
        ["Figure", ["Caption", "P"]],
    ),
    "figure that is not held": ("<figure><figcaption><p>c</p></figcaption></figure>", ["Div", "P"]),
    "picture": ('<p>a <img src="images/a.svg" alt="x"/></p>', ["P", "Figure"]),
    "ornament": ('<p>a <img src="images/a.svg" alt=""/></p>', "P"),
    "drawing": (f"<p>a {SVG.decode()}</p>", ["P", "Figure"]),
    "hidden drawing": (f"<p>a {HIDDEN}</p>", "P"),
    "link": ('<p id="a">a <a href="#a">b <em>c</em></a></p>', ["P", "Link"]),
    "call of a note": ('<p id="a">a <a class="call" href="#a"><sup>1</sup></a></p>', ["P", ["Reference", "Link"]]),
    "footnote": (
        '<p>a<span class="footnote" id="n" data-sign="1"><span class="p">b</span></span> c</p>',
        ["P", ["Reference", "Link"], ["Note", ["Lbl", "Link"], "P"]],
    ),
    "endnote": ('<div class="note" id="n"><p>b</p></div>', ["Note", "P"]),
    "another language": ('<p>a <bdi lang="de">b</bdi></p>', ["P", "Span"]),
    "contents": (
        '<section id="contents" class="contents"><ol><li><div class="entry"><span class="entry-number">1</span> '
        '<a href="#contents">a</a><span class="leader"></span> <a href="#contents">9</a></div>'
        '<ol><li><a href="#contents">b</a></li></ol></li></ol></section>',
        ["Sect", ["TOC", ["TOCI", "Lbl", ["Reference", "Link"], ["TOC", ["TOCI", ["Reference", "Link"]]]]]],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_elements_have_their_tags(name: str):
    body, expected = CASES[name]
    assert shape(body) == expected


# --- languages ---


def test_every_change_of_language_is_said_once():
    pdf = opened('<p>a <bdi lang="fa" dir="rtl">کتاب</bdi></p><p lang="de">b <i lang="en">c</i></p><p>d</p>')
    assert [str(one.get("/Lang", "")) for one in found(pdf, "P")] == ["", "de", ""]
    assert [str(one.Lang) for one in found(pdf, "Span")] == ["fa", "en"]
    assert [str(one.Lang) for one in found(pdf, "Document")] == ["en"]


def test_persian_without_a_language_gets_one():
    pdf = opened("<p>a کتابی چاپی که در شهرهای گوناگون پیدا می‌شود</p><p>b سلام</p>")
    assert [str(span.Lang) for span in found(pdf, "Span")] == ["fa", "und-Arab"]


def test_text_from_right_to_left_says_its_letters():
    text = "می‌روم به کتابخانه‌ای که " * 8
    pdf = opened(f"<p>{text}</p>", "fa", "rtl")
    (span,) = found(pdf, "Span")
    assert str(span.ActualText) == text.strip()
    assert "/Lang" not in span
    assert len(span.K) > 1


def test_spaces_at_the_ends_of_lines_are_given_back():
    assert tag_writing.continued("", "a", True) == "a"
    assert tag_writing.continued("a", "b", True) == "a b"
    assert tag_writing.continued("a", "b", False) == "ab"
    assert tag_writing.continued("a ", "b", True) == "a b"
    assert tag_writing.continued("a", " b", True) == "a b"


# --- pages ---


def test_an_element_over_two_pages_is_one():
    pdf = opened(f'<section id="s"><p>{LONG}</p><ul><li>{LONG}</li></ul></section>')
    assert len(pdf.pages) > 1
    assert shape(f'<section id="s"><p>{LONG}</p><ul><li>{LONG}</li></ul></section>') == [
        "Sect",
        "P",
        ["L", ["LI", "Lbl", "LBody"]],
    ]
    (paragraph,) = found(pdf, "P")
    others = [kid for kid in paragraph.K if isinstance(kid, Dictionary)]
    assert {kid.Pg.objgen for kid in others} == {one.obj.objgen for one in list(pdf.pages)[1:2]}


def test_a_table_head_that_is_repeated_is_read_once():
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(90))
    pdf = opened(f"<table><thead><tr><th>a</th></tr></thead><tbody>{rows}</tbody></table>")
    assert len(pdf.pages) > 1
    assert len(found(pdf, "TH")) == 1
    assert len(found(pdf, "TR")) == 91
    assert b"/Artifact" in pdf.pages[1].Contents.read_bytes()


def test_everything_drawn_is_tagged_or_an_artifact():
    body = CASES["contents"][0] + CASES["footnote"][0] + CASES["list"][0] + CASES["ornament"][0]
    pdf = opened(body)
    for one in pdf.pages:
        marks = {int(kid) for element in pdf.objects for kid in _numbers(element, one)}
        for number in range(max(marks) + 1):
            said = one.Contents.read_bytes()
            assert (number in marks) is (f"/MCID {number}>>".encode() in said)


def _numbers(element: Any, one: pikepdf.Page) -> list[Any]:
    if not isinstance(element, Dictionary) or "/S" not in element or element.get("/Pg") is None:
        return []
    if element.Pg.objgen != one.obj.objgen:
        return []
    return [kid for kid in element.get("/K", []) if isinstance(kid, int)]


# --- tables, pictures, notes, links ---


def tables(body: str) -> list[list[str]]:
    pdf = opened(f"<table>{body}</table>")
    (table,) = found(pdf, "Table")
    rows = [row for kid in table.K for row in (kid.K if kid.S != "/TR" else [kid])]
    return [[str(cell.S) for cell in row.K] for row in rows]


def test_rows_are_equally_long():
    assert tables("<tr><td>1</td><td>2</td></tr><tr><td>3</td></tr>") == [["/TD", "/TD"]] * 2
    assert tables('<tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr>') == [["/TD", "/TD"], ["/TD"]]
    assert tables('<tr><td colspan="2">1</td></tr><tr><td>2</td><td>3</td></tr>') == [["/TD"], ["/TD", "/TD"]]


def test_header_cells_say_for_what_they_speak():
    head = '<thead><tr><th scope="row">a</th><th>b</th></tr></thead>'
    pdf = opened(f'<table>{head}<tbody><tr><th scope="row">c</th><td colspan="2">d</td></tr></tbody></table>')
    assert [str(one.A.Scope) for one in found(pdf, "TH")] == ["/Column", "/Column", "/Row"]
    assert [int(one.A.ColSpan) for one in found(pdf, "TD") if "/A" in one and "/ColSpan" in one.A] == [2]


def test_a_figure_says_what_it_shows_and_where_it_is():
    pdf = opened('<figure lang="fa"><img src="images/a.svg" alt="نقشه" style="width: 20mm"/></figure>')
    (figure,) = found(pdf, "Figure")
    assert (str(figure.Alt), str(figure.Lang)) == ("نقشه", "fa")
    left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
    assert right - left == pytest.approx(20 / 25.4 * 72, abs=0.1)
    assert 0 < bottom < top < float(pdf.pages[0].MediaBox[3])


def test_notes_have_ids_of_their_own():
    pdf = opened(CASES["footnote"][0] + CASES["endnote"][0].replace('"n"', '"m"'))
    assert [str(one.ID) for one in found(pdf, "Note")] == ["n", "m"]
    assert [str(one) for one in pdf.Root.StructTreeRoot.IDTree.Names if not isinstance(one, Dictionary)] == ["m", "n"]


def test_a_line_of_the_contents_is_one_link():
    long = "A title that is so long that it needs two lines of the contents, which then are two links, " * 2
    body = CASES["contents"][0].replace(">a<", f">{long}<")
    pdf = opened(body)
    links = [[float(edge) for edge in one.Rect] for one in pdf.pages[0].Annots]
    middles = sorted(round((bottom + top) / 2) for _, bottom, _, top in links)
    assert len(links) > 2
    assert len(set(middles)) == len(middles)
    plain = opened(CASES["contents"][0].replace('"entry"', '"other"'))
    assert len(plain.pages[0].Annots) == 3


def test_a_link_that_leads_nowhere_is_no_link_in_the_tags():
    top = Tag("Document", "en")
    top.add("Link").add("P").key = "x"
    assert [tag.kind for tag in tag_writing.walk(tag_writing.finished(top))] == ["Document"]
    top.add("Link").add("TD")
    assert [tag.kind for tag in tag_writing.walk(tag_writing.finished(top))] == ["Document", "Span", "TD"]


def test_the_engine_tags_as_before_afterwards():
    before = tagging.weasyprint.pdf.add_tags
    with pytest.raises(ZeroDivisionError), tagging.structured():
        assert tagging.weasyprint.pdf.add_tags is not before
        raise ZeroDivisionError
    assert tagging.weasyprint.pdf.add_tags is before
