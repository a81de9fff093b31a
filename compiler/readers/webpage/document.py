"""The document of a page: its facts, from head and text, and its blocks."""

from __future__ import annotations

import re
from dataclasses import replace

from compiler import bidi
from compiler.model.content import Blocks, Heading
from compiler.model.ledger import Fates
from compiler.model.reading import Document, Wishes
from compiler.model.walk import block_text, blocks_deep, identify
from compiler.readers.casting import cast_roles

from .facts import Facts
from .headings import with_bold_headings, with_levels
from .headline import Headline, letters
from .mapping import mapped, settled
from .notes import find_notes
from .scope import Page, Scope
from .tree import Element, tag, words_in

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PULLED = re.compile(r"(?:^|[-_ ])(?:pullquote|pull-quote|pulled-quote)(?:$|[-_ ])")
_MOST_PULLED = 200
_SAMPLE = 50_000
_CATALOGUES = 7


def document_of(
    page: Page, main: Element, facts: Facts, head: Headline, wishes: Wishes, fates: Fates, address: str
) -> Document:
    """The document that `main` holds. The editor's wishes are applied to its blocks; `fates` learns of those taken out."""
    root = main.getroottree().getroot()
    find_notes(page, root)
    _drop_pull_quotes(page, main)
    stated = _stated(facts)
    blocks = mapped(page, main, _scope(main, stated or wishes.language))
    if not any(isinstance(block, Heading) for block in blocks_deep(blocks)):
        blocks = with_bold_headings(blocks)
    cast = cast_roles(settled(page, root, blocks), wishes.roles, fates, page.file)
    page.messages += cast.messages
    blocks = with_levels(cast.blocks)
    if not blocks:
        page.say("text-not-found", "no text was found in the page", "save the page again, with its text shown")
    publisher = facts.one("publisher")
    return Document(
        title=cast.title or head.title,
        subtitle=head.subtitle or facts.one("subtitle"),
        authors=_authors(facts, head, publisher),
        translators=tuple(head.translators) or _people(facts, "translator"),
        publisher=publisher,
        date=facts.one("date") or head.date,
        language=_language(blocks, stated, wishes.language),
        address=address,
        blocks=identify(blocks, "d1"),
    )


def _drop_pull_quotes(page: Page, main: Element) -> None:
    """A pull quote says again what the text says; one that says something new stays."""
    pulled = [
        element
        for element in main.iterdescendants()
        if tag(element) and _PULLED.search((element.get("class") or "").lower()[:500])
    ]
    text = letters(words_in(main)) if pulled else ""
    for element in pulled[:_MOST_PULLED]:
        said = letters(words_in(element))
        if said and text.count(said) > 1:
            page.drop(element, "pull quote that repeats the text")


def _stated(facts: Facts) -> str:
    said = facts.one("language").replace("_", "-")
    return said if _TAG.fullmatch(said) else ""


def _scope(main: Element, language: str) -> Scope:
    """What `main` inherits from the elements round it."""
    scope = Scope(language=language, direction=bidi.language_direction(language) if language else None)
    for element in reversed(list(main.iterancestors())):
        scope = scope.inside(element)
    return replace(scope, depth=0, firm_language=False, firm_direction=False)


def _language(blocks: Blocks, stated: str, wished: str) -> str:
    """The language the page states, unless its letters show another script than that has."""
    sample = ""
    for block in blocks:
        sample += block_text(block)
        if len(sample) > _SAMPLE:
            break
    language = stated or wished
    if language and bidi.direction_of(sample, bidi.language_direction(language)) == bidi.language_direction(language):
        return language
    return bidi.language_of(sample, "")


def _authors(facts: Facts, head: Headline, publisher: str) -> tuple[str, ...]:
    """Those of catalogue tags, else of the byline, else of the head; a site that names itself as author is none."""
    catalogued = [name for rank, name, _ in facts.all("author") if rank < _CATALOGUES]
    names = catalogued or head.authors or list(_people(facts, "author"))
    found = tuple(dict.fromkeys(name for name in names if letters(name) != letters(publisher)))
    translated = {letters(name) for name in head.translators}
    return tuple(name for name in found if letters(name) not in translated)


def _people(facts: Facts, name: str) -> tuple[str, ...]:
    """All those that the most trusted element names."""
    said = facts.all(name)
    return tuple(dict.fromkeys(text for rank, text, _ in said if rank == said[0][0]))


def use_facts(page: Page, facts: Facts) -> None:
    """Writes down which elements of the head told something."""
    for name, said in facts.said.items():
        field = {"page title": "title", "author": "authors", "translator": "translators"}.get(name, name)
        for _, _, unit in said:
            told = page.used.get(unit, "").split()
            if field not in told:
                page.used[unit] = " ".join([*told, field])
