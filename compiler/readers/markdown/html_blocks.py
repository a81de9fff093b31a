"""Blocks of HTML inside Markdown, read as a saved page is."""

from __future__ import annotations

import re
from dataclasses import replace

from compiler.messages import CaptureError, shortened
from compiler.model.content import Block, Blocks, Caption, Figure
from compiler.model.walk import map_blocks
from compiler.readers.webpage.mapping import blocks_of
from compiler.readers.webpage.parsing import parsed
from compiler.readers.webpage.scope import Page
from compiler.readers.webpage.scope import Scope as PageScope
from compiler.readers.webpage.tree import is_blank

from .desk import Desk, Scope
from .grammar import Node

_TAG = re.compile(r"<[^<>]*>")


def blocks_of_markup(desk: Desk, node: Node, scope: Scope) -> Blocks:
    """The blocks of an `html_block`, each with the lines of the whole; none where there is nothing to read.

    What a page reader leaves out (programs, forms, menus) is left out here too, with one warning.
    """
    page = Page(file=desk.file, album=desk.album)
    try:
        root = parsed(node.token.content, desk.file, xml=False).root
    except CaptureError:
        blocks: Blocks = ()
    else:
        inherited = PageScope(language=scope.language or scope.base, direction=scope.direction)
        blocks = map_blocks(blocks_of(root, page, inherited), lambda block: (_placed(desk, node, block),))
    _say(desk, node, page, blocks)
    return blocks


def _placed(desk: Desk, node: Node, block: Block) -> Block:
    """The block with lines instead of elements, and with a name that nothing else in the text has."""
    origin = desk.origin(node)
    if isinstance(block, Figure):
        captions: tuple[Caption, ...] = tuple(replace(caption, origin=origin) for caption in block.captions)
        block = replace(block, captions=captions)
    return replace(block, id=desk.claim(block.id), origin=origin)


def _say(desk: Desk, node: Node, page: Page, blocks: Blocks) -> None:
    for message in page.messages:
        desk.tell(replace(message, origin=desk.origin(node)))
    reasons = sorted({reason for reason in page.dropped.values() if reason != "empty"})
    if reasons or not (blocks or is_blank(_TAG.sub("", node.token.content))):
        text = f"of a block of HTML something is left out: {', '.join(reasons) or 'its words'}"
        desk.say("raw-html", text, "write it as Markdown", shortened(node.token.content))
