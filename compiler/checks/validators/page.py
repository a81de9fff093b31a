"""page-validation, a second opinion on PDF/A and PDF/UA that needs no Java: asked in a process of its own."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from compiler.checks import tools
from compiler.checks.pdf_spots import placed
from compiler.messages import Message, Origin, shortened

from .claims import claimed
from .repairs_pdf import of_rule
from .reports import listed

_PAGE = re.compile(r"\bpage (\d+)")
_ASK = "import page, sys; sys.stdout.write(page.validate_pdf(sys.argv[1], profile=sys.argv[2]).to_json())"
"""In a process of its own, so that what crashes or does not end is ended without us."""


def page_validation(
    path: Path, flavours: tuple[str, ...] | None = None, places: Mapping[str, Origin] | None = None
) -> tuple[Message, ...]:
    """What page-validation says under each flavour, by default those that the file itself claims: codes `page-<rule>`.

    It names the first place of a rule only. `places` tells for ids of elements where their text stands in the author's files.
    """
    if importlib.util.find_spec("page") is None:
        return (tools.missing("page-validation"),)
    wanted = claimed(path) if flavours is None else flavours
    said = [message for flavour in wanted for message in _under(path, flavour)]
    return placed(said, path, places or {})


def _under(path: Path, flavour: str) -> Iterator[Message]:
    ran = tools.run([sys.executable, "-I", "-c", _ASK, str(path.resolve()), flavour])
    try:
        data = json.loads(ran.out)
    except ValueError:
        lines = ran.out.strip().splitlines()
        yield tools.failed("page-validation", path, ran.failure or shortened(lines[-1] if lines else "no report", 300))
        return
    for failure in listed(data, "failures"):
        yield _message(str(failure.get("rule_id", "")), str(failure.get("message", "")), failure, path)


def _message(rule: str, text: str, failure: dict[str, object], path: Path) -> Message:
    page = _PAGE.search(text)
    number = int(page[1]) if page else None
    named = failure.get("object_id")
    inner = named.get("object_number") if isinstance(named, dict) else None
    origin = Origin(path.name, number, number, "page" if number else "line", f"object {inner}" if inner else "")
    hint = of_rule(rule) or "veraPDF tells the clause of the standard"
    return Message(f"page-{rule.lower()}", "error", shortened(text, 220), hint, origin)
