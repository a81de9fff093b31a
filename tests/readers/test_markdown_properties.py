"""Whatever the text, the Markdown reader gives a sound ledger, unique ids and no lost words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from compiler.messages import CaptureError
from compiler.model.content import NoteRef
from compiler.model.ledger import faults
from compiler.model.reading import Capture, Reading, Wishes
from compiler.model.walk import block_inlines, block_text, blocks_deep, captions, inlines_deep
from compiler.readers import markdown

MARKS = [
    "\n", "\n\n", "    ", "# ", "- ", "1. ", "> ", "```", "```verse\n", "|", "|-|-|\n", "*", "**", "`", "[", "]", "(", ")",
    "![", "[^1]", "[^1]: ", "^[", "{", "}", "{lang=fa}", "{#a .b}", "---\n", "+++\n", "title: ", ": ", "<b>", "</b>", "<!--", "-->",
    "\\", "&amp;", "\r", "\r\n", "\t", "\x00", "\u2028", "\u0085", "\u200c", "متن ", "http://a.b", "=", "~~~\n", "***\n",
]  # fmt: skip
soup = st.lists(
    st.sampled_from(MARKS) | st.text(max_size=6) | st.from_regex(r"[a-z]{1,8} ", fullmatch=True), max_size=60
)
WORD = st.from_regex(r"\A[a-z]{2,9}\Z")


def read(text: str) -> Reading:
    return markdown.read(Capture("a.md", text.encode("utf-8", "replace"), "text/markdown"), Wishes())


@given(soup)
def test_any_text_is_read_or_refused_with_a_message(parts: list[str]) -> None:
    text = "".join(parts).encode("utf-8", "replace").decode()
    try:
        reading = read(text)
    except CaptureError as error:
        assert error.messages[0].code == "text-too-deep"
        return
    text = text.removeprefix("\ufeff")
    assert faults(len(text.split("\n")), reading.ledger) == []
    _check_ids(reading)
    _check_silence(reading)


def _check_ids(reading: Reading) -> None:
    blocks = reading.documents[0].blocks
    ids = [block.id for block in blocks_deep(blocks)] + [caption.id for caption in captions(blocks)]
    assert all(ids) and len(set(ids)) == len(ids)
    for block in blocks_deep(blocks):
        for inline in (inline for run in block_inlines(block) for inline in inlines_deep(run)):
            assert not isinstance(inline, NoteRef) or inline.note in ids


def _check_silence(reading: Reading) -> None:
    """A line that nobody understood is told to the user."""
    left = [entry for entry in reading.ledger if entry.reason == "not understood"]
    told = {message.origin.first for message in reading.messages if message.code == "line-left-out" and message.origin}
    assert {entry.first for entry in left} <= told


@st.composite
def pieces(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A block of Markdown, and the words that it must keep, in order."""
    words = draw(st.lists(WORD, min_size=1, max_size=8))
    line = " ".join(words)
    first, *rest = words
    shapes = [
        line,
        "\n".join(words),
        f"## {line}",
        f"## {line} {{#x}}",
        f"> {line}",
        "\n".join(f"- {word}" for word in words),
        "\n".join(f"7. {word}" for word in words),
        f"```\n{line}\n```",
        f"```verse\n{line}\n```",
        f"| {line} |\n|---|\n| - |",
        f"*{first}* **{first}** `{first}` {' '.join(rest)}",
        f"[{first}](http://a.b) [{first}]{{lang=fa}} [{first}](x:y) {' '.join(rest)}",
        f"<i>{first}</i> {' '.join(rest)}",
        f"{first}\n: {line}",
        f"![{first}](none.png) {line}",
        f"{{lang=fa .lead}}\n{line}",
        f"{first}^[{line}]",
    ]
    shape = draw(st.sampled_from(shapes))
    kept = re.findall(r"[a-z]{2,9}", re.sub(r"verse|\{[^}]*\}|\([^)]*\)|</?i>", " ", shape))
    return shape, kept


@given(st.lists(pieces(), min_size=1, max_size=8))
def test_words_are_kept_in_order(made: list[tuple[str, list[str]]]) -> None:
    reading = read("\n\n".join(shape for shape, _ in made) + "\n")
    found = [word for block in reading.documents[0].blocks for word in block_text(block).split() if word != "-"]
    assert found == [word for _, kept in made for word in kept]
