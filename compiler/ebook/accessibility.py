"""What the package tells readers of its accessibility (schema.org terms), from the evidence of its pages and never presumed."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.messages import Message, Origin
from compiler.model.book import EditionRecord
from compiler.words import Words, gettext_noop

from .evidence import Evidence
from .metadata import Item, clean

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""The claim in the very letters that the standard asks for (EPUB Accessibility 1.1, 4.1.2)."""
_SUMMARY = gettext_noop(
    "Text that reflows, with headings in order and a linked table of contents; the language and the direction of every "
    "passage are marked."
)
_DESCRIBED = gettext_noop("Every picture has a text alternative.")
_UNDESCRIBED = gettext_noop("Some pictures have no text alternative.")
_LONG = gettext_noop("Charts and maps have long descriptions.")
_FACSIMILES = gettext_noop("Pages of originals are shown as pictures, with their text as the alternative.")
_UNREAD = gettext_noop("Some pages of originals are shown as pictures, and their text is not known.")
_NUMBERED = gettext_noop("The page numbers are those of the printed edition.")
_CERTIFIED = gettext_noop("By the judgement of {name} it meets WCAG 2.2 at level AA.")
_UNCERTIFIED = gettext_noop("Its accessibility was checked by a program; nobody has certified it.")


def items(evidence: Evidence, record: EditionRecord, words: Words) -> tuple[Item, ...]:
    """`schema:` properties of the package (EPUB Accessibility 1.1, 2.2), the claim where it may be made, the summary in `words`."""
    told = (
        *_modes(evidence),
        *(("accessibilityFeature", feature) for feature in _features(evidence)),
        ("accessibilityHazard", "unknown" if evidence.moves else "none"),
    )
    terms = (Item("meta", value, {"property": f"schema:{name}"}) for name, value in told)
    return *terms, _summary(evidence, record, words), *_claim(evidence, record)


def unkept(evidence: Evidence, record: EditionRecord) -> tuple[Message, ...]:
    """A warning where somebody certifies what the pages do not keep: the claim is then left out of the package."""
    if not record.certified_by or not evidence.gaps:
        return ()
    text = f"the edition is certified as accessible, but it has {'; '.join(evidence.gaps)}"
    hint = "mend these, or take certified_by away; the e-book makes no claim of conformance meanwhile"
    origin = Origin("edition.toml", key="edition.certified_by")
    return (Message("accessibility-unkept", "warning", text, hint, origin),)


def claims(evidence: Evidence, record: EditionRecord) -> bool:
    """True where conformance is claimed: somebody answers for it by name, and the pages show nothing against it."""
    return bool(record.certified_by) and not evidence.gaps


def _modes(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Modes of the content, and which of them suffice; cover and ornaments do not count."""
    yield "accessMode", "textual"
    seen = evidence.pictures or evidence.facsimiles
    if seen:
        yield "accessMode", "visual"
    if evidence.facsimiles:
        yield "accessMode", "textOnVisual"
    if seen:
        yield "accessModeSufficient", "textual,visual"
    if not evidence.wordless and not evidence.unread:
        yield "accessModeSufficient", "textual"


def _features(evidence: Evidence) -> Iterator[str]:
    told = (
        ("tableOfContents", evidence.contents),
        ("readingOrder", True),  # one spine, whose pages flow
        ("structuralNavigation", not evidence.skips and not evidence.untitled),
        ("alternativeText", bool(evidence.images) and not evidence.wordless and not evidence.unread),
        ("longDescription", bool(evidence.described)),
        ("displayTransformability", not evidence.rigid),
        ("ARIA", evidence.roles),
        ("MathML", evidence.mathematics),
        ("index", evidence.index),
        ("pageBreakMarkers", evidence.page_marks),
        ("printPageNumbers", evidence.page_marks),  # what reading systems of before 2021 look for
        ("pageNavigation", evidence.page_list),
        ("unlocked", True),
    )
    return (name for name, holds in told if holds)


def _claim(evidence: Evidence, record: EditionRecord) -> Iterator[Item]:
    if claims(evidence, record):
        yield Item("meta", CONFORMANCE, {"property": "dcterms:conformsTo", "id": "conformance"})
        refined = {"refines": "#conformance", "property": "a11y:certifiedBy"}
        yield Item("meta", clean(record.certified_by), refined)


def _summary(evidence: Evidence, record: EditionRecord, words: Words) -> Item:
    """What the terms above mean, in sentences of the book's language where it is one of ours."""
    told = (
        (_SUMMARY, True),
        (_DESCRIBED, evidence.pictures and not evidence.wordless),
        (_UNDESCRIBED, evidence.wordless),
        (_LONG, evidence.described),
        (_FACSIMILES, evidence.facsimiles and not evidence.unread),
        (_UNREAD, evidence.unread),
        (_NUMBERED, evidence.page_list),
        (_UNCERTIFIED, not claims(evidence, record)),
    )
    said = [words(phrase) for phrase, holds in told if holds]
    if claims(evidence, record):
        said.append(words(_CERTIFIED, name=record.certified_by))
    attributes = {"property": "schema:accessibilitySummary"}
    if words.language.split("-", 1)[0] != record.language.split("-", 1)[0]:
        attributes["{http://www.w3.org/XML/1998/namespace}lang"] = words.language
    return Item("meta", clean(" ".join(said)), attributes)
