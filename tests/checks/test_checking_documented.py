"""docs/checking.md tells every code of the right-to-left preflight and of the text layer, and no other."""

from __future__ import annotations

import re

from tests.conftest import ROOT

CODE = re.compile(r'["`]((?:bidi|text-layer)-[a-z-]+)["`]')


def test_every_code_is_documented() -> None:
    sources = sorted((ROOT / "compiler" / "checks").glob("*.py"))
    given = {code for path in sources for code in CODE.findall(path.read_text("utf-8"))}
    told = set(CODE.findall((ROOT / "docs" / "checking.md").read_text("utf-8")))
    assert given == told
