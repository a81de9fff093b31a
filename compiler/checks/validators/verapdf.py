"""veraPDF, the reference validator of PDF/A and PDF/UA: what its report says, placed on pages and objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from compiler.checks import tools
from compiler.checks.pdf_spots import placed
from compiler.messages import Message, Origin, shortened

from .claims import claimed
from .repairs_pdf import of_clause
from .reports import listed

_PAGE = re.compile(r"\bpages\[(\d+)\]")
_OBJECT = re.compile(r"\((\d+) \d+(?: obj)?\b")
_PRECISE = 200
"""Places of one rule that veraPDF is asked to name."""


def verapdf(
    path: Path, flavours: tuple[str, ...] | None = None, places: Mapping[str, Origin] | None = None
) -> tuple[Message, ...]:
    """What veraPDF says under each flavour (`ua1`, `3a`), by default those that the file itself claims to keep.

    Codes are `verapdf-<flavour>-<clause>-<test>`. `places` tells for ids of elements where their text stands in the author's files.
    """
    command = tools.verapdf()
    if not command:
        return (tools.missing("veraPDF"),)
    wanted = claimed(path) if flavours is None else flavours
    if not wanted:
        text = "the file claims to be neither PDF/A nor PDF/UA, so veraPDF had nothing to judge"
        return (Message("verapdf-no-claim", "info", text, origin=Origin(path.name)),)
    said = [message for flavour in wanted for message in _under(command, path, flavour)]
    return placed(said, path, places or {})


def _under(command: list[str], path: Path, flavour: str) -> Iterator[Message]:
    asked = ["--format", "json", "--loglevel", "0", "--maxfailuresdisplayed", str(_PRECISE), "--flavour", flavour]
    ran = tools.run([*command, *asked, str(path.resolve())])
    start = ran.out.find('{"report"')
    try:
        job = json.loads(ran.out[start:])["report"]["jobs"][0]
        results = job["validationResult"]
        rules = [rule for result in results for rule in listed(result["details"], "ruleSummaries")]
    except (ValueError, KeyError, IndexError, TypeError):
        why = re.search(r'"exceptionMessage" : "([^"]*)"', ran.out)
        yield tools.failed("veraPDF", path, ran.failure or (why[1] if why else shortened(ran.out, 300)))
        return
    for rule in rules:
        yield from _messages(rule, path, flavour)


def _messages(rule: dict[str, Any], path: Path, flavour: str) -> Iterator[Message]:
    clause, test = str(rule.get("clause", "")), rule.get("testNumber", "")
    checks = listed(rule, "checks") or [{}]
    count = rule.get("failedChecks", 1)
    more = f" ({count} places)" if count > len(checks) else ""
    hint = of_clause(flavour, clause, test) or f"see clause {clause} of {rule.get('specification', 'the standard')}"
    for check in checks:
        context = str(check.get("context", ""))
        text = shortened(str(check.get("errorMessage") or rule.get("description", "")), 220)
        yield Message(
            f"verapdf-{flavour}-{clause}-{test}",
            "error",
            text[:1].lower() + text[1:] + more,
            hint,
            _origin(context, path),
        )


def _origin(context: str, path: Path) -> Origin:
    """The page and the innermost object that a context of veraPDF names: `…/pages[7](28 0 obj PDPage)/annots[0](29 0 obj …)`."""
    page, objects = _PAGE.search(context), _OBJECT.findall(context)
    number = int(page[1]) + 1 if page else None
    return Origin(path.name, number, number, "page" if page else "line", f"object {objects[-1]}" if objects else "")
