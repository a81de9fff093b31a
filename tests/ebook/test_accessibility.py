"""What the package tells of accessibility: each term where the pages hold it, and none where they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from compiler.ebook import accessibility, metadata
from compiler.ebook.evidence import Evidence, gathered
from compiler.ebook.package import package, unkept_claims
from compiler.finishing.documents import parse
from compiler.model.book import EditionRecord
from compiler.model.pages import Resource
from compiler.words import words
from tests.ebook.rich_book import NAV, ONE, book, page, rendered
from tests.ebook.test_ebook_package import opf, with_one

BOAT = '<img src="images/harbour.png" alt="Three boats in a row."/>'
FACSIMILE = '<figure class="facsimile{0}" id="f"><img src="images/harbour.png" alt="What the page says"/></figure>'
RECORD = EditionRecord(title="Letters", language="en")


def evidence(html: str = ONE, *resources: Resource) -> Evidence:
    return gathered([parse(page("one", "chapter", "One", html))], resources)


def terms(html: str = ONE, *resources: Resource, record: EditionRecord = RECORD) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in accessibility.items(evidence(html, *resources), record, words("en")):
        found.setdefault(item.attributes["property"].removeprefix("schema:"), []).append(item.value)
    return found


# --- pictures ---


def test_all_pictures_described() -> None:
    found = terms()
    assert found["accessMode"] == ["textual", "visual"]
    assert found["accessModeSufficient"] == ["textual,visual", "textual"]
    assert "alternativeText" in found["accessibilityFeature"]
    assert "Every picture has a text alternative." in found["accessibilitySummary"][0]


@pytest.mark.parametrize("words_lost", ['<img src="images/harbour.png"/>', '<img src="images/harbour.png" alt=" "/>'])
def test_one_picture_without_words(words_lost: str) -> None:
    assert BOAT in ONE
    found = terms(ONE.replace(BOAT, words_lost))
    assert found["accessModeSufficient"] == ["textual,visual"]
    assert "alternativeText" not in found["accessibilityFeature"]
    assert "no text alternative" in found["accessibilitySummary"][0]


def test_an_ornament_needs_no_words_and_is_no_content() -> None:
    found = terms('<h1>Title</h1><img src="images/harbour.png" alt="" role="presentation"/>')
    assert found["accessMode"] == ["textual"]
    assert "textual" in found["accessModeSufficient"]


def test_a_book_without_pictures_is_text() -> None:
    found = terms("<h1>Title</h1><p>Text</p>")
    assert found["accessMode"] == ["textual"] and found["accessModeSufficient"] == ["textual"]
    assert "alternativeText" not in found["accessibilityFeature"]


def test_the_cover_alone_makes_no_visual_book() -> None:
    cover = parse(
        page("cover", "cover", "Cover", '<img src="images/cover.png" alt="Cover of Letters" role="doc-cover"/>')
    )
    text = parse(page("one", "chapter", "One", "<h1>Title</h1><p>Text</p>"))
    found = gathered([cover, text], ())
    assert (found.pictures, found.images, found.wordless) == (0, 1, 0)


def test_long_descriptions_are_told_where_one_is() -> None:
    described = (
        ONE.replace(BOAT, BOAT.replace("/>", ' aria-details="one-d"/>')) + '<div id="one-d"><p>At length.</p></div>'
    )
    assert "longDescription" in terms(described)["accessibilityFeature"]
    assert "long descriptions" in terms(described)["accessibilitySummary"][0]
    assert "longDescription" not in terms()["accessibilityFeature"]
    assert "long descriptions" not in terms()["accessibilitySummary"][0]


def test_facsimile_pages_are_pictures_of_text() -> None:
    found = terms(ONE + FACSIMILE.format(""))
    assert "textOnVisual" in found["accessMode"] and "textual" in found["accessModeSufficient"]
    assert "displayTransformability" not in found["accessibilityFeature"]
    assert "displayTransformability" in terms()["accessibilityFeature"]


def test_facsimile_pages_whose_text_is_not_known_suffice_for_no_listener() -> None:
    found = terms(ONE + FACSIMILE.format(" unread"))
    assert found["accessModeSufficient"] == ["textual,visual"]
    assert "alternativeText" not in found["accessibilityFeature"]
    assert "their text is not known" in found["accessibilitySummary"][0]


# --- structure ---


@pytest.mark.parametrize(
    ("feature", "html"),
    [
        ("pageBreakMarkers", ONE.replace("<h2", '<span epub:type="pagebreak" role="doc-pagebreak" id="pg2"/><h2', 1)),
        ("printPageNumbers", ONE.replace("<h2", '<span epub:type="pagebreak" role="doc-pagebreak" id="pg2"/><h2', 1)),
        ("pageNavigation", ONE + '<nav epub:type="page-list"><ol><li><a href="#one">1</a></li></ol></nav>'),
        ("tableOfContents", ONE + NAV),
        ("index", ONE + '<section epub:type="index" role="doc-index"><h2>Index</h2></section>'),
        ("MathML", ONE + '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'),
    ],
)
def test_a_feature_is_told_where_it_is_and_only_there(feature: str, html: str) -> None:
    assert feature in terms(html)["accessibilityFeature"]
    assert feature not in terms()["accessibilityFeature"]


@pytest.mark.parametrize("html", ["<p>Text</p>", "<h1>Title</h1><h3>Skipped</h3>", "<h4>Deep</h4>"])
def test_headings_must_be_there_and_in_order(html: str) -> None:
    assert "structuralNavigation" in terms()["accessibilityFeature"]
    assert "structuralNavigation" not in terms(html)["accessibilityFeature"]


def test_roles_are_told_where_every_chapter_has_them() -> None:
    assert "ARIA" in terms()["accessibilityFeature"]
    assert "ARIA" not in terms("<h1>Title</h1>")["accessibilityFeature"]


@pytest.mark.parametrize(
    ("css", "gives_way"),
    [
        ("p { font-size: 1.1em; line-height: 1.4; color: inherit; background: transparent }", True),
        ("p { letter-spacing: normal !important }", True),
        ("p { font-size: 12px }", False),
        ("p { line-height: 14pt }", False),
        ("p { color: #333 }", False),
        ("body { background-color: white }", False),
        ("@media (min-width: 3em) { p { font-size: 1em !important } }", False),
    ],
)
def test_text_gives_way_to_its_reader_unless_a_style_sheet_forbids_it(css: str, gives_way: bool) -> None:
    found = terms(ONE, Resource("a.css", "text/css", css.encode()))
    assert ("displayTransformability" in found["accessibilityFeature"]) == gives_way


@pytest.mark.parametrize(
    ("resource", "hazard"),
    [
        (Resource("a.css", "text/css", b"p { color: red }"), "none"),
        (Resource("a.css", "text/css", b"@keyframes x { from { opacity: 0 } }"), "unknown"),
        (Resource("a.svg", "image/svg+xml", b"<svg><animate/></svg>"), "unknown"),
        (Resource("a.gif", "image/gif", b"broken"), "unknown"),
        (Resource("a.mp4", "video/mp4", b""), "unknown"),
    ],
)
def test_hazards_are_none_only_where_nothing_moves(resource: Resource, hazard: str) -> None:
    assert terms(ONE, resource)["accessibilityHazard"] == [hazard]


def test_the_summary_is_in_the_language_of_the_edition_where_we_have_it() -> None:
    def summary(language: str) -> metadata.Item:
        return accessibility.items(evidence(), replace(RECORD, language=language), words(language))[-1]

    assert summary("fa").value.startswith("متن") and metadata.XML_LANG not in summary("fa").attributes
    assert summary("de").attributes[metadata.XML_LANG] == "en"


# --- the claim ---

CERTIFIED = replace(RECORD, certified_by="A. Judge")
GAPS = {
    "1.1.1": ONE.replace(BOAT, '<img src="images/harbour.png" alt=""/>'),
    "1.4.5": ONE + FACSIMILE.format(""),
    "1.3.1": ONE.replace("<h3", "<h5").replace("</h3", "</h5"),
    "2.4.6": "<p>Text</p>",
    "3.1.2": ONE + '<p lang="und-Arab" xml:lang="und-Arab" dir="rtl">بندر</p>',
}


def test_conformance_is_claimed_where_somebody_answers_for_it() -> None:
    found = terms(record=CERTIFIED)
    assert found["dcterms:conformsTo"] == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert found["a11y:certifiedBy"] == ["A. Judge"]
    assert "A. Judge" in found["accessibilitySummary"][0]
    assert accessibility.unkept(evidence(), CERTIFIED) == ()


def test_nothing_is_claimed_where_nobody_does() -> None:
    assert not {"dcterms:conformsTo", "a11y:certifiedBy"} & set(terms())
    assert "nobody has certified it" in terms()["accessibilitySummary"][0]


@pytest.mark.parametrize("criterion", GAPS)
def test_a_book_with_a_gap_must_not_claim(criterion: str) -> None:
    assert GAPS[criterion] != ONE
    found = terms(GAPS[criterion], record=CERTIFIED)
    assert not {"dcterms:conformsTo", "a11y:certifiedBy"} & set(found)
    assert "A. Judge" not in found["accessibilitySummary"][0]
    (told,) = accessibility.unkept(evidence(GAPS[criterion]), CERTIFIED)
    assert (told.code, told.level) == ("accessibility-unkept", "warning") and criterion in told.text
    assert accessibility.unkept(evidence(GAPS[criterion]), RECORD) == ()


@pytest.mark.parametrize("rows", [1, 2])
def test_a_table_of_one_row_needs_no_header_cells(rows: int) -> None:
    table = f"<table>{'<tr><td>a</td><td>b</td></tr>' * rows}</table>"
    assert evidence(ONE + table).unscoped == rows - 1


def test_the_package_bears_the_claim_and_who_makes_it() -> None:
    certified = replace(book(), record=replace(book().record, certified_by="A. Judge"))
    root = opf(package(rendered(), certified))
    claim = root.xpath("//*[@property='dcterms:conformsTo']")[0]
    assert root.xpath("//*[@property='a11y:certifiedBy']")[0].get("refines") == f"#{claim.get('id')}"
    assert unkept_claims(rendered(), certified) == ()
    wordless = with_one(' alt="Three boats in a row."', ' alt=""')
    assert b"conformsTo" not in etree.tostring(opf(package(wordless, certified)))
    assert [message.code for message in unkept_claims(wordless, certified)] == ["accessibility-unkept"]
    assert unkept_claims(wordless, book()) == ()
