"""Whether what a layout colours can be read: contrast of text and ground, by the formula of WCAG 2.2, on paper and on every screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import tinycss2  # comes with WeasyPrint
from tinycss2.color3 import parse_color  # comes with WeasyPrint

from compiler.messages import Level, Message, Origin
from compiler.model.pages import Rendered, Skin

from .kinds import Kind, Kinds

Colour = tuple[float, float, float]

TEXT = 4.5
"""The least contrast of text (WCAG 2.2, 1.4.3). Large text may have less; a layout has no need of that."""
ACCENT = 7.0
"""The least of coloured text on paper, which is seen smaller, in worse light and on grey screens."""
_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (1, 1, 1)
_COLOURED = 0.16
"""How far apart the parts of a colour are that is none of the greys."""
_INHERITED = frozenset({"inherit", "unset", "currentcolor"})
_LETS_THROUGH = frozenset({"inherit", "unset", "initial", "none", "transparent"})
_NAME = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)")
_CHOSEN = re.compile(r"(?<!:not\():has\(")
_SET = frozenset({"color", "background", "background-color", "opacity"})


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to be shown: the text and ground that a page has before its style sheet says anything, and whether it is dark."""

    name: str
    text: Colour
    ground: Colour
    dark: bool = False


PAPER = (Scheme("paper", _BLACK, _WHITE),)
SCREENS = (
    Scheme("a light screen", _BLACK, _WHITE),
    Scheme("a sepia screen", (0.36, 0.27, 0.21), (0.96, 0.93, 0.85)),
    Scheme("a dark screen", (0.87, 0.87, 0.87), _BLACK, dark=True),
)
SCHEMES: dict[Skin, tuple[Scheme, ...]] = {"print": PAPER, "ebook": SCREENS, "web": (SCREENS[0], SCREENS[2])}


@dataclass(frozen=True, slots=True)
class Pair:
    """Colours of a text and what it stands on, and the selector of the rule that set one of them."""

    text: Colour
    ground: Colour
    selector: str = ""


def contrast(rendered: Rendered) -> tuple[Message, ...]:
    """A message (`layout-contrast`) for each rule by which text is set too pale, in any way that the skin is shown in.

    Text below 4.5 to 1 is an error; coloured text on paper below 7 a warning. Pictures are not judged.
    """
    sheets = [resource for resource in rendered.resources if resource.media_type == "text/css"]
    css = [sheet.data.decode("utf-8", "replace") for sheet in sheets]
    found: dict[tuple[str, str], Message] = {}
    rules = tuple(rule for text in css for rule in _rules(text))
    kinds = Kinds([rule.prelude for rule in rules if rule.values.keys() & _SET])
    pages = [kinds.of_text(page.html) for page in rendered.pages]
    for scheme in SCHEMES[rendered.skin]:
        seen = _Sight(scheme, tuple(_named(rules, scheme.dark)))
        for page, shown in zip(rendered.pages, pages, strict=True):
            for pair in seen.pairs(shown):
                message = _judged(pair, scheme, sheets[0].name if sheets else page.id)
                if message:
                    found.setdefault((pair.selector, scheme.name), message)
    return tuple(found.values())


def judged(rendered: Rendered) -> Rendered:
    """`rendered` with what is to be said of its colours."""
    return replace(rendered, messages=(*rendered.messages, *contrast(rendered)))


def ratio(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2, "relative luminance")."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _judged(pair: Pair, scheme: Scheme, sheet: str) -> Message | None:
    measured = ratio(pair.text, pair.ground)
    accent = scheme in PAPER and max(pair.text) - min(pair.text) > _COLOURED and _luminance(pair.ground) > 0.5
    least = ACCENT if accent else TEXT
    if measured >= least:
        return None
    text = (
        f"{_hex(pair.text)} on {_hex(pair.ground)} has a contrast of {measured:.1f} on {scheme.name}, less than {least}"
    )
    hint = "make the text darker or the ground lighter; an e-book leaves both to its reader"
    level: Level = "warning" if measured >= TEXT else "error"
    return Message("layout-contrast", level, text, hint, Origin(sheet), pair.selector)


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


