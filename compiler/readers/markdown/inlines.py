"""Inline tokens become the model's inline content; what the model cannot say is left out with a message, its words kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from compiler import bidi
from compiler.messages import shortened
from compiler.model.content import (
    CodeSpan,
    Emphasis,
    Inline,
    InlineImage,
    Inlines,
    Isolate,
    LineBreak,
    Link,
    Note,
    NoteRef,
    Paragraph,
    Strong,
    Text,
)
from compiler.model.reading import Picture
from compiler.model.walk import text_of
from compiler.readers.webpage.scope import outside

from .desk import Desk, Scope
from .grammar import Node, tree

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SOURCE = re.compile(r"source:[\w.-]+")
_MAX_MARKER = 4

_ABSENT = {
    "image-not-held": (
        "is not held beside the capture",
        "copy the file into the source's folder, with the path that the text gives",
    ),
    "image-bad": ("is no picture that a book can hold", "use a sound JPEG, PNG, GIF, WebP or SVG file"),
    "image-too-many": ("is one too many", "split the capture"),
}


def inlines_of(desk: Desk, inline: Node, scope: Scope) -> Inlines:
    """The content of an `inline` token."""
    return content_of(desk, tree(inline.token.children or []), scope)


def content_of(desk: Desk, nodes: Iterable[Node], scope: Scope) -> Inlines:
    """The content of inline nodes, neighbouring texts joined."""
    joined: list[Inline] = []
    for node in nodes:
        for inline in _inline(desk, node, scope):
            last = joined[-1] if joined else None
            if isinstance(last, Text) and isinstance(inline, Text):
                joined[-1] = Text(last.text + inline.text)
            else:
                joined.append(inline)
    return tuple(joined)


def _inline(desk: Desk, node: Node, scope: Scope) -> Inlines:
    match node.kind:
        case "softbreak":
            return (Text(" "),)
        case "hardbreak":
            return (LineBreak(),)
        case "code_inline":
            return (CodeSpan(node.token.content),)
        case "em":
            return _wrapped(Emphasis, content_of(desk, node.children, scope))
        case "strong":
            return _wrapped(Strong, content_of(desk, node.children, scope))
        case "link":
            return _link(desk, node, content_of(desk, node.children, scope))
        case "span":
            return _span(desk, node, scope)
        case "image":
            return _image(desk, node)
        case "footnote_ref":
            return (_call(desk, node, scope),)
        case "html_inline":
            return _markup(desk, node.token.content)
        case _:
            return (Text(node.token.content),) if node.token.content else content_of(desk, node.children, scope)


def _wrapped(kind: type[Emphasis] | type[Strong], content: Inlines) -> Inlines:
    return (kind(content),) if content else ()


def _markup(desk: Desk, said: str) -> Inlines:
    if _BREAK.fullmatch(said):
        return (LineBreak(),)
    if not said.startswith("<!--"):
        desk.say("raw-html", "HTML tags in the text are left out, the words between them kept", "write it as Markdown")
    return ()


# --- links and spans ---


def _link(desk: Desk, node: Node, content: Inlines) -> Inlines:
    href = node.said("href")
    target = _target(href)
    if not target:
        hint = "links lead to http(s) or mailto addresses, to #id in this text, or to source:<id>"
        desk.say("link-dropped", f"a link to {shortened(unquote(href), 60)!r} keeps only its words", hint)
        return content
    return (Link(target, content or (Text(unquote(href)),), node.said("title")),)


def _target(href: str) -> str:
    if href.startswith("#"):
        return "#" + unquote(href[1:]) if len(href) > 1 else ""
    return href if _SOURCE.fullmatch(href) else outside(href)


def _span(desk: Desk, node: Node, scope: Scope) -> Inlines:
    own = desk.inside(node, scope)
    content = content_of(desk, node.children, own)
    if own == scope or not content:
        return content
    side = own.direction or bidi.direction_of(text_of(content))
    return (Isolate(own.language if own.language != scope.language else "", side, content),)


# --- pictures ---


def alternative(node: Node) -> str:
    """The words in the brackets of an image."""
    return "".join(_plain(child) for child in tree(node.token.children or []))


def _plain(node: Node) -> str:
    if node.kind == "image":
        return alternative(node)
    if node.kind in {"softbreak", "hardbreak"}:
        return " "
    own = "" if node.kind == "html_inline" else node.token.content
    return own + "".join(_plain(child) for child in node.children)


def picture_of(desk: Desk, node: Node) -> Picture | None:
    """The image that a node names, None with a message if it is not held or no picture."""
    path = node.said("src")
    found = desk.album.picture((path,) if path[:5].lower() == "data:" else (unquote(path), path))
    if isinstance(found, Picture):
        return found
    what, hint = _ABSENT[found]
    desk.say(found, f"the picture {shortened(unquote(path), 60)!r} {what}", hint)
    return None


def _image(desk: Desk, node: Node) -> Inlines:
    words = alternative(node)
    picture = picture_of(desk, node)
    if picture is None:
        return (Text(words),) if words else ()
    return (InlineImage(picture.name, words, decorative=not words and is_decorative(node)),)


def is_decorative(image: Node) -> bool:
    """True for a picture of which the author says that it says nothing: `![](path){.decorative}`."""
    return "decorative" in image.said("class").split()


# --- notes ---


def _call(desk: Desk, node: Node, scope: Scope) -> NoteRef:
    number = node.token.meta["id"]
    label = node.token.meta.get("label")
    if label is not None:
        return NoteRef(note_id(label), marker(label) or str(number + 1))
    identifier = f"note^{number}"
    tokens = desk.env["footnotes"]["list"][number].get("tokens") or []
    content = content_of(desk, tree(tokens), scope)
    text = text_of(content)
    place = {"language": scope.language_for(text), "direction": scope.direction_for(text), "origin": desk.here}
    said = Paragraph(content=content, **place)  # type: ignore[arg-type]
    desk.notes.append(Note(id=identifier, blocks=(said,), marker=str(number + 1), **place))  # type: ignore[arg-type]
    return NoteRef(identifier, str(number + 1))


def note_id(label: str) -> str:
    """What a note is called until the document's blocks get their ids; no link can say it."""
    return f"note:{label}"


def marker(label: str) -> str:
    """The label where it can stand as a mark: a number or a sign; empty for names."""
    return label if len(label) <= _MAX_MARKER and not label.isalpha() else ""
