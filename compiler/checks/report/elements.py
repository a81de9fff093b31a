"""Elements of the report's page, whose text is always text: nothing of a book can become mark-up, or move what stands around it."""

from __future__ import annotations

import re

from lxml import etree

# What XML does not take, and what could turn the text around it: books are not to be trusted.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def element(kind: str, /, *inside: etree._Element | str, **attributes: str) -> etree._Element:
    """An element of a kind; `class_` is the attribute without its last sign, other low lines become hyphens."""
    made = etree.Element(kind, {_named(key): clean(value) for key, value in attributes.items()})
    for thing in inside:
        if isinstance(thing, str):
            _say(made, clean(thing))
        else:
            made.append(thing)
    return made


def apart(text: str) -> etree._Element:
    """Text in a direction of its own."""
    return element("bdi", text, dir="auto")


def clean(text: str) -> str:
    """`text` with what may not stand in a page shown as �."""
    return _UNFIT.sub("�", text)


def serialised(root: etree._Element) -> bytes:
    """The page as HTML in UTF-8."""
    made: bytes = etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    return made + b"\n"


def _say(made: etree._Element, text: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text


def _named(key: str) -> str:
    return key.removesuffix("_").replace("_", "-")
