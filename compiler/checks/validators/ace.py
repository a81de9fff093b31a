"""Ace, DAISY's accessibility checker of EPUB: what its report says, placed at elements of the book's files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from compiler.checks import tools
from compiler.messages import Level, Message, Origin, shortened

from .repairs_epub import ACE
from .reports import Author, json_of, listed

_LEVELS: dict[str, Level] = {"critical": "error", "serious": "error"}


def ace(path: Path, places: Mapping[str, Origin] | None = None) -> tuple[Message, ...]:
    """What Ace says of the EPUB's accessibility: codes `ace-image-alt` and the like.

    `places` tells for ids of elements where their text stands in the author's files.
    """
    command = tools.ace()
    if not command:
        return (tools.missing("Ace"),)
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PUPPETEER_EXECUTABLE_PATH": tools.browser()}
        ran = tools.run([*command, "--force", "--silent", "--outdir", folder, str(path.resolve())], environment)
        data = json_of(Path(folder) / "report.json")
    if not isinstance(data, dict) or "assertions" not in data:
        return (tools.failed("Ace", path, ran.failure or shortened(ran.out, 300)),)
    author = Author(path, places or {})
    return tuple(message for subject in listed(data, "assertions") for message in ace_messages(subject, author))


def ace_messages(subject: dict[str, Any], author: Author) -> Iterator[Message]:
    """What the report says of one document of the book."""
    about = subject.get("earl:testSubject")
    member = author.member(unquote(str(about.get("url", "") if isinstance(about, dict) else "")))
    origin = author.place(member)
    for said in listed(subject, "assertions"):
        test, result = said.get("earl:test", {}), said.get("earl:result", {})
        rule = str(test.get("dct:title", "rule"))
        text = str(result.get("dct:description") or test.get("dct:description") or "").partition("\n")[0]
        message = Message(
            f"ace-{rule}",
            _LEVELS.get(test.get("earl:impact", ""), "warning"),
            shortened(text[:1].lower() + text[1:], 200),
            ACE.get(rule) or str(test.get("help", {}).get("dct:description", "")),
            origin,
            shortened(str(result.get("html", "") or said.get("html", ""))),
        )
        pointer = result.get("earl:pointer", {})
        steps = pointer.get("cfi") if isinstance(pointer, dict) else None
        yield author.at_steps(message, member, str(steps[0])) if steps else message
