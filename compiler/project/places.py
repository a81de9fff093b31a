"""On which line of a TOML text each key stands, which `tomllib` does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
"""Where a value stands: keys, and the number of a table in an array of tables (from 0)."""

_KEY = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(\.)?""")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_TOKEN = re.compile(
    r"""(?P<long>\"\"\"|''')|(?P<short>"(?:[^"\\]|\\.)*"|'[^']*')|(?P<comment>\#.*)|(?P<open>[\[{])|(?P<close>[\]}])"""
)


def lines_of_keys(text: str) -> Mapping[Path, int]:
    """Path -> line, from 1, for every table and every key of a sound TOML text; keys of inline tables are not listed."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in _statements(text):
        if line.startswith("["):
            table = _table(line, counts)
            for end in range(1, len(table) + 1):
                lines.setdefault(table[:end], number)
        else:
            keys, _ = _keys(line)
            for end in range(1, len(keys) + 1):
                lines.setdefault(table + keys[:end], number)
    return lines


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """The line of `path`, or of the nearest thing around it that has one."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None


def key_text(path: Path) -> str:
    """`path` as an editor would name it: `capture[2].sha256`, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _table(line: str, counts: dict[Path, int]) -> Path:
    """The path that a `[table]` or `[[table]]` line opens; `counts` remembers how many of each array there were."""
    keys, _ = _keys(line.lstrip("["))
    path: Path = ()
    for key in keys[:-1]:
        path = (*path, key)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, *keys[-1:])
    if line.startswith("[["):
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path


def _keys(line: str) -> tuple[Path, str]:
    """The dotted key that `line` begins with, and the rest of the line."""
    keys: list[str] = []
    while match := _KEY.match(line):
        basic, literal, bare, dot = match.groups()
        keys.append(_unescaped(basic) if basic is not None else literal if literal is not None else bare)
        line = line[match.end() :]
        if not dot:
            break
    return tuple(keys), line


def _unescaped(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if code[0] in "uU" and len(code) > 1 else _ESCAPES.get(code, code)

    return _ESCAPE.sub(letter, text)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The lines on which a table or a key begins, not those inside a long string or a bracket."""
    quote, depth = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if not quote and not depth:
            bare = line.strip()
            if not bare or bare.startswith("#"):
                continue
            yield number, bare
            if bare.startswith("["):
                continue
        quote, depth = _after(line, quote, depth)


def _after(line: str, quote: str, depth: int) -> tuple[str, int]:
    """Whether a long string (its quote) and how many brackets are open when `line` is over."""
    at = 0
    while at < len(line):
        if quote:
            end = _closing(line, at, quote)
            if end < 0:
                return quote, depth
            quote, at = "", end
            continue
        token = _TOKEN.search(line, at)
        if token is None:
            break
        at = token.end()
        quote = token["long"] or ""
        depth += bool(token["open"]) - bool(token["close"])
    return quote, depth


def _closing(line: str, at: int, quote: str) -> int:
    """Where the long string ends in `line`, after its closing quotes; -1 if it goes on."""
    while at < len(line):
        if line[at] == "\\" and quote == '"""':
            at += 2
        elif line.startswith(quote, at):
            while line.startswith(quote[0], at + 3):
                at += 1
            return at + 3
        else:
            at += 1
    return -1
