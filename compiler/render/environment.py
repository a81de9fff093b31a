"""The one template environment: strict, sandboxed, escaping; every fault of a template is told with file and line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from compiler import files
from compiler.messages import BayazError, LayoutError, Origin, shortened
from compiler.remembering import remembered

from .layout import Folders, Layout
from .settings import MAX_FILE

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 (2.2) cannot hold, not even escaped."""


def environment(layout: Layout) -> ImmutableSandboxedEnvironment:
    """Templates of the layout. An undefined name is an error, markup in values is escaped, style sheets are not HTML."""
    return _of_layout(layout)


@remembered
def _of_layout(layout: Layout) -> ImmutableSandboxedEnvironment:
    """Asked once for each layout that is loaded, which is once in a build: what changed since an earlier one is compiled anew."""
    templates = _environment(Folders(layout.folders))
    known = templates.cache or {}
    for key, template in list(known.items()):
        if not template.is_up_to_date:
            del known[key]
    return templates


@lru_cache(maxsize=4)
def _environment(folders: Folders) -> ImmutableSandboxedEnvironment:
    """Kept, since to compile templates takes longer than to fill them."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = folders.find(name)
        if path is None:
            return None
        stamp = path.stat().st_mtime_ns
        try:
            source = files.read(path, MAX_FILE).decode("utf-8")
        except UnicodeDecodeError as error:
            hint = "save the template as UTF-8"
            raise LayoutError.of("template-encoding", "this is not UTF-8", hint=hint, origin=Origin(name)) from error
        return source, name, lambda: folders.find(name) == path and path.stat().st_mtime_ns == stamp

    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=lambda name: not (name or "").endswith(".css"),
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def _printable(value: Any) -> Any:
    """A character that no page can hold is shown as such (U+FFFD) instead of breaking the page."""
    if isinstance(value, str) and _NOT_XML.search(value):
        return type(value)(_NOT_XML.sub("�", value))
    return value


def fill(templates: ImmutableSandboxedEnvironment, name: str, context: dict[str, Any]) -> str:
    """The template with its context. Raises `LayoutError` that names the template's file and line."""
    try:
        return templates.get_template(name).render(context)
    except TemplateNotFound as error:
        text = f"the layout has no template {error.name!r}"
        raise LayoutError.of("template-missing", text, hint="add it, or do not name it", origin=Origin(name)) from error
    except TemplateSyntaxError as error:
        origin = Origin(error.filename or error.name or name, error.lineno)
        raise LayoutError.of(
            "template-syntax", f"the template cannot be read: {error.message}", origin=origin
        ) from error
    except RecursionError as error:
        text = "the template calls itself without end, or the content is nested too deep"
        raise LayoutError.of("template-deep", text, origin=_place(error, name)) from error
    except BayazError as error:
        raise LayoutError(error.messages) from error
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        hint = "layouts/README.md lists what templates may use" if isinstance(error, TemplateError) else ""
        text = f"the template fails: {error}"
        raise LayoutError.of("template-fault", text, hint=hint, origin=_place(error, name)) from error


def _place(error: BaseException, name: str) -> Origin:
    """The innermost line of a template in the traceback: Jinja gives its frames the template's file and line."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.endswith(".py")]
    frames = [frame for frame in frames if not frame.filename.startswith("<")]
    return Origin(frames[-1].filename, frames[-1].lineno) if frames else Origin(name)


def well_formed(html: str, name: str) -> str:
    """`html` as it is. Raises `LayoutError` (`page-malformed`) if it is no well-formed XML document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        etree.fromstring(html.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        lines = html.split("\n")
        quote = shortened(lines[line - 1]) if line <= len(lines) else ""
        text = f"the template {name!r} makes a page that is not well-formed: {error.msg}"
        hint = "close every element and quote every attribute (XHTML)"
        raise LayoutError.of("page-malformed", text, hint=hint, origin=Origin(name), quote=quote) from error
    return html
