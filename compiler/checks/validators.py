"""epubcheck, veraPDF, qpdf and Ace, asked about a finished book; what they answer as our messages."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from compiler.files import MAX_TEXT
from compiler.messages import Level, Message, Origin, shortened

from . import tools

_EPUBCHECK: dict[str, Level] = {"FATAL": "error", "ERROR": "error", "WARNING": "warning"}
_ACE: dict[str, Level] = {"critical": "error", "serious": "error"}
_SHOWN = 5
"""Places that are named for one rule of veraPDF or epubcheck; the rest are counted."""


def validated(path: Path, kind: str) -> tuple[Message, ...]:
    """What the validators for books of `kind` (`epub`, `pdf`) say; an information for each that is not here."""
    return epubcheck(path) if kind == "epub" else (*qpdf(path), *verapdf(path))


def epubcheck(path: Path) -> tuple[Message, ...]:
    """What epubcheck says: codes `epubcheck-RSC-005` and the like, its usage notes as information."""
    command = tools.epubcheck()
    if not command:
        return (tools.missing("epubcheck"),)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        ran = tools.run([*command, str(path.resolve()), "--json", str(report), "--quiet"])
        data = _json(report)
    if data is None:
        return (tools.failed("epubcheck", path, ran.failure or shortened(ran.out, 300)),)
    return tuple(message for said in data.get("messages", []) for message in _from_epubcheck(said, path))


def verapdf(path: Path, flavours: tuple[str, ...] | None = None) -> tuple[Message, ...]:
    """What veraPDF says under each flavour (`ua1`, `3a`), by default those that the file itself claims to keep.

    Codes are `verapdf-<flavour>-<clause>-<test>`.
    """
    command = tools.verapdf()
    if not command:
        return (tools.missing("veraPDF"),)
    wanted = claimed(path) if flavours is None else flavours
    if not wanted:
        text = "the file claims to be neither PDF/A nor PDF/UA, so veraPDF had nothing to judge"
        return (Message("verapdf-no-claim", "info", text, origin=Origin(path.name)),)
    return tuple(message for flavour in wanted for message in _under(command, path, flavour))


def qpdf(path: Path) -> tuple[Message, ...]:
    """What `qpdf --check` says of the file's syntax: `qpdf-error`, `qpdf-warning`."""
    command = tools.qpdf()
    if not command:
        return (tools.missing("qpdf"),)
    ran = tools.run([*command, "--check", str(path.resolve())])
    if ran.failure or ran.code not in (0, 2, 3):
        return (tools.failed("qpdf", path, ran.failure or f"it ended with {ran.code}"),)
    lines = [line for line in ran.out.splitlines() if line.startswith(("WARNING:", "qpdf:"))]
    if ran.code and not lines:
        lines = [f"qpdf: it ended with {ran.code}"]
    return tuple(_from_qpdf(line, path) for line in lines)


def ace(path: Path) -> tuple[Message, ...]:
    """What Ace says of the EPUB's accessibility: codes `ace-image-alt` and the like."""
    command = tools.ace()
    if not command:
        return (tools.missing("Ace"),)
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PUPPETEER_EXECUTABLE_PATH": tools.browser()}
        ran = tools.run([*command, "--force", "--silent", "--outdir", folder, str(path.resolve())], environment)
        data = _json(Path(folder) / "report.json")
    if data is None:
        return (tools.failed("Ace", path, ran.failure or shortened(ran.out, 300)),)
    return tuple(message for subject in data.get("assertions", []) for message in _from_ace(subject, path))


def claimed(path: Path) -> tuple[str, ...]:
    """The flavours of PDF/A and PDF/UA that the file's XMP claims, as veraPDF names them; none for a broken file."""
    try:
        with pikepdf.open(path) as pdf:
            said = pdf.open_metadata()
            accessible = said.get("pdfuaid:part") or ""
            archival = f"{said.get('pdfaid:part') or ''}{said.get('pdfaid:conformance') or ''}".lower()
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        return ()
    found = ([archival] if archival else []) + ([f"ua{accessible}"] if accessible else [])
    return tuple(flavour for flavour in found if re.fullmatch(r"[1-4][abuef]?|ua[12]", flavour))


# --- reports ---


def _json(path: Path) -> Any:
    """The report, None if there is none that can be read."""
    try:
        with path.open("rb") as file:
            return json.loads(file.read(MAX_TEXT))
    except (OSError, ValueError):
        return None


def _from_epubcheck(said: dict[str, Any], path: Path) -> Iterator[Message]:
    places = said.get("locations") or [{}]
    for place in places[:_SHOWN]:
        inner = str(place.get("path") or "").replace("\\", "/").partition(f"{path.name}/")[2] or place.get("path", "")
        name = path.name if not inner or path.name in inner else f"{path.name}/{inner}"
        line = place.get("line", 0)
        yield Message(
            f"epubcheck-{said['ID']}",
            _EPUBCHECK.get(said.get("severity", ""), "info"),
            str(said.get("message", "")),
            hint=str(said.get("suggestion") or ""),
            origin=Origin(name, line if line and line > 0 else None),
        )


def _under(command: list[str], path: Path, flavour: str) -> Iterator[Message]:
    ran = tools.run([*command, "--format", "json", "--loglevel", "0", "--flavour", flavour, str(path.resolve())])
    start = ran.out.find('{"report"')
    try:
        job = json.loads(ran.out[start:])["report"]["jobs"][0]
        results = job["validationResult"]
    except (ValueError, KeyError, IndexError):
        why = re.search(r'"exceptionMessage" : "([^"]*)"', ran.out)
        yield tools.failed("veraPDF", path, ran.failure or (why[1] if why else shortened(ran.out, 300)))
        return
    for rule in (rule for result in results for rule in result["details"]["ruleSummaries"]):
        yield _from_verapdf(rule, path, flavour)


def _from_verapdf(rule: dict[str, Any], path: Path, flavour: str) -> Message:
    places = "; ".join(shortened(str(check.get("context", "")), 100) for check in rule.get("checks", [])[:_SHOWN])
    count = rule.get("failedChecks", 1)
    return Message(
        f"verapdf-{flavour}-{rule.get('clause', '')}-{rule.get('testNumber', '')}",
        "error",
        f"{rule.get('description', '')} ({count} {'place' if count == 1 else 'places'})",
        origin=Origin(path.name),
        quote=places,
    )


def _from_qpdf(line: str, path: Path) -> Message:
    warning = line.startswith("WARNING:")
    text = line.partition(":")[2].replace(f"{path.resolve()}:", "").strip()
    return Message(
        "qpdf-warning" if warning else "qpdf-error", "warning" if warning else "error", text, origin=Origin(path.name)
    )


def _from_ace(subject: dict[str, Any], path: Path) -> Iterator[Message]:
    where = f"{path.name}/{subject.get('earl:testSubject', {}).get('url', '').lstrip('/')}"
    for said in subject.get("assertions", []):
        test, result = said.get("earl:test", {}), said.get("earl:result", {})
        yield Message(
            f"ace-{test.get('dct:title', 'rule')}",
            _ACE.get(test.get("earl:impact", ""), "warning"),
            shortened(str(test.get("dct:description") or result.get("dct:description") or ""), 200),
            hint=str(test.get("help", {}).get("dct:description", "")),
            origin=Origin(where),
            quote=shortened(str(said.get("earl:result", {}).get("html", "") or said.get("html", ""))),
        )
