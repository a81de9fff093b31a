"""Run by the Python of `.tools/rocrate`: validates the RO-Crate in a folder, and prints what it has against it, a line each.

The validator fetches the context that a crate names; that of RO-Crate comes from the file that is given instead, since tests ask no
network.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester


class _Answer:
    """What a server would answer with the context."""

    status_code = 200

    def __init__(self, data: bytes) -> None:
        self.content, self.text, self.headers = data, data.decode(), {"Content-Type": "application/ld+json"}

    def json(self) -> Any:
        import json  # noqa: PLC0415

        return json.loads(self.text)


def main(folder: str, context: str) -> int:
    answer = _Answer(Path(context).read_bytes())

    def get(_self: HttpRequester, address: str, **_: Any) -> _Answer:
        if "/ro/crate/" not in address:
            raise OSError(f"{address} was asked for")
        return answer

    HttpRequester.get = get  # type: ignore[method-assign]
    settings = services.ValidationSettings(
        rocrate_uri=folder,
        profile_identifier="ro-crate-1.1",
        requirement_severity=models.Severity.REQUIRED,
        no_cache=True,
    )
    issues = services.validate(settings).get_issues()
    for issue in issues:
        print(f"{issue.severity}: {issue.message}")
    return 1 if issues else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
