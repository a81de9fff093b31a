"""Block tokens become the model's blocks, one function a kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal, cast, get_args

from compiler.messages import shortened
from compiler.model.content import (
    Block,
    Blocks,
    Caption,
    Cell,
    CodeBlock,
    Definitions,
    Figure,
    Heading,
    Inlines,
    List,
    Note,
    Paragraph,
    ParagraphRole,
    Quote,
    Row,
    Rule,
    Table,
    Text,
    Verse,
)
from compiler.model.walk import block_text, text_of

from .desk import Desk, Scope
from .grammar import Node, grammar, tree
from .html_blocks import blocks_of_markup
from .inlines import alternative, content_of, inlines_of, is_decorative, marker, note_id, picture_of

_LABEL = re.compile(r"((?:\d{1,3}\.)+\d{0,3}\)?|\d{1,3}\))[ \u00a0]+(?=\S)")
_ALIGNED = re.compile(r"text-align:(left|right|center)")
_COMMENT = re.compile(r"<!--(?:(?!-->).)*-->", re.DOTALL)
_ROLES = frozenset(get_args(ParagraphRole))


def blocks_of(desk: Desk, nodes: Iterable[Node], scope: Scope) -> Blocks:
    """The blocks of nodes, in order; a note written at its call follows the block that calls it."""
    blocks: list[Block] = []
    for node in nodes:
        before = desk.here
        desk.here = desk.origin(node) or before
        blocks += _block(desk, node, desk.inside(node, scope))
        blocks += desk.notes
        desk.notes.clear()
        desk.here = before
    return tuple(blocks)


def _block(desk: Desk, node: Node, scope: Scope) -> Blocks:
    match node.kind:
        case "paragraph":
            return _paragraph(desk, node, scope)
        case "heading":
            return _heading(desk, node, scope)
        case "blockquote":
            return _quote(desk, node, scope)
        case "bullet_list" | "ordered_list":
            return _list(desk, node, scope)
        case "dl":
            return _definitions(desk, node, scope)
        case "table":
            return _table(desk, node, scope)
        case "fence" | "code_block":
            return _code(desk, node, scope)
        case "footnote_reference":
            return _note(desk, node, scope)
        case "hr":
            return (Rule(**desk.place(node, scope, "")),)
        case "html_block":
            return _markup(desk, node, scope)
        case "inline":
            content = inlines_of(desk, node, scope)
            return (Paragraph(content=content, **desk.place(node, scope, text_of(content))),) if content else ()
        case _:
            return blocks_of(desk, node.children, scope)


def _words(desk: Desk, node: Node, scope: Scope) -> Inlines:
    return tuple(i for child in node.children if child.kind == "inline" for i in inlines_of(desk, child, scope))


def _heading(desk: Desk, node: Node, scope: Scope) -> Blocks:
    content = _words(desk, node, scope)
    words = text_of(content)
    if not words.strip():
        return _left_out(desk, node, "heading without words")
    label, content = _label_off(content)
    place = desk.place(node, scope, words)
    place["id"] = place["id"] or desk.slug(words)
    return (Heading(level=int(node.token.tag[1:]), label=label, content=content, **place),)


def _label_off(content: Inlines) -> tuple[str, Inlines]:
    """The number that a heading prints, and the rest."""
    first = content[0]
    found = _LABEL.match(first.text) if isinstance(first, Text) else None
    if found is None or not isinstance(first, Text):
        return "", content
    rest = first.text[found.end() :]
    return found[1], (Text(rest), *content[1:])


def _paragraph(desk: Desk, node: Node, scope: Scope) -> Blocks:
    parts = [part for child in node.children for part in tree(child.token.children or [])]
    images = [_lone_image(part) for part in parts if not _is_space(part)]
    shown = [image for image in images if image is not None]
    if shown and len(shown) == len(images):
        return tuple(_figure(desk, node, image, scope) for image in shown)
    content = content_of(desk, parts, scope)
    if not content:
        return ()
    return (Paragraph(content=content, role=_role(node), **desk.place(node, scope, text_of(content))),)


def _role(node: Node) -> ParagraphRole:
    named = [word for word in node.said("class").split() if word in _ROLES]
    return cast(ParagraphRole, named[0]) if named else "body"


# --- figures ---


def _is_space(part: Node) -> bool:
    return part.kind in {"softbreak", "hardbreak"} or (part.kind == "text" and not part.token.content.strip())


def _lone_image(part: Node) -> Node | None:
    """The image that a part is, or that is all there is in a link."""
    if part.kind == "image":
        return part
    if part.kind == "link" and len(part.children) == 1 and part.children[0].kind == "image":
        return part.children[0]
    return None


def _figure(desk: Desk, node: Node, image: Node, scope: Scope) -> Figure:
    """The words in brackets are the alternative text, those in quotes the caption."""
    own = desk.inside(image, scope)
    picture, alt, title = picture_of(desk, image), alternative(image).strip(), image.said("title").strip()
    place = desk.place(node, own, title or alt)
    caption = Caption(content=(Text(title),), **(place | {"id": ""}))
    place["id"] = place["id"] or desk.claim(image.said("id"))
    return Figure(
        image=picture.name if picture else "",
        alt=alt,
        decorative=bool(picture) and not alt and is_decorative(image),
        captions=(caption,) if title else (),
        **place,
    )


# --- blocks that hold blocks ---


def _holding(desk: Desk, node: Node, scope: Scope, blocks: Iterable[Block]) -> dict[str, Any]:
    """The place of a block, by the words of the blocks inside it."""
    return desk.place(node, scope, "\n".join(block_text(block) for block in blocks))


def _quote(desk: Desk, node: Node, scope: Scope) -> Blocks:
    blocks = blocks_of(desk, node.children, scope)
    if not blocks:
        return ()
    place = _holding(desk, node, scope, blocks)
    last = blocks[-1]
    if isinstance(last, Paragraph) and last.role == "attribution" and len(blocks) > 1:
        return (Quote(blocks=blocks[:-1], attribution=last.content, **place),)
    return (Quote(blocks=blocks, **place),)


def _list(desk: Desk, node: Node, scope: Scope) -> Blocks:
    items = tuple(blocks_of(desk, item.children, desk.inside(item, scope)) for item in node.children)
    place = _holding(desk, node, scope, (block for item in items for block in item))
    return (List(items=items, style=_style(node), start=int(node.token.attrs.get("start", 1)), **place),)


def _style(node: Node) -> str:
    """The counter style of the digits that the first item is numbered with, empty for bullets."""
    if node.kind != "ordered_list":
        return ""
    digit = node.children[0].token.info[:1] if node.children else ""
    return "decimal" if digit.isascii() else "persian" if "۰" <= digit <= "۹" else "arabic-indic"


def _definitions(desk: Desk, node: Node, scope: Scope) -> Blocks:
    items: list[tuple[Inlines, Blocks]] = []
    for child in node.children:
        if child.kind == "dt":
            items.append((_words(desk, child, scope), ()))
        elif items:
            term, said = items[-1]
            items[-1] = (term, said + blocks_of(desk, child.children, scope))
    text = " ".join(text_of(term) + " ".join(map(block_text, said)) for term, said in items)
    return (Definitions(items=tuple(items), **desk.place(node, scope, text)),)


def _note(desk: Desk, node: Node, scope: Scope) -> Blocks:
    label = str(node.token.meta["label"])
    blocks = blocks_of(desk, node.children, scope)
    called = desk.env.get("footnotes", {}).get("refs", {}).get(f":{label}", -1)
    place = _holding(desk, node, scope, blocks) | {"id": desk.claim(note_id(label))}
    if not place["id"]:
        desk.say(
            "note-twice", f"the note {shortened(label, 20)!r} is written twice", "give each note a label of its own"
        )
    elif called < 0:
        desk.say("note-uncalled", f"nothing calls the note {shortened(label, 20)!r}", "it stays where it stands")
    return (Note(blocks=blocks, marker=marker(label) or (str(called + 1) if called >= 0 else ""), **place),)


# --- tables ---


def _table(desk: Desk, node: Node, scope: Scope) -> Blocks:
    head, body = (_rows(desk, node, part, scope) for part in ("thead", "tbody"))
    text = " ".join(text_of(cell.content) for row in head + body for cell in row)
    return (Table(head=head, body=body, **desk.place(node, scope, text)),)


def _rows(desk: Desk, table: Node, part: str, scope: Scope) -> tuple[Row, ...]:
    return tuple(
        tuple(_cell(desk, cell, scope) for cell in row.children)
        for section in table.children
        if section.kind == part
        for row in section.children
    )


def _cell(desk: Desk, node: Node, scope: Scope) -> Cell:
    content = _words(desk, node, scope)
    text = text_of(content)
    aligned = _ALIGNED.fullmatch(node.said("style"))
    align = cast(Literal["left", "right", "center"], aligned[1]) if aligned else ""
    language, side = scope.language_for(text), scope.direction_for(text)
    return Cell(content=content, header=node.kind == "th", align=align, language=language, direction=side)


# --- fences, and what is left out ---


def _code(desk: Desk, node: Node, scope: Scope) -> Blocks:
    said = node.token.info.split()
    text = node.token.content.removesuffix("\n")
    if said[:1] == ["verse"]:
        return _verse(desk, node, text, scope)
    place = desk.place(node, replace(scope, direction=scope.direction or "ltr"), text)
    return (CodeBlock(text=text, syntax=said[0] if said else "", **place),)


def _verse(desk: Desk, node: Node, text: str, scope: Scope) -> Blocks:
    """A fence ```` ```verse ````: its lines are lines of verse, blank ones part stanzas."""
    stanzas: list[list[Inlines]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            stanzas[-1].append(_line(desk, line, scope))
        elif stanzas[-1]:
            stanzas.append([])
    lines = tuple(tuple(stanza) for stanza in stanzas if stanza)
    return (Verse(stanzas=lines, **desk.place(node, scope, text)),) if lines else ()


def _line(desk: Desk, line: str, scope: Scope) -> Inlines:
    parsed: Sequence[Any] = grammar().parseInline(line, desk.env)
    return tuple(i for token in parsed for i in content_of(desk, tree(token.children or []), scope))


def _markup(desk: Desk, node: Node, scope: Scope) -> Blocks:
    if _COMMENT.fullmatch(node.token.content.strip()):
        return _left_out(desk, node, "comment")
    blocks = blocks_of_markup(desk, node, scope)
    return blocks or _left_out(desk, node, "raw HTML")


def _left_out(desk: Desk, node: Node, reason: str) -> Blocks:
    for unit in desk.units(node.token.map or (0, 0)):
        desk.fates.drop(unit, reason)
    return ()
