"""What the package has to know of rendered pages: their trees, the ids in them, what they refer to, what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from compiler.messages import LayoutError, Message, Origin
from compiler.model.pages import RenderedPage

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_REFERENCES = ("href", "src", "poster", "data", "{http://www.w3.org/1999/xlink}href")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_LINKS = frozenset({f"{XHTML}a", f"{XHTML}area", f"{SVG}a"})


@dataclass(frozen=True, slots=True)
class Reference:
    """An attribute that names something: its value, the line that it stands on, and whether it is a link to follow."""

    target: str
    line: int
    link: bool

    @property
    def remote(self) -> bool:
        return bool(_SCHEME.match(self.target)) or self.target.startswith("//")


@dataclass(frozen=True)
class Page:
    """A rendered page with its tree."""

    rendered: RenderedPage
    root: etree._Element

    @property
    def name(self) -> str:
        return page_name(self.rendered)

    @cached_property
    def elements(self) -> tuple[etree._Element, ...]:
        return tuple(self.root.iter(etree.Element))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(element.get("id") for element in self.elements if element.get("id") is not None)

    @property
    def references(self) -> Iterator[Reference]:
        for element in self.elements:
            for attribute in _REFERENCES:
                if (value := element.get(attribute)) is not None:
                    yield Reference(value.strip(), element.sourceline or 0, element.tag in _LINKS)

    @property
    def text(self) -> str:
        """Every character that stands in it, style sheets included."""
        return "".join(self.root.itertext())

    def has(self, namespace: str, *names: str) -> bool:
        """True if an element of `namespace` is in it; of one of `names` if there are any."""
        wanted = tuple(namespace + name for name in names)
        return any(e.tag in wanted if names else e.tag.startswith(namespace) for e in self.elements)


def page_name(page: RenderedPage) -> str:
    """The file of the page in the package."""
    return f"{page.id}.xhtml"


def parse(page: RenderedPage) -> Page:
    """The page with its tree. Raises `LayoutError` if it is not well formed; entities and networks are left alone."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return Page(page, etree.fromstring(page.html.encode("utf-8"), parser))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise LayoutError((_malformed(page, error),)) from error


def _malformed(page: RenderedPage, error: Exception) -> Message:
    line = error.lineno if isinstance(error, etree.XMLSyntaxError) else None
    return Message(
        "ebook-malformed",
        "error",
        f"the page is not well-formed XHTML: {error}",
        hint="mend the template that wrote it: every element closed, every value escaped",
        origin=Origin(page_name(page), line),
    )
