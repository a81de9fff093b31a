"""docs/checking.md tells every code of our own checks of EPUB and PDF, and no other."""

from __future__ import annotations

import re

from compiler.checks import CHECKERS
from tests.conftest import ROOT

CODE = re.compile(r'["`]((?:bidi|epub|pdf|text-layer)-[a-z-]+)["`]')
TEXT = (ROOT / "docs" / "checking.md").read_text("utf-8")


def test_every_code_is_documented() -> None:
    sources = sorted((ROOT / "compiler" / "checks").glob("*.py"))
    given = {code for path in sources for code in CODE.findall(path.read_text("utf-8"))}
    assert given == set(CODE.findall(TEXT))


def test_every_checker_is_documented() -> None:
    assert [name for name in CHECKERS if name not in TEXT] == []
