"""Inner links find the block they mean."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from compiler.model.content import Block, Blocks, Inline, Inlines, Link
from compiler.model.walk import block_inlines, blocks_deep, inlines_deep, map_block_inlines, map_blocks

from .notes import names
from .scope import Page, outside
from .tree import Element, inner, last_number, number
from .unpacking import joined, stripped_address


def with_links_settled(page: Page, root: Element, blocks: Blocks) -> Blocks:
    """Each `#name` link names the block that holds the element of that name; a link to nothing kept loses its target only.

    The blocks that are named get temporary ids, which `identify` replaces.
    """
    wanted = list(dict.fromkeys(_targets(blocks)))
    if not wanted:
        return blocks
    found = names(root)
    places = _Places(blocks)
    meant: dict[str, str] = {}
    named: dict[int, str] = {}
    for target in wanted:
        element = found.get(unquote(target[1:]))
        block = places.holding(number(element), last_number(element)) if element is not None else None
        if block is not None:
            named[id(block)] = block.id or f"target-{number(element)}"
            meant[target] = "#" + named[id(block)]
    return _named(blocks, named, meant)


def _targets(blocks: Blocks) -> Iterator[str]:
    for block in blocks_deep(blocks):
        for run in block_inlines(block):
            yield from (i.target for i in inlines_deep(run) if isinstance(i, Link) and i.target[:1] == "#")


class _Places:
    """Finds the block in which an element lies, or the first block that lies in it."""

    def __init__(self, blocks: Blocks) -> None:
        placed = [block for block in blocks_deep(blocks) if block.origin is not None and block.origin.first]
        self.blocks = sorted(placed, key=_start)
        self.starts = [_start(block) for block in self.blocks]

    def holding(self, first: int, last: int) -> Block | None:
        index = bisect_right(self.starts, first)
        for block in reversed(self.blocks[max(0, index - 50) : index]):
            if block.origin is not None and (block.origin.last or 0) >= first:
                return block
        following = self.blocks[index] if index < len(self.blocks) else None
        return following if following is not None and _start(following) <= last else None


def _start(block: Block) -> int:
    return (block.origin.first or 0) if block.origin is not None else 0


def _named(blocks: Blocks, named: dict[int, str], meant: dict[str, str]) -> Blocks:
    """Two walks, for the first one makes new blocks: ids are given by identity."""

    def settle(inline: Inline) -> Inlines:
        if isinstance(inline, Link) and inline.target[:1] == "#":
            target = meant.get(inline.target)
            return (replace(inline, target=target),) if target else inline.content
        return (inline,)

    ids = iter([named.get(id(block), block.id) for block in _inner_first(blocks)])
    return map_blocks(blocks, lambda block: (map_block_inlines(replace(block, id=next(ids)), settle),))


def _inner_first(blocks: Blocks) -> Iterator[Block]:
    """The order in which `map_blocks` meets them."""
    met: list[Block] = []
    map_blocks(blocks, lambda block: (met.append(block) or block,))  # type: ignore[func-returns-value]
    return iter(met)


# --- addresses ---


def set_addresses(page: Page, root: Element, stated: str, saved: str) -> str:
    """Makes `page.address` resolve links against the page's own address; links to the page itself become `#name`.

    Returns the page's address: what the page states (`stated`), else what it was saved from, else empty.
    """
    own = outside(stated) or outside(saved)
    base = next((joined(own, e.get("href") or "") for e in inner(root, "base") if e.get("href")), "")
    base = outside(base) or outside(saved) or own
    page.address = lambda href: outside(joined(base, href)) if href else ""
    selves = {stripped_address(address) for address in (own, outside(saved)) if address}
    for link in inner(root, "a"):
        href = (link.get("href") or "").strip()
        whole = joined(base, href) if "#" in href else ""
        if whole and href[:1] != "#" and stripped_address(whole) in selves:
            link.set("href", "#" + href.partition("#")[2])
    return own
