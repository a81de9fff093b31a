"""Figures of the editor's: shown where the text asks for them, and joined to the captions that a capture holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from compiler.bidi import language_direction
from compiler.messages import Message, Origin
from compiler.model.content import Block, Blocks, Caption, Figure, Paragraph, Text
from compiler.model.reading import Picture
from compiler.model.walk import block_text, map_blocks, text_of
from compiler.project import FigureWish

_PLACE = re.compile(r"\[\[figure:([\w-]+)\]\]")


@dataclass(frozen=True, slots=True)
class Placed:
    """Blocks with the editor's figures in them, and what is to be said about those that found no place."""

    blocks: Blocks
    messages: tuple[Message, ...]


def place(blocks: Blocks, wishes: Sequence[FigureWish], pictures: Mapping[str, Picture], prefix: str) -> Placed:
    """`[[figure:<id>]]` alone in a paragraph becomes the figure; a caption equal to a wish's gets its image and translation.

    `pictures` are the wishes' images by wish id; `prefix` begins the ids. A wish with an image that found no place stands at
    the end; one without an image has nothing to show and is left out.
    """
    by_id = {wish.id: wish for wish in wishes}
    by_caption = {_squeezed(wish.caption): wish for wish in wishes if wish.caption}
    used: set[str] = set()
    messages: list[Message] = []

    def in_block(block: Block) -> Blocks:
        asked = _PLACE.fullmatch(block_text(block).strip()) if isinstance(block, Paragraph) else None
        if asked and asked[1] in by_id:
            used.add(asked[1])
            return (_figure(by_id[asked[1]], pictures, prefix, block.origin),)
        if asked:
            messages.append(_unknown(asked[1], by_id, block.origin))
        if isinstance(block, Figure):
            return (_joined(block, by_caption, pictures, used),)
        return (block,)

    placed = map_blocks(blocks, in_block)
    left = [wish for wish in wishes if wish.id not in used and wish.id in pictures]
    return Placed((*placed, *(_figure(wish, pictures, prefix, None) for wish in left)), tuple(messages))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _figure(wish: FigureWish, pictures: Mapping[str, Picture], prefix: str, origin: Origin | None) -> Figure:
    picture = pictures.get(wish.id)
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
    )


def _caption(identifier: str, text: str, language: str, origin: Origin | None) -> Caption:
    direction = language_direction(language) if language else "ltr"
    return Caption(id=identifier, content=(Text(text),), language=language, direction=direction, origin=origin)


def _translation(wish: FigureWish, identifier: str) -> tuple[Caption, ...]:
    if not wish.translation:
        return ()
    caption = _caption(f"{identifier}-cap-translation", wish.translation, wish.translation_language or "en", None)
    return (replace(caption, translation=True),)


def _joined(
    figure: Figure, by_caption: Mapping[str, FigureWish], pictures: Mapping[str, Picture], used: set[str]
) -> Figure:
    for index, caption in enumerate(figure.captions):
        wish = by_caption.get(_squeezed(text_of(caption.content)))
        if wish is None:
            continue
        used.add(wish.id)
        picture = pictures.get(wish.id)
        captions = (*figure.captions[: index + 1], *_translation(wish, caption.id), *figure.captions[index + 1 :])
        return replace(
            figure,
            image=picture.name if picture else figure.image,
            alt=wish.alt or figure.alt,
            credit=wish.credit or figure.credit,
            captions=captions,
        )
    return figure


def _unknown(identifier: str, by_id: Mapping[str, FigureWish], origin: Origin | None) -> Message:
    hint = "the figures here are: " + ", ".join(sorted(by_id)) if by_id else "add a [[figure]] with this id"
    return Message(
        "figure-unknown", "error", f"the text asks for a figure {identifier!r} that nobody describes", hint, origin
    )
