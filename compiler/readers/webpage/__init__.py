"""The reader for saved pages: HTML, XHTML, MHTML, with the pictures inside them or in a folder beside them.

Elements are counted from 1 in document order, `html` being the first; origins and the ledger are in elements.
"""

from __future__ import annotations

from compiler.messages import Message, Origin
from compiler.model.ledger import Fates
from compiler.model.reading import Capture, Reading, Wishes

from .account import account, said
from .content import Main, main_of
from .decoding import Decoded, decoded
from .document import document_of, use_facts
from .facts import facts_of
from .headline import headline_of
from .images import Album
from .links import set_addresses
from .parsing import Tree, parsed, saved_from
from .scope import Page
from .unpacking import unpacked

__all__ = ["read"]


def read(capture: Capture, wishes: Wishes | None = None) -> Reading:
    """The document of a saved page, its pictures, its ledger of elements.

    Raises `CaptureError` if the capture holds no page, or one of too many elements.
    """
    wishes = wishes or Wishes()
    opened = unpacked(capture, wishes.beside)
    text = decoded(opened.data, opened.charset)
    tree = parsed(text.text, capture.file, xml=capture.media_type == "application/xhtml+xml")
    facts = facts_of(tree.root)
    page = Page(capture.file, Album(opened.fetch))
    address = set_addresses(page, tree.root, facts.one("address"), opened.location or saved_from(text.text))
    main = main_of(tree.root, tree.total)
    for element in main.left_out:
        page.drop(element, "beside the main text")
    head = headline_of(page, main.element, tree.root, facts)
    fates = Fates(page.used, page.dropped)
    document = document_of(page, main.element, facts, head, wishes, fates, address)
    use_facts(page, facts)
    _say_how(page, text, main, tree)
    return Reading(
        capture=capture,
        documents=(document,),
        ledger=account(page, tree.root, tree.total, main.element, (document,)),
        unit="element",
        said=said(tree.root),
        messages=tuple(page.messages),
        pictures=tuple(page.album.pictures.values()),
    )


def _say_how(page: Page, text: Decoded, main: Main, tree: Tree) -> None:
    """How sure the reader is of the encoding, of the main text, of having seen all of it."""
    origin = Origin(page.file)
    if not text.sure:
        hint = "save the page as UTF-8 if its letters look wrong"
        page.messages.append(
            Message("encoding-guessed", "warning", f"{page.file} is probably in {text.encoding}", hint, origin)
        )
    if main.how != "stated":
        said = "the page does not say which part of it is the text; the likeliest was taken"
        hint = "look at the ledger (`bayaz read`); a reader view of the page can be saved instead"
        page.messages.append(Message("main-text-guessed", "info", said, hint, page.origin(main.element, main.element)))
    if tree.too_deep:
        page.say("page-too-deep", "elements are nested so deeply that the parser gave up on the innermost")
