"""What a page says of itself in its head: `title`, `meta`, Dublin Core, OpenGraph, citation tags, JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .people import iso_date, people, turned
from .scope import outside
from .tree import Element, is_blank, number, own_language, squeeze, tag, words_in

Field = str

_META: dict[str, Field] = {
    "citation_title": "title",
    "dc.title": "title",
    "dcterms.title": "title",
    "og:title": "title",
    "twitter:title": "title",
    "citation_author": "author",
    "dc.creator": "author",
    "dcterms.creator": "author",
    "author": "author",
    "article:author": "author",
    "parsely-author": "author",
    "sailthru.author": "author",
    "byl": "author",
    "dc.contributor.translator": "translator",
    "citation_translator": "translator",
    "translator": "translator",
    "citation_publication_date": "date",
    "citation_date": "date",
    "dcterms.issued": "date",
    "dc.date.issued": "date",
    "dc.date": "date",
    "dcterms.date": "date",
    "dcterms.created": "date",
    "article:published_time": "date",
    "og:published_time": "date",
    "datepublished": "date",
    "parsely-pub-date": "date",
    "sailthru.date": "date",
    "pubdate": "date",
    "date": "date",
    "citation_publisher": "publisher",
    "dc.publisher": "publisher",
    "dcterms.publisher": "publisher",
    "og:site_name": "publisher",
    "application-name": "publisher",
    "dc.language": "language",
    "dcterms.language": "language",
    "citation_language": "language",
    "content-language": "language",
    "inlanguage": "language",
    "og:url": "address",
    "citation_public_url": "address",
    "savepage-url": "address",
}
_RANK = {name: rank for rank, name in enumerate(_META)}
_ARTICLES = frozenset(
    {
        "article",
        "newsarticle",
        "blogposting",
        "report",
        "scholarlyarticle",
        "techarticle",
        "reportagenewsarticle",
        "book",
    }
    | {
        "opinionnewsarticle",
        "analysisnewsarticle",
        "backgroundnewsarticle",
        "discussionforumposting",
        "socialmediaposting",
    }
    | {
        "reviewnewsarticle",
        "chapter",
        "creativework",
        "liveblogposting",
        "review",
        "recipe",
        "advertisercontentarticle",
    }
)
_TRAILING = re.compile(r",\s*([}\]])")
_MAX_SCRIPT = 1 << 20
_MAX_SCRIPTS = 40
_MAX_NODES = 3000
_JSON = {"title": 2.5, "author": 7.5}  # after the tags of catalogues, before those for sharing


@dataclass(slots=True)
class Facts:
    """What was said, by field: rank (smaller is trusted more), text, the number of the element that says so."""

    said: dict[Field, list[tuple[float, str, int]]] = field(default_factory=dict)

    def add(self, name: Field, rank: float, text: str, unit: int) -> None:
        text = squeeze(html.unescape(text)).strip(" ")
        if not is_blank(text) and len(text) <= 1000:
            self.said.setdefault(name, []).append((rank, text, unit))

    def all(self, name: Field) -> list[tuple[float, str, int]]:
        """What was said of a field, the most trusted first."""
        return sorted(self.said.get(name, []), key=lambda entry: entry[0])

    def one(self, name: Field) -> str:
        return next((text for _, text, _ in self.all(name)), "")


def facts_of(root: Element) -> Facts:
    """All that the page says of itself in its head and in JSON-LD, damaged or endless data left aside."""
    facts = Facts()
    scripts = 0
    for element in root.iter():
        name = tag(element)
        if name == "meta":
            _meta(facts, element)
        elif name == "title" and tag(element.getparent()) in {"head", "html"}:
            facts.add("page title", 0, words_in(element), number(element))
        elif name == "link" and "canonical" in (element.get("rel") or "").lower().split():
            facts.add("address", -1, outside(element.get("href") or ""), number(element))
        elif name == "html" and own_language(element):
            facts.add("language", -1, own_language(element), number(element))
        elif name == "script" and "ld+json" in (element.get("type") or "").lower() and scripts < _MAX_SCRIPTS:
            scripts += 1
            _json_ld(facts, element)
    return facts


def _meta(facts: Facts, element: Element) -> None:
    """A `meta` may bear several names, Dublin Core's with a colon too."""
    said = (element.get(name) or "" for name in ("property", "name", "itemprop", "http-equiv"))
    for key in dict.fromkeys(" ".join(said).lower()[:500].split()):
        _told(facts, element, re.sub(r"^(dc|dcterms):", r"\1.", key))


def _told(facts: Facts, element: Element, key: str) -> None:
    content = element.get("content") or ""
    name = _META.get(key)
    if name is None:
        return
    rank, unit = _RANK[key], number(element)
    if name in {"author", "translator"}:
        for person in people(turned(content)) if key.startswith(("citation_", "dc")) else people(content):
            facts.add(name, rank, person, unit)
    elif name == "date":
        facts.add(name, rank, iso_date(content), unit)
    elif name == "address":
        facts.add(name, rank, outside(content), unit)
    else:
        facts.add(name, rank, content, unit)


# --- JSON-LD ---


def _json_ld(facts: Facts, script: Element) -> None:
    text = "".join(script.itertext())
    if len(text) > _MAX_SCRIPT:
        return
    nodes = list(_nodes(_tolerant(text)))
    article = next((node for node in nodes if _types(node) & _ARTICLES), None)
    unit = number(script)
    if article is None:
        return
    facts.add("title", _JSON["title"], _text(article.get("headline") or article.get("name")), unit)
    for person in _named(article.get("author"), nodes):
        for name in people(person):
            facts.add("author", _JSON["author"], name, unit)
    for person in _named(article.get("translator"), nodes):
        facts.add("translator", 0, person, unit)
    facts.add("date", 0, iso_date(_text(article.get("datePublished") or article.get("dateCreated"))), unit)
    for publisher in _named(article.get("publisher"), nodes)[:1]:
        facts.add("publisher", 0, publisher, unit)
    facts.add("language", 0, _text(article.get("inLanguage")), unit)
    facts.add("subtitle", 0, _text(article.get("alternativeHeadline")), unit)


def _tolerant(text: str) -> Any:
    """The data, None if it cannot be read even with comment marks and trailing commas taken away."""
    text = (
        text.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
        .strip()
        .rstrip(";")
    )
    for attempt in (text, _TRAILING.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object, outer before inner, not more than a few thousand."""
    waiting = [data]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting += [value for value in node.values() if isinstance(value, dict | list)][:200]
        elif isinstance(node, list):
            waiting += node[:200]


def _types(node: dict[str, Any]) -> frozenset[str]:
    said = node.get("@type")
    kinds = said if isinstance(said, list) else [said]
    return frozenset(kind.rpartition("/")[2].rpartition(":")[2].lower() for kind in kinds if isinstance(kind, str))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("alternateName") or ""
    return value if isinstance(value, str) else ""


def _named(value: Any, nodes: list[dict[str, Any]]) -> list[str]:
    """The names of one or several persons or bodies, those given by `@id` looked up."""
    found: list[str] = []
    for one in (value if isinstance(value, list) else [value])[:50]:
        if isinstance(one, dict) and not one.get("name") and isinstance(one.get("@id"), str):
            one = next((node for node in nodes if node.get("@id") == one["@id"] and node.get("name")), one)  # noqa: PLW2901
        if text := _text(one):
            found.append(text)
    return found
