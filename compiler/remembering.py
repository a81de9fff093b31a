"""What was found out about an object that never changes is found out once: asked for by the object itself, not by what it equals."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_MOST = 4
"""Answers kept of each question: those about the book at work, in each of its skins; older books are let go."""


def remembered(question: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """`question`, which must be pure, with its last answers kept by the very objects that it was asked about.

    To compare whole books takes as long as to ask again, so equal ones are different here.
    """
    known: OrderedDict[tuple[int, ...], tuple[tuple[object, ...], Answer]] = OrderedDict()

    @wraps(question)
    def ask(*asked: Asked.args, **named: Asked.kwargs) -> Answer:
        about = (*asked, *named.values())
        key = (*map(id, about), len(named))
        if key in known:
            return known[key][1]
        answer = question(*asked, **named)
        # The objects are kept along: as long as they are, no other one can have their identity.
        known[key] = about, answer
        while len(known) > _MOST:
            known.popitem(last=False)
        return answer

    return ask
