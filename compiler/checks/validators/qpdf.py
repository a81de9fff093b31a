"""qpdf: what it says of a PDF's syntax."""

from __future__ import annotations

import re
from pathlib import Path

from compiler.checks import tools
from compiler.messages import Message, Origin

_OBJECT = re.compile(r"\bobject (\d+) \d+")


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
    return tuple(_message(line, path) for line in lines)


def _message(line: str, path: Path) -> Message:
    warning = line.startswith("WARNING:")
    text = line.partition(":")[2].replace(f"{path.resolve()}:", "").replace(str(path.resolve()), "").strip()
    number = _OBJECT.search(text)
    origin = Origin(path.name, key=f"object {number[1]}" if number else "")
    hint = "make or fetch the file again; `qpdf IN OUT` mends what can be mended"
    if "password" in text:
        hint = "take its protection off first"
    code = "qpdf-warning" if warning else "qpdf-error"
    return Message(code, "warning" if warning else "error", text, hint, origin)
