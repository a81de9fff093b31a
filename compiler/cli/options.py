"""The options that several commands share, in the words that all of them use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="[DIR]", help="The collection: a folder with edition.toml. Default: this one, or ./sources."
    ),
]
Since = Annotated[
    Path | None,
    typer.Option(metavar="OLD", help="Tell in the book what changed since an earlier edition: a bag, or an EPUB."),
]
Cache = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Where results are kept for later builds. Default: BAYAZ_CACHE, else your folder for caches.",
    ),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Make everything anew, and keep nothing.")]
Force = Annotated[bool, typer.Option("--force", help="Replace files of the same date that hold something else.")]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Have the workers of this Dask scheduler lay the pages out, e.g. tcp://host:8786."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object to standard output, and nothing else.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say more; show a traceback if Bayaz itself is at fault.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
