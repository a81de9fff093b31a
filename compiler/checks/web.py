"""All our checks of a finished web page: one file, nothing from outside, nothing active but what its policy names, links arrive."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from compiler.messages import Level, Message, Origin, shortened

MAX_PAGE = 512 << 20
_SOURCES = ("src", "srcset", "poster", "data", "background", "formaction", "action", "cite", "longdesc", "manifest")
"""Attributes that name something to be fetched or sent to; `href` is one of them on all but links."""
_LINKS = frozenset({"a", "area"})
_OUTSIDE = ("http:", "https:", "mailto:", "tel:")
_FETCHING = frozenset({"link", "base", "iframe", "frame", "object", "embed", "applet", "portal"})
_CSS_URL = re.compile(r"""url\(\s*["']?\s*([^"')]{1,200})|@import\s*["']([^"']{1,200})""", re.IGNORECASE)
_REQUIRED = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
_NAMED = re.compile(r"'(sha256-[^']+)'")
"""A digest (CSP 3, 2.3.1), in which any letters of Base64 may stand, `//` too."""
_UNSAFE = re.compile(r"'unsafe-[a-z-]+'|\*|https?:|//", re.IGNORECASE)


@dataclass(frozen=True)
class _Page:
    """A page that is looked through."""

    name: str
    root: etree._Element

    @cached_property
    def elements(self) -> tuple[etree._Element, ...]:
        return tuple(self.root.iter(etree.Element))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(element.get("id", "") for element in self.elements if element.get("id") is not None)

    def named(self, *names: str) -> Iterator[etree._Element]:
        return (element for element in self.elements if element.tag in names)

    def found(
        self, code: str, text: str, hint: str, at: etree._Element | None = None, level: Level = "error"
    ) -> Message:
        line = at.sourceline if at is not None else None
        return Message(code, level, text, hint, Origin(self.name, line))


def check_web(data: bytes, name: str) -> tuple[Message, ...]:
    """What is wrong with the web page `data`, called `name` in messages: empty for a sound one. Never raises for what is in it."""
    if len(data) > MAX_PAGE:
        text = f"the page has {len(data):,} bytes, more than the {MAX_PAGE:,} that are looked through"
        return (Message("web-unreadable", "error", text, "use smaller pictures", Origin(name)),)
    try:
        data.decode("utf-8")
        parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
        root = etree.fromstring(data, parser)
    except (UnicodeDecodeError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        hint = "save it as HTML in UTF-8"
        return (Message("web-unreadable", "error", f"this is no web page: {error}", hint, Origin(name)),)
    if root is None:
        return (Message("web-unreadable", "error", "the page is empty", "build it anew", Origin(name)),)
    page = _Page(name, root)
    checks = (_head, _policy, _remote, _active, _ids, _links, _pictures, _page_list)
    return tuple(dict.fromkeys(message for check in checks for message in check(page)))


# --- the head ---


def _head(page: _Page) -> Iterator[Message]:
    if not page.root.get("lang"):
        yield page.found("web-language", "the page does not say its language", 'say it: <html lang="fa">')
    if not any("".join(title.itertext()).strip() for title in page.named("title")):
        yield page.found("web-title", "the page has no title", "give it one")
    if not any((meta.get("charset") or "").lower() == "utf-8" for meta in page.named("meta")):
        yield page.found("web-charset", "the page does not say that it is UTF-8", '<meta charset="utf-8">')


def _policy(page: _Page) -> Iterator[Message]:
    """One policy before all that it judges, which lets in what the page holds and nothing else (CSP 3)."""
    said = [meta for meta in page.named("meta") if (meta.get("http-equiv") or "").lower() == "content-security-policy"]
    if not said:
        text = "the page has no content security policy, so whatever may get into it may act"
        yield page.found("web-policy", text, "set one in its head, with default-src 'none'")
        return
    rules = dict(_directives(said[0].get("content") or ""))
    for name, value in _REQUIRED.items():
        if rules.get(name) != value:
            hint = f"say {name} {value}"
            yield page.found("web-policy", f"the policy leaves {name} open", hint, said[0])
    for name, value in rules.items():
        if unsafe := _UNSAFE.search(_NAMED.sub("", value)):
            text = f"the policy allows {unsafe[0]} as {name}"
            yield page.found("web-policy", text, "name digests of what is in the page, and data:", said[0])
    for tag in ("style", "script"):
        yield from _digests(page, tag, rules.get(f"{tag}-src", ""), page.elements.index(said[0]))


def _directives(policy: str) -> Iterator[tuple[str, str]]:
    for part in policy.split(";"):
        name, _, value = part.strip().partition(" ")
        if name:
            yield name.lower(), value.strip()


def _digests(page: _Page, tag: str, allowed: str, policy: int) -> Iterator[Message]:
    """Each sheet and script is one that the policy names by its digest, and each digest is that of one."""
    found = {_digest(element.text or ""): element for element in page.named(tag) if element.get("src") is None}
    named = set(_NAMED.findall(allowed))
    for digest, element in found.items():
        if digest not in named:
            text = f"the policy does not allow the {tag} element, whose digest is {digest}"
            yield page.found("web-policy-digest", text, "set the policy after all else", element)
        if page.elements.index(element) < policy:
            text = f"a {tag} element stands before the policy, which does not judge it"
            yield page.found("web-policy", text, "let the policy stand first in the head", element)
    for digest in sorted(named - found.keys()):
        text = f"the policy allows a {tag} that is not in the page: {digest}"
        yield page.found("web-policy-digest", text, "name only what is there")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8', 'replace')).digest()).decode()}"


# --- nothing from outside ---


def _remote(page: _Page) -> Iterator[Message]:
    for element in page.elements:
        names = _SOURCES if element.tag in _LINKS else (*_SOURCES, "href")
        for name in names:
            value = (element.get(name) or "").strip()
            if value and not value.startswith(("data:", "#")):
                yield _outside(page, element, value)
        if element.tag in _FETCHING and not element.get("href", "").startswith("data:"):
            yield page.found(
                "web-remote", f"the page brings in a {element.tag}", "put what it names into the page", element
            )
        if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            yield page.found("web-remote", "the page turns to another by itself", "take the refresh out", element)
    for sheet in page.named("style"):
        for match in _CSS_URL.finditer(sheet.text or ""):
            if not (match[1] or match[2]).startswith(("data:", "#")):
                yield _outside(page, sheet, match[1] or match[2])


def _outside(page: _Page, element: etree._Element, address: str) -> Message:
    hint = "put it into the page as a data: address"
    return page.found("web-remote", f"{shortened(address)!r} lies outside the page", hint, element)


def _active(page: _Page) -> Iterator[Message]:
    for element in page.elements:
        for name, value in element.attrib.items():
            if name.lower().startswith("on"):
                yield page.found("web-script", f"the page holds active content: {name}", "take it out", element)
            elif value.strip().lower().startswith("javascript:"):
                yield page.found("web-script", "a link is a script", "take it out", element)
        if element.get("style") is not None:
            text = f"the policy keeps the style of a {element.tag} from being seen: it stands in an attribute"
            yield page.found("web-style", text, "put it into the style sheet, by a class", element, level="warning")


# --- inside ---


def _ids(page: _Page) -> Iterator[Message]:
    for identifier, count in Counter(page.ids).items():
        if count > 1 or not identifier or re.search(r"\s", identifier):
            text = f"the id {identifier!r} is {f'that of {count} elements' if count > 1 else 'no id'}"
            yield page.found("web-id-duplicate", text, "give each element an id of its own")


def _links(page: _Page) -> Iterator[Message]:
    ids = set(page.ids)
    for link in page.named(*_LINKS):
        address = (link.get("href") or "").strip()
        if address.startswith("#"):
            if unquote(address[1:]) not in ids and address != "#":
                text = f"{address!r} leads to no element of the page"
                yield page.found("web-link-dangling", text, "let it name an id of the page", link)
        elif address and not address.lower().startswith(_OUTSIDE):
            text = f"{shortened(address)!r} leads to another file, which does not come along"
            yield page.found("web-link-dangling", text, "link inside the page, or to http, https, mailto", link)
    for element in page.elements:
        for name in ("aria-controls", "aria-labelledby", "aria-describedby", "aria-details", "popovertarget", "for"):
            for identifier in (element.get(name) or "").split():
                if identifier not in ids:
                    text = f"{name} of a {element.tag} names {identifier!r}, which is not in the page"
                    yield page.found("web-link-dangling", text, "let it name an id of the page", element)


def _pictures(page: _Page) -> Iterator[Message]:
    for picture in page.named("img"):
        if picture.get("alt") is None:
            hint = 'say what it shows, or alt="" if it is only for show'
            yield page.found("web-image-alt", "a picture has no alternative text", hint, picture)


def _page_list(page: _Page) -> Iterator[Message]:
    """Every mark of a printed page named and listed, and in the order of the text."""
    marks = [element for element in page.elements if "doc-pagebreak" in (element.get("role") or "").split()]
    listed = [
        unquote((link.get("href") or "")[1:])
        for nav in page.named("nav")
        if nav.get("role") == "doc-pagelist"
        for link in nav.iter("a")
    ]
    for mark in marks:
        own = {mark.get("id"), mark.getparent().get("id") if mark.getparent() is not None else None}
        if not (mark.get("aria-label") or "").strip():
            yield page.found("web-page-list", f"the page mark {mark.get('id')!r} has no name", 'aria-label="41"', mark)
        if own.isdisjoint(listed):
            text = f"the page mark {mark.get('id')!r} is not in the list of pages"
            yield page.found("web-page-list", text, "list it, or take it out", mark)
    places = {identifier: number for number, identifier in enumerate(page.ids)}
    known = [places[one] for one in listed if one in places]
    if known != sorted(known):
        yield page.found(
            "web-page-list", "the pages are not listed in the order of the text", "list them as they stand"
        )
