"""Message catalogues: complete, their blanks and plural rules right, and nothing said in a book that they have not."""

from __future__ import annotations

import gettext
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from compiler import files
from compiler.messages import LayoutError
from compiler.words import known, words
from compiler.words.catalogues import blanks

ROOT = Path(__file__).parents[2]
LAYOUTS = files.shipped("layouts")
LOCALE = LAYOUTS / "locale"
LANGUAGES = sorted(path.name for path in LOCALE.iterdir() if path.is_dir())
CLDR_FORMS = ("zero", "one", "two", "few", "many", "other")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def of(language: str) -> Catalog:
    return read(LOCALE / language / "LC_MESSAGES" / "bayaz.po")


def phrases(said: Any) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def ids(catalogue: Catalog) -> set[Any]:
    return {message.id for message in catalogue if message.id}


def test_the_languages_that_are_promised_are_there() -> None:
    assert {"en", "fa", "ar"} <= set(LANGUAGES)


def test_the_template_has_every_phrase_that_is_used(tmp_path: Path) -> None:
    """`make catalogues` would change nothing."""
    made = tmp_path / "bayaz.pot"
    extract = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", "-F", "pyproject.toml"]
    subprocess.run([*extract, "-o", made, "compiler", "layouts"], cwd=ROOT, check=True)
    assert len(ids(read(made))) > 40
    assert ids(read(made)) == ids(read(LOCALE / "bayaz.pot"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_is_complete(language: str) -> None:
    catalogue = of(language)
    assert ids(catalogue) == ids(read(LOCALE / "bayaz.pot"))
    for message in catalogue:
        assert not message.id or (all(phrases(message.string)) and not message.fuzzy), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_blanks_are_those_of_the_english_phrase(language: str) -> None:
    for message in of(language):
        if not message.id:
            continue
        english, said = phrases(message.id), phrases(message.string)
        assert blanks(said[-1]) == blanks(english[-1]), message.id
        assert all(blanks(phrase) <= blanks(english[-1]) for phrase in said), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_cldr(language: str) -> None:
    catalogue, rule = of(language), Locale.parse(language).plural_form
    forms = [form for form in CLDR_FORMS if form in {*rule.tags, "other"}]
    assert catalogue.num_plurals == len(forms)
    index = gettext.c2py(catalogue.plural_expr)  # type: ignore[attr-defined]
    for n in (*range(230), 1000, 1_000_000):
        # Integers only: some languages have a form for fractions that no integer takes.
        assert forms[index(n)] == rule(n), n
    for message in catalogue:
        assert isinstance(message.id, str) or len(phrases(message.string)) == len(forms), message.id


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_phrases_are_in_the_language(language: str) -> None:
    said = {message.id: phrases(message.string) for message in of(language) if message.id}
    same = {key for key, strings in said.items() if key in strings and re.search("[a-z]{2}", str(key))}
    assert not same
    everything = "".join("".join(strings) for strings in said.values())
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u0640ـ]", everything.replace("־", ""))
    if language == "fa":
        assert not set('كيىة٠١٢٣٤٥٦٧٨٩?;,"') & set(everything)
        assert not re.search(r"\bمی [آ-ی]|[آ-ی] (?:ها|های)\b", everything), "a non-joiner is missing"
    if language == "ar":
        assert not set('کیگپچژ۰۱۲۳۴۵۶۷۸۹?;,"') & set(everything)


# --- words in templates that no catalogue knows ---

TEMPLATES = sorted(path for path in LAYOUTS.rglob("*") if path.suffix in (".html", ".ncx"))
SHOWN = re.compile(r"""\b(?:aria-label|aria-description|title|alt|placeholder|content)\s*=\s*("[^"]*"|'[^']*')""")
MACHINE = re.compile(r"<(?:style|meta)\b[^>]*>|<!DOCTYPE[^>]*>|<\?xml[^>]*\?>", re.S)


def bare(template: str) -> str:
    """A template without comments, expressions and statements, and without the blocks that stand in attributes."""
    without = re.sub(r"\{#.*?#\}", "", template, flags=re.S)
    without = re.sub(r"\{% block (?:kind|language|direction) %\}.*?\{% endblock %\}", "", without)
    without = re.sub(r"\{\{.*?\}\}", "", without, flags=re.S)
    without = re.sub(r"\{%.*?%\}", "", without, flags=re.S)
    return re.sub(r"<style>.*?</style>", "", without, flags=re.S)


def own_words(template: str) -> list[str]:
    """Letters of the template's own that a reader would see or hear."""
    markup = MACHINE.sub("", bare(template))
    heard = [found[1:-1] for found in SHOWN.findall(markup)]
    seen = re.split(r"<[^>]*>", markup, flags=re.S)
    return [text.strip() for text in (*heard, *seen) if re.search(r"[^\W\d_]", re.sub(r"&\w+;", "", text))]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_no_template_has_words_of_its_own(path: Path) -> None:
    assert own_words(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "template",
    ["<p>Hello</p>", '<a title="Back">{{ x }}</a>', "<img alt='A {{ thing }}'/>", "{{ x }} pages", "<b>صفحه</b>"],
)
def test_words_in_templates_are_found(template: str) -> None:
    assert own_words(template)


def test_no_expression_of_a_template_writes_words() -> None:
    """Text in quotes inside an expression is a phrase, a name, or a key: never shown as it is."""
    for path in TEMPLATES:
        for expression in re.findall(r"\{\{(.*?)\}\}", path.read_text("utf-8"), re.S):
            assert not re.match(r"""\s*(["'])[^"']*[a-zA-Z]{3}[^"']*\1\s*$""", expression), (path.name, expression)


# --- catalogues of a layout ---

PO = """msgid ""
msgstr ""
"Language: de\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Contents"
msgstr "Inhalt"

msgid "{n} page"
msgid_plural "{n} pages"
msgstr[0] "eine Seite"
msgstr[1] "{n} Seiten"

#, fuzzy
msgid "Colophon"
msgstr "Kolophon?"
"""


def catalogue(folder: Path, text: str | bytes, language: str = "de") -> tuple[Path, ...]:
    file = folder / "locale" / language / "LC_MESSAGES" / "bayaz.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder, LAYOUTS


def test_a_layout_brings_a_language(tmp_path: Path) -> None:
    folders = catalogue(tmp_path, PO)
    german = words("de-AT", folders)
    assert german.language == "de-AT"
    assert german("Contents") == "Inhalt"
    assert [german.counted("{n} page", "{n} pages", n) for n in (1, 2)] == ["eine Seite", "2 Seiten"]
    assert german("Colophon") == "Colophon", "fuzzy phrases are not ready"
    assert german.date("2014-10-26") == "26. Oktober 2014"
    assert known("de", folders)
    assert not known("de")


def test_a_layout_says_a_few_things_otherwise(tmp_path: Path) -> None:
    folders = catalogue(tmp_path, PO.replace("de\\n", "fa\\n").replace("Inhalt", "فهرست مطالب"), "fa")
    assert words("fa", folders)("Contents") == "فهرست مطالب"
    assert words("fa", folders)("Colophon") == words("fa")("Colophon") != "Colophon"


def test_a_region_goes_before_its_language(tmp_path: Path) -> None:
    catalogue(tmp_path, PO)
    folders = catalogue(tmp_path, PO.replace("Inhalt", "Inhaltsverzeichnis"), "de_CH")
    assert [words(tag, folders)("Contents") for tag in ("de-CH", "de_ch", "de-DE")] == ["Inhaltsverzeichnis"] * 2 + [
        "Inhalt"
    ]


def test_a_catalogue_that_changed_is_read_again(tmp_path: Path) -> None:
    folders = catalogue(tmp_path, PO)
    assert words("de", folders)("Contents") == "Inhalt"
    file = tmp_path / "locale/de/LC_MESSAGES/bayaz.po"
    file.write_text(PO.replace("Inhalt", "Übersicht"), "utf-8")
    assert words("de", folders)("Contents") == "Übersicht"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (PO.replace("Inhalt", "Inhalt {total}"), "catalogue-blank", 7),
        (PO.replace('"eine Seite"', '"{m} Seite"'), "catalogue-blank", 10),
        (PO.replace("plural=(n != 1)", "plural=__import__('os').getpid()"), "catalogue-bad", None),
        (PO.replace("plural=(n != 1)", f"plural={'(' * 5000}n{')' * 5000}"), "catalogue-bad", None),
        (PO + '\nmsgid "open\n', "catalogue-bad", None),
        (PO.encode("utf-16"), "catalogue-bad", None),
        (b"\xff\xfe\x00\x01", "catalogue-bad", None),
        ("not a catalogue", "catalogue-bad", None),
    ],
    ids=["blank", "plural-blank", "code", "deep", "open-quote", "utf-16", "bytes", "prose"],
)
def test_a_faulty_catalogue_is_told(tmp_path: Path, text: str | bytes, code: str, line: int | None) -> None:
    with pytest.raises(LayoutError) as caught:
        words("de", catalogue(tmp_path, text))
    message = caught.value.messages[0]
    assert message.code == code
    assert message.origin
    assert message.origin.file == "locale/de/LC_MESSAGES/bayaz.po"
    if line:
        assert message.origin.first == line


@pytest.mark.parametrize("language", ["de", "../en", "en/../../x", "", "xx-Wxyz", "de\0"])
def test_languages_without_a_catalogue_are_spoken_to_in_english(language: str) -> None:
    assert words(language).language == "en"
    assert words(language)("Contents") == "Contents"
    assert not known(language)


def test_no_catalogue_outside_the_layout_is_read(tmp_path: Path) -> None:
    outside = catalogue(tmp_path / "outside", PO)[0]
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "locale").symlink_to(outside / "locale", target_is_directory=True)
    assert not known("de", (inside, LAYOUTS))
