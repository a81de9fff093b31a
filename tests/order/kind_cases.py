"""A sentence of every language in every kind of block: numbers, a run parted by elements, brackets; also in foreign chapters."""

from __future__ import annotations

from compiler.model.content import Inlines

from .case import KINDS, Case, Kind, case, em, run, strong

SENTENCES: dict[str, tuple[Inlines, str]] = {
    "fa": (
        run("نسخهٔ 3.11.2 از ", em("Python"), " ", strong("Software"), " (آزاد) است."),
        "است. (آزاد) Python Software از 3.11.2 نسخهٔ",
    ),
    "ar": (
        run("الإصدار 3.11.2 من ", em("Python"), " ", strong("Software"), " (حر) متاح."),
        "متاح. (حر) Python Software من 3.11.2 الإصدار",
    ),
    "he": (
        run("גרסה 3.11.2 של ", em("Python"), " ", strong("Software"), " (חופשי) זמינה."),
        "זמינה. (חופשי) Python Software של 3.11.2 גרסה",
    ),
    "ur": (
        run("ورژن 3.11.2 بنام ", em("Python"), " ", strong("Software"), " (آزاد) ٹھیک ہے۔"),
        "ہے۔ ٹھیک (آزاد) Python Software بنام 3.11.2 ورژن",
    ),
    "ckb": (
        run("وەشانی 3.11.2 لە ", em("Python"), " ", strong("Software"), " (ئازاد) بەردەستە."),
        "بەردەستە. (ئازاد) Python Software لە 3.11.2 وەشانی",
    ),
    "en": (
        run("Version 3.11.2 of ", em("شاهنامهٔ"), " ", strong("فردوسی"), " (the book) is out."),
        "Version 3.11.2 of فردوسی شاهنامهٔ (the book) is out.",
    ),
    "fr": (
        run("La version 3.11.2 de ", em("شاهنامهٔ"), " ", strong("فردوسی"), " (le livre) est parue."),
        "La version 3.11.2 de فردوسی شاهنامهٔ (le livre) est parue.",
    ),
}
FOREIGN = (("en", "fa"), ("fa", "en"), ("en", "ar"), ("ar", "fr"))
"""Chapters and the languages of blocks that stand in them as guests."""
_GUESTS: tuple[Kind, ...] = ("paragraph", "heading", "caption", "item", "cell", "note", "quote", "verse", "definition")


def _case(name: str, kind: Kind, language: str) -> Case:
    content, seen = SENTENCES[language]
    return case(name, *content, seen=seen, kind=kind)


AT_HOME = tuple(_case(f"{language}-{kind}", kind, language) for language in SENTENCES for kind in KINDS)
ABROAD = tuple(
    _case(f"{chapter}-guest-{language}-{kind}", kind, language) for chapter, language in FOREIGN for kind in _GUESTS
)
KIND_CASES = AT_HOME + ABROAD
