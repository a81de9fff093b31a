"""The messages of one book as lists, grouped by the file in which they are to be mended."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from compiler.messages import Level, Message

from .elements import apart, element
from .excerpts import Excerpt, Excerpts

SIGNS: dict[Level, str] = {"error": "✖ error", "warning": "▲ warning", "info": "• remark"}


def groups(named: Mapping[Message, str], shown_on: Mapping[str, str], excerpts: Excerpts) -> tuple[etree._Element, ...]:
    """A part for each file. `named` has the messages and what each is called, `shown_on` the address of the page with its mark."""
    by_file: dict[str, list[Message]] = {}
    for message in named:
        by_file.setdefault(message.origin.file if message.origin else "", []).append(message)
    return tuple(
        element(
            "section",
            element("h3", apart(file) if file else "without a place"),
            element("ol", *(_one(m, named[m], shown_on.get(named[m], ""), excerpts) for m in messages)),
            class_="file",
        )
        for file, messages in by_file.items()
    )


def _one(message: Message, name: str, page: str, excerpts: Excerpts) -> etree._Element:
    head = element("p", element("span", SIGNS[message.level], class_="level"), " ", class_="what")
    head.append(element("span", f"{name} ", class_="number"))
    head.append(apart(message.text))
    parts = [head]
    place = _place(message)
    if place:
        where = element("p", apart(place), class_="where")
        if page:
            where.append(element("a", "see the page", href=page))
        parts.append(where)
    if message.quote:
        parts.append(element("blockquote", element("p", apart(message.quote))))
    excerpt = excerpts.of(message)
    if excerpt:
        parts.append(_excerpt(excerpt))
    if message.hint:
        parts.append(element("p", "→ ", apart(message.hint), class_="repair"))
    parts.append(element("p", element("code", message.code), class_="code"))
    return element("li", *parts, id=f"m{name}", class_=message.level)


def _place(message: Message) -> str:
    said = [str(message.origin)] if message.origin else []
    if message.book:
        said.append(f"in {message.book}")
    return "; ".join(said)


def _excerpt(excerpt: Excerpt) -> etree._Element:
    lines: list[etree._Element] = []
    for number, text in excerpt.lines:
        kind = "mark" if number == excerpt.line else "span"
        line = element(kind, f"{number:>5}  {text}")
        line.tail = "\n"
        lines.append(line)
    return element("pre", element("code", *lines), dir="ltr", tabindex="0", aria_label=f"line {excerpt.line}")
