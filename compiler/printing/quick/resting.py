"""Layouts as they rest between the breaking of lines and painting, without anything of Pango's until it is asked for."""

from __future__ import annotations

from typing import Any

from weasyprint.text import line_break

from .faces import face_of


class Resting(line_break.Layout):  # type: ignore[misc]  # WeasyPrint tells no types
    """A layout that has Pango's own only when it is asked for it."""

    def reactivate(self, style: Any) -> None:
        self.style = style

    def __getattr__(self, name: str) -> Any:
        if name not in ("layout", "language") or "style" not in self.__dict__:
            raise AttributeError(name)
        super().reactivate(self.style)
        return self.__dict__[name]

    def deactivate(self) -> None:
        for name in ("layout", "language", "style"):
            self.__dict__.pop(name, None)


def copied(layout: Any, justification_spacing: float) -> Any:
    copy = Resting.__new__(Resting)
    copy.__dict__.update(layout.__dict__)
    copy.justification_spacing = justification_spacing
    return copy


def resting(text: str, style: Any, max_width: float | None, justification_spacing: float) -> Any:
    """A layout as the engine leaves it between breaking and painting: with nothing of Pango's."""
    layout = Resting.__new__(Resting)
    layout.justification_spacing, layout.max_width = justification_spacing, max_width
    layout.text, layout.first_line_direction = text, 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.__dict__.update(face_of(style).metrics)
    return layout