# --- what the style sheets set ---


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule, and on which screens it holds: light ones (False), dark ones (True), or both."""

    prelude: Any
    selector: str
    values: dict[str, str] = field(default_factory=dict)
    screens: frozenset[bool] = frozenset({False, True})


@lru_cache(maxsize=8)
def _rules(css: str) -> tuple[_Rule, ...]:
    """The rules that set a colour or name one; front matter, back matter and furniture have the same sheet."""
    return tuple(_colouring(css))


def _colouring(css: str) -> Iterator[_Rule]:
    sheet = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    pending = [(rule, _Rule(None, "").screens) for rule in reversed(sheet)]
    while pending:
        rule, screens = pending.pop()
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            asked = tinycss2.serialize(rule.prelude).lower()
            held = screens & {"dark" in asked} if "prefers-color-scheme" in asked else screens
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            pending += [(one, held) for one in reversed(inner)]
        elif rule.type == "qualified-rule" and (values := _values(rule.content)):
            yield _Rule(rule.prelude, " ".join(tinycss2.serialize(rule.prelude).split()), values, screens)


def _named(rules: Sequence[_Rule], dark: bool) -> Iterator[_Rule]:
    """Rules that set a colour, with what names of colours on the root stand for (`--ink`), and empty where they do not hold.

    What a reader may choose besides is left out.
    """
    known: dict[str, str] = {}
    for rule in rules:
        if dark in rule.screens and rule.selector.startswith((":root", "html")) and not _CHOSEN.search(rule.selector):
            known |= {name: value for name, value in rule.values.items() if name.startswith("--")}
    for rule in (rule for rule in rules if rule.values.keys() & _SET):
        values = {name: _NAME.sub(lambda found: known.get(found[1], ""), value) for name, value in rule.values.items()}
        yield replace(rule, values=values if dark in rule.screens else {})


def _values(content: Any) -> dict[str, str]:
    parsed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return {
        one.lower_name: tinycss2.serialize(one.value).strip().lower()
        for one in parsed
        if one.type == "declaration" and (one.lower_name in _SET or one.name.startswith("--"))
    }


# --- what the elements get ---


@dataclass(frozen=True, slots=True)
class _Sight:
    """A screen, or paper, with what the rules set on it, by their numbers; and the pairs of the kinds that were asked for."""

    scheme: Scheme
    rules: tuple[_Rule, ...]
    known: dict[int, Pair] = field(default_factory=dict)

    def pairs(self, kinds: Iterable[Kind]) -> Iterator[Pair]:
        """The colours of each kind whose colours a rule set."""
        return (pair for pair in map(self.pair, kinds) if pair.selector)

    def pair(self, kind: Kind) -> Pair:
        """The colours of a kind: what its rules make of those of the kind around it."""
        waiting = [kind]
        while waiting:
            above = waiting[-1].above
            if above is not None and id(above) not in self.known:
                waiting.append(above)
            elif id(one := waiting.pop()) not in self.known:
                around = self.known[id(above)] if above else Pair(self.scheme.text, self.scheme.ground)
                self.known[id(one)] = self._own(one, around)
        return self.known[id(kind)]

    def _own(self, kind: Kind, above: Pair) -> Pair:
        pair = above
        for number in kind.rules:
            pair = _after(pair, self.rules[number], above)
        if kind.style and (values := _values(tinycss2.parse_component_value_list(kind.style))):
            pair = _after(pair, _Rule(None, f'style="{kind.style}"', values), above)
        return pair


def _after(pair: Pair, rule: _Rule, above: Pair) -> Pair:
    """The pair with what a rule sets; a colour that lets through is mixed with what is below it, `above` is what is inherited."""
    for name in ("background", "background-color"):
        value = rule.values.get(name, "")
        ground = above.ground if value in _LETS_THROUGH else _colour(value, above.ground, pair.text)
        pair = replace(pair, ground=ground, selector=rule.selector) if ground else pair
    value = rule.values.get("color", "")
    colour = above.text if value in _INHERITED else _colour(value, pair.ground, above.text)
    pair = replace(pair, text=colour, selector=rule.selector) if colour else pair
    opacity = rule.values.get("opacity", "")
    if re.fullmatch(r"0?\.\d+|0", opacity):
        pair = replace(pair, text=_mixed(pair.text, pair.ground, float(opacity)), selector=rule.selector)
    return pair


def _colour(value: str, ground: Colour, text: Colour) -> Colour | None:
    """The first colour in a value; None if it names none."""
    for token in tinycss2.parse_component_value_list(value):
        found = parse_color(token)
        if found == "currentColor":
            return text
        if found is not None:
            red, green, blue, alpha = found
            return _mixed((red, green, blue), ground, alpha)
    return None


def _mixed(colour: Colour, ground: Colour, share: float) -> Colour:
    red, green, blue = (own * share + below * (1 - share) for own, below in zip(colour, ground, strict=True))
    return (red, green, blue)
