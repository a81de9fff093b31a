"""The rules of CSL-JSON 1.0.2, its types and variables as the schema of styles that comes with citeproc-py lists them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import citeproc

_SCHEMA = Path(citeproc.__file__).parent / "data/schema/schemas/styles"


@cache
def _listed(file: str, name: str) -> frozenset[str]:
    """The values of a definition of the schema (RELAX NG, compact)."""
    text = (_SCHEMA / file).read_text("utf-8")
    found = re.search(rf"\n *{re.escape(name)} =(.*?)(?=\n *[\w.-]+ =|\Z)", text, re.DOTALL)
    assert found, name
    return frozenset(re.findall(r'"([^"]+)"', found[1]))


def types() -> frozenset[str]:
    return _listed("csl-types.rnc", "item-types")


def faults_of_items(items: list[dict[str, Any]]) -> list[str]:
    """What of the items is not as the input schema of CSL has it."""
    return [f"{key}: {value!r}" for item in items for key, value in _all(item) if not _is_sound(key, value)]


def _all(item: dict[str, Any]) -> list[tuple[str, Any]]:
    return [("id", item.get("id")), ("type", item.get("type")), *item.items()]


def _is_sound(key: str, value: Any) -> bool:
    if key == "type":
        return value in types()
    if key == "custom":
        return isinstance(value, dict)
    if key in _listed("csl-variables.rnc", "variables.dates"):
        return _is_date(value)
    if key in _listed("csl-variables.rnc", "variables.names"):
        return isinstance(value, list) and all(map(_is_name, value))
    if key in _listed("csl-variables.rnc", "variables.numbers"):
        return isinstance(value, str | int) and not isinstance(value, bool)
    strings = _listed("csl-variables.rnc", "variables.strings") | _listed("csl-variables.rnc", "variables.titles")
    return key in strings | {"id", "language"} and isinstance(value, str)


def _is_name(value: Any) -> bool:
    keys = set(value) if isinstance(value, dict) else {"?"}
    return keys in ({"literal"}, {"family", "given"}) and all(isinstance(part, str) for part in value.values())


def _is_date(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {"date-parts"}:
        return False
    (parts,) = value["date-parts"]
    bounds = ((1, 9999), (1, 12), (1, 31))
    return 1 <= len(parts) <= 3 and all(low <= part <= high for part, (low, high) in zip(parts, bounds, strict=False))
