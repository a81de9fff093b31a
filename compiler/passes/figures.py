"""Figures of the editor's: shown where the text asks for them, and joined to the captions that a capture holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from compiler.bidi import language_direction
from compiler.messages import Message, Origin
from compiler.model.content import (
    Block,
    Blocks,
    Caption,
    Figure,
    Inline,
    InlineImage,
    Inlines,
    Paragraph,
    Text,
    description_id,
)
from compiler.model.reading import Picture
from compiler.model.walk import block_text, map_block_inlines, map_blocks, text_of
from compiler.project import FigureWish

from .describing import description

_PLACE = re.compile(r"\[\[figure:([\w-]+)\]\]")


@dataclass(frozen=True, slots=True)
class Placed:
    """Blocks with the editor's figures in them, and what is to be said about those that found no place."""

    blocks: Blocks
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """What belongs to the editor's figures, by their ids: images, and long descriptions."""

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    described: Mapping[str, Blocks] = field(default_factory=dict)


def place(blocks: Blocks, wishes: Sequence[FigureWish], brought: Brought, prefix: str) -> Placed:
    """`[[figure:<id>]]` alone in a paragraph becomes the figure; a caption equal to a wish's gets its image and translation.

    A picture of the capture that a wish names gets its words. `prefix` begins the ids. A wish with an image that found no place
    stands at the end; one without an image has nothing to show and is left out.
    """
    by_id = {wish.id: wish for wish in wishes}
    by_caption = {_squeezed(wish.caption): wish for wish in wishes if wish.caption}
    by_picture = {f"{prefix}-{wish.picture}": wish for wish in wishes if wish.picture}
    used: set[str] = set()
    messages: list[Message] = []

    def in_line(inline: Inline) -> Inlines:
        wish = by_picture.get(inline.image) if isinstance(inline, InlineImage) else None
        if wish is None or not isinstance(inline, InlineImage):
            return (inline,)
        used.add(wish.id)
        return (replace(inline, alt=wish.alt, decorative=wish.decorative),)

    def in_block(block: Block) -> Blocks:
        asked = _PLACE.fullmatch(block_text(block).strip()) if isinstance(block, Paragraph) else None
        if asked and asked[1] in by_id:
            used.add(asked[1])
            return (_figure(by_id[asked[1]], brought, prefix, block.origin),)
        if asked:
            messages.append(_unknown(asked[1], by_id, block.origin))
        if isinstance(block, Figure):
            block = _joined(_worded(block, by_picture, brought, used), by_caption, brought, used)
        return (map_block_inlines(block, in_line),) if by_picture else (block,)

    placed = map_blocks(blocks, in_block)
    left = [wish for wish in wishes if wish.id not in used and wish.id in brought.pictures]
    messages += (_unheld(wish, prefix) for wish in wishes if wish.picture and wish.id not in used)
    return Placed((*placed, *(_figure(wish, brought, prefix, None) for wish in left)), tuple(messages))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _figure(wish: FigureWish, brought: Brought, prefix: str, origin: Origin | None) -> Figure:
    picture = brought.pictures.get(wish.id)
    identifier = f"{prefix}-{wish.id}"
    captions = (_caption(f"{identifier}-cap", wish.caption, wish.language, origin),) if wish.caption else ()
    return Figure(
        id=identifier,
        origin=origin,
        image=picture.name if picture else "",
        alt=wish.alt,
        decorative=wish.decorative,
        captions=(*captions, *_translation(wish, identifier)),
        credit=wish.credit,
        description=_description(wish, brought, identifier),
    )


def _description(wish: FigureWish, brought: Brought, identifier: str) -> Blocks:
    return description(brought.described.get(wish.id, ()), description_id(identifier))


def _caption(identifier: str, text: str, language: str, origin: Origin | None) -> Caption:
    direction = language_direction(language) if language else "ltr"
    return Caption(id=identifier, content=(Text(text),), language=language, direction=direction, origin=origin)


def _translation(wish: FigureWish, identifier: str) -> tuple[Caption, ...]:
    if not wish.translation:
        return ()
    caption = _caption(f"{identifier}-cap-translation", wish.translation, wish.translation_language or "en", None)
    return (replace(caption, translation=True),)


def _worded(figure: Figure, by_picture: Mapping[str, FigureWish], brought: Brought, used: set[str]) -> Figure:
    """The figure with what the editor says of the capture's picture in it."""
    wish = by_picture.get(figure.image) if figure.image else None
    if wish is None:
        return figure
    used.add(wish.id)
    return replace(
        figure,
        alt=wish.alt,
        decorative=wish.decorative,
        credit=wish.credit or figure.credit,
        description=_description(wish, brought, figure.id),
    )


def _joined(figure: Figure, by_caption: Mapping[str, FigureWish], brought: Brought, used: set[str]) -> Figure:
    for index, caption in enumerate(figure.captions):
        wish = by_caption.get(_squeezed(text_of(caption.content)))
        if wish is None:
            continue
        used.add(wish.id)
        picture = brought.pictures.get(wish.id)
        captions = (*figure.captions[: index + 1], *_translation(wish, caption.id), *figure.captions[index + 1 :])
        return replace(
            figure,
            image=picture.name if picture else figure.image,
            alt=wish.alt or figure.alt,
            decorative=wish.decorative or (figure.decorative and not wish.alt),
            credit=wish.credit or figure.credit,
            captions=captions,
            description=_description(wish, brought, figure.id) or figure.description,
        )
    return figure


def _unheld(wish: FigureWish, prefix: str) -> Message:
    text = f"the figure {wish.id!r} speaks of a picture {wish.picture!r}, which the text does not show"
    hint = "take its name from the message that the picture has no words"
    return Message("figure-picture-unknown", "warning", text, hint, Origin(prefix, key="figure"))


def _unknown(identifier: str, by_id: Mapping[str, FigureWish], origin: Origin | None) -> Message:
    hint = "the figures here are: " + ", ".join(sorted(by_id)) if by_id else "add a [[figure]] with this id"
    return Message(
        "figure-unknown", "error", f"the text asks for a figure {identifier!r} that nobody describes", hint, origin
    )
