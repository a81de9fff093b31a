"""The validators of others: asked as they are installed, their reports read, their absence told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from compiler.checks import tools, validated, validators
from compiler.checks.validators import repairs_epub, repairs_pdf
from compiler.checks.validators.ace import ace_messages
from compiler.checks.validators.reports import Author
from compiler.ebook.package import package
from tests.checks.sound_pdf import changed, sound
from tests.checks.zips import changed as rezipped
from tests.checks.zips import swap
from tests.conftest import missing
from tests.ebook.rich_book import book, rendered

HOW = "run `sh .ci/tools.sh`"


@pytest.fixture(scope="module")
def epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("books") / "letters.epub"
    path.write_bytes(package(rendered(), book()))
    return path


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("books") / "letters.pdf"
    path.write_bytes(sound())
    return path


def needed(command: list[str], what: str) -> None:
    if not command:
        missing(what, HOW)


def test_epubcheck_names_file_and_line(epub: Path, tmp_path: Path) -> None:
    needed(tools.epubcheck(), "epubcheck")
    faulty = tmp_path / "faulty.epub"
    faulty.write_bytes(rezipped(epub.read_bytes(), swap("EPUB/one.xhtml", "two.xhtml#two-h1", "two.xhtml#none")))
    said = [message for message in validators.epubcheck(faulty) if message.level == "error"]
    assert [message.code for message in said] == ["epubcheck-RSC-012"]
    assert said[0].origin and said[0].origin.file == "faulty.epub/EPUB/one.xhtml" and said[0].origin.first


def test_epubcheck_of_what_is_no_epub(tmp_path: Path) -> None:
    needed(tools.epubcheck(), "epubcheck")
    broken = tmp_path / "-broken.epub"
    broken.write_bytes(b"no zip")
    assert "error" in {message.level for message in validators.epubcheck(broken)}


def test_qpdf(pdf: Path, tmp_path: Path) -> None:
    needed(tools.qpdf(), "qpdf")
    assert validators.qpdf(pdf) == ()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF")
    assert {"qpdf-error", "qpdf-warning"} == {message.code for message in validators.qpdf(broken)}


def test_verapdf_judges_what_the_file_claims(pdf: Path, tmp_path: Path) -> None:
    needed(tools.verapdf(), "veraPDF")
    assert validators.claimed(pdf) == ("ua1",)
    assert validators.verapdf(pdf) == ()
    faulty = tmp_path / "faulty.pdf"
    faulty.write_bytes(changed(sound(), lambda pdf: pdf.Root.__delitem__("/Lang")))
    said = validators.verapdf(faulty)
    assert said and all(message.code.startswith("verapdf-ua1-7.2-") for message in said)
    assert all(message.level == "error" and message.text for message in said)


def test_verapdf_of_a_file_that_claims_nothing(pdf: Path, tmp_path: Path) -> None:
    needed(tools.verapdf(), "veraPDF")
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(changed(sound(), lambda pdf: pdf.Root.__delitem__("/Metadata")))
    assert [(m.code, m.level) for m in validators.verapdf(plain)] == [("verapdf-no-claim", "info")]


def test_verapdf_of_what_is_no_pdf(tmp_path: Path) -> None:
    needed(tools.verapdf(), "veraPDF")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF")
    assert [message.code for message in validators.verapdf(broken, ("ua1",))] == ["tool-failed"]


def test_ace_names_rule_and_file(epub: Path, tmp_path: Path) -> None:
    needed(tools.ace(), "Ace")
    faulty = tmp_path / "faulty.epub"
    faulty.write_bytes(rezipped(epub.read_bytes(), swap("EPUB/one.xhtml", ' alt="Three boats in a row."', "")))
    said = validators.ace(faulty)
    assert [(m.code, m.level) for m in said] == [("ace-image-alt", "error")]
    assert said[0].origin and said[0].origin.file == "faulty.epub/EPUB/one.xhtml" and said[0].origin.first


# --- tools that are not here, or fail ---


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without any of the tools."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tools, "_CHECKOUT", tmp_path)
    for name in ("BAYAZ_EPUBCHECK", "BAYAZ_VERAPDF", "BAYAZ_ACE", "PUPPETEER_EXECUTABLE_PATH"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("bare")
def test_a_tool_that_is_not_here_is_told_and_is_no_fault(epub: Path, pdf: Path) -> None:
    said = (*validated(epub, "epub"), *validated(pdf, "pdf", ("qpdf", "verapdf")))
    assert {(message.code, message.level) for message in said} == {("tool-missing", "info")}
    assert len(said) == 4 and all("install" in message.hint for message in said)


@pytest.mark.usefixtures("bare")
def test_a_tool_that_the_environment_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = script(tmp_path / "java", "exit 0")
    jar = tmp_path / "own.jar"
    jar.touch()
    monkeypatch.setenv("BAYAZ_EPUBCHECK", str(jar))
    monkeypatch.setenv("BAYAZ_VERAPDF", f"{jar}:{tmp_path}/lib/*")
    assert tools.epubcheck()[::3] == [str(java), str(jar)]
    assert tools.verapdf()[3] == f"{jar}:{tmp_path}/lib/*"
    program = script(tmp_path / "vera", "exit 0")
    monkeypatch.setenv("BAYAZ_VERAPDF", str(program))
    assert tools.verapdf() == [str(program)]


@pytest.mark.usefixtures("bare")
def test_a_tool_that_breaks_down_is_told(
    tmp_path: Path, epub: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path / "java", "echo out of memory; exit 1")
    script(tmp_path / "qpdf", "exit 137")
    monkeypatch.setenv("BAYAZ_VERAPDF", str(script(tmp_path / "vera", "echo no report")))
    monkeypatch.setenv("BAYAZ_EPUBCHECK", str(script(tmp_path / "own.jar", "")))
    monkeypatch.setenv("BAYAZ_ACE", str(script(tmp_path / "ace", "exit 1")))
    monkeypatch.setenv("PUPPETEER_EXECUTABLE_PATH", str(tmp_path / "browser"))
    monkeypatch.setattr("sys.executable", str(script(tmp_path / "python", "echo Killed; exit 137")))
    said = (*validated(epub, "epub"), *validated(pdf, "pdf"))
    assert [(message.code, message.level) for message in said] == [("tool-failed", "error")] * 5
    assert "out of memory" in said[0].text


def test_a_tool_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "TIMEOUT", 0.2)
    assert "longer" in tools.run([str(script(tmp_path / "slow", "exec sleep 30"))]).failure


def test_output_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "MAX_TEXT", 10)
    assert len(tools.run([str(script(tmp_path / "loud", "echo a line that is longer than ten"))]).out) == 10


def test_a_report_of_ace_is_read_without_ace(epub: Path) -> None:
    rule = {"earl:impact": "moderate", "dct:title": "landmark", "dct:description": "What the rule asks"}
    said = {"earl:test": rule, "earl:result": {"html": "<p>…</p>"}}
    report = {"earl:testSubject": {"url": "a.xhtml"}, "assertions": [said]}
    (message,) = ace_messages(report, Author(epub, {}))
    assert (message.code, message.level, message.text) == ("ace-landmark", "warning", "what the rule asks")


# --- hints ---


def test_the_tables_of_repairs_know_what_users_meet() -> None:
    assert len(repairs_epub.EPUBCHECK) >= 60 and len(repairs_epub.ACE) >= 40
    assert repairs_epub.of_epubcheck("RSC-007w", "") == repairs_epub.EPUBCHECK["RSC-007"]
    assert "id of its own" in repairs_epub.of_epubcheck("RSC-005", 'Duplicate ID "x"')
    assert repairs_epub.of_epubcheck("XXX-999", "") == ""
    for code in ("OPF-003", "NAV-011", "PKG-021", "HTM-004", "NCX-001", "CSS-008", "MED-003", "ACC-009"):
        assert repairs_epub.of_epubcheck(code, "")


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_every_rule_of_verapdf_has_a_repair(flavour: str) -> None:
    jars = sorted((Path(tools.__file__).parents[2] / ".tools" / "verapdf").glob("*.jar"))
    if not jars:
        missing("veraPDF", HOW)
    name = {"ua1": "PDFUA-1", "3a": "PDFA-3A"}[flavour]
    with zipfile.ZipFile(jars[0]) as jar:
        rules = etree.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml")).iter("{*}rule")
        clauses = [(rule.find("{*}id").get("clause"), rule.find("{*}id").get("testNumber")) for rule in rules]
    assert len(clauses) > 100
    assert [clause for clause in clauses if not repairs_pdf.of_clause(flavour, *clause)] == []


def test_rules_of_page_validation_have_repairs() -> None:
    assert "figure" in repairs_pdf.of_rule("PDFUA1-FIGURE-ALTERNATIVE-TEXT-001")
    assert "language" in repairs_pdf.of_rule("PDFUA1-TEXT-LANGUAGE-001")
    assert repairs_pdf.of_rule("PDFUA9-NOTHING-001") == ""


def script(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path
