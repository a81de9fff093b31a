"""A page with all that it draws (forms, patterns, gradients, soft masks, glyphs, pictures) in the colours of print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from . import drawing, images, shadings, spaces
from .functions import UnconvertibleError
from .targets import Luminosity, Target

_DEEPEST = 60
_FAULTS = (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError)


class Colouring:
    """Converts the forms of one file, each thing in it once, to `target`; with None colours stay, and only greys become grey."""

    def __init__(self, pdf: Pdf, target: Target | None) -> None:
        self._pdf, self._target = pdf, target
        self._done: dict[tuple[int, int], bool] = {}
        self._open: list[tuple[int, int]] = []

    def convert(self, form: Object) -> None:
        """Converts a form and everything that it draws. Raises `UnconvertibleError` that says what cannot be."""
        try:
            self._content(form, Dictionary(), self._target)
        except _FAULTS as error:
            raise UnconvertibleError("a drawing that cannot be read") from error

    @contextmanager
    def _once(self, thing: Object, target: Target | None) -> Iterator[bool]:
        """Gives True if the thing is still to be converted; it counts as converted if nothing goes wrong.

        Raises `UnconvertibleError` if it is a mask in one place and seen in another, or draws itself.
        """
        masked = isinstance(target, Luminosity)
        if thing.is_indirect and thing.objgen in self._done:
            if self._done[thing.objgen] != masked:
                raise UnconvertibleError("a drawing that is seen and a mask")
            yield False
            return
        if len(self._open) > _DEEPEST or (thing.is_indirect and thing.objgen in self._open):
            raise UnconvertibleError("drawings inside each other without end")
        self._open.append(thing.objgen)
        try:
            yield True
        finally:
            self._open.pop()
        if thing.is_indirect:
            self._done[thing.objgen] = masked

    # --- streams ---

    def _content(self, stream: Object, around: Object, target: Target | None) -> None:
        """A form or a tiling pattern; one without resources has those around it."""
        with self._once(stream, target) as new:
            if new:
                resources = stream.get("/Resources", around)
                drawn = drawing.converted(stream, resources, target)
                held = self._used(drawn.used, resources, target)
                stream.write(drawing.written(drawn.steps))
                stream.Resources = held
                _untie(stream)
                if target is not None and "/Group" in stream:
                    stream.Group = _group(stream.Group, target)

    def _glyphs(self, font: Object, around: Object, target: Target | None) -> None:
        """The glyphs of a font that are drawn in the file itself (ISO 32000-2, 9.6.4)."""
        with self._once(font, target) as new:
            if new:
                resources = font.get("/Resources", around)
                all_used: dict[str, set[str]] = {}
                for _, glyph in sorted(font.CharProcs.items()):
                    drawn = drawing.converted(glyph, resources, target)
                    glyph.write(drawing.written(drawn.steps))
                    for kind, names in drawn.used.items():
                        all_used.setdefault(kind, set()).update(names)
                font.Resources = self._used(all_used, resources, target)

    # --- what they use ---

    def _used(self, used: Mapping[str, set[str]], resources: Object, target: Target | None) -> Dictionary:
        """The resources that a stream uses and no other, converted."""
        held: dict[str, Any] = {}
        for kind, names in sorted(used.items()):
            table = resources.get(kind, Dictionary())
            found = {name: table[name] for name in sorted(names) if name in table}
            for name, thing in found.items():
                found[name] = self._converters()[kind](thing, resources, target)
            held[kind] = Dictionary(found)
        if target is None and "/ColorSpace" in resources:
            held["/ColorSpace"] = resources.ColorSpace
        return Dictionary(held)

    def _converters(self) -> Mapping[str, Callable[[Object, Object, Target | None], Object]]:
        return {
            "/XObject": self._external,
            "/ExtGState": self._state,
            "/Shading": self._shading,
            "/Pattern": self._pattern,
            "/Font": self._font,
            "/ColorSpace": self._space,
        }

    def _external(self, thing: Object, resources: Object, target: Target | None) -> Object:
        if drawing.is_form(thing):
            self._content(thing, resources, target)
        elif thing.get("/Subtype") != Name.Image:
            raise UnconvertibleError("a thing that is neither drawing nor picture")
        elif target is not None:
            with self._once(thing, target) as new:
                if new:
                    images.convert(self._pdf, thing, _named(resources), target)
                    for key in ("/StructParent", "/Alternates", "/Metadata"):
                        if key in thing:
                            del thing[key]
        return thing

    def _state(self, state: Object, resources: Object, target: Target | None) -> Object:
        """A graphics state: the colours of its soft mask tell how much is seen, or are not seen at all."""
        mask = state.get("/SMask")
        if target is None or not isinstance(mask, Dictionary):
            return state
        inner = Luminosity() if mask.get("/S") == Name.Luminosity else target
        if "/BC" in mask:
            space = spaces.read(mask.G.get("/Group", Dictionary()).get("/CS", Name.DeviceGray), _named(resources))
            mask.BC = Array(spaces.written(space.converted([float(one) for one in mask.BC], inner)))
        self._content(mask.G, resources, inner)
        return state

    def _shading(self, shading: Object, resources: Object, target: Target | None) -> Object:
        if target is not None:
            with self._once(shading, target) as new:
                if new:
                    shadings.convert(self._pdf, shading, _named(resources), target)
        return shading

    def _pattern(self, pattern: Object, resources: Object, target: Target | None) -> Object:
        if isinstance(pattern, Stream):
            self._content(pattern, resources, target)
        else:
            self._shading(pattern.Shading, resources, target)
            if "/ExtGState" in pattern:
                self._state(pattern.ExtGState, resources, target)
        return pattern

    def _font(self, font: Object, resources: Object, target: Target | None) -> Object:
        if font.get("/Subtype") == Name.Type3:
            self._glyphs(font, resources, target)
        return font

    def _space(self, space: Object, resources: Object, target: Target | None) -> Object:
        """A space that is still named after the conversion is that of patterns without colours of their own."""
        del resources
        if target is None:
            return space
        return Array([Name.Pattern, spaces.device(target.inks)])


def _named(resources: Object) -> Object:
    return resources.get("/ColorSpace", Dictionary())


def _group(group: Object, target: Target) -> Dictionary:
    """A transparency group of its own, blended in the target's inks."""
    return Dictionary({**dict(group.items()), "/CS": spaces.device(target.inks)})


def _untie(stream: Object) -> None:
    """Takes away what ties a stream to the tags of its file."""
    for key in ("/StructParents", "/StructParent", "/Metadata", "/PieceInfo", "/LastModified"):
        if key in stream:
            del stream[key]
