"""A web server for one test run: reading systems, their pages, and the books that tests hand it; on this machine only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

from tests.conftest import ROOT

MODULES = ROOT / ".tools" / "reading" / "node_modules"
PAGES = Path(__file__).parent / "pages"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
}


@dataclass
class Shelf:
    """What the server gives: `/modules/` and `/pages/` from folders, `/held/` from memory. `address` is where it listens."""

    address: str = ""
    held: dict[str, bytes] = field(default_factory=dict)

    def hold(self, name: str, data: bytes) -> str:
        """Gives `data` out as `name`; returns its address."""
        self.held[name] = data
        return f"{self.address}/held/{name}"

    def find(self, path: str) -> bytes | None:
        """The bytes at a path of the server, None if there is nothing."""
        top, _, rest = unquote(path).lstrip("/").partition("/")
        if top == "held":
            return self.held.get(rest)
        folder = {"modules": MODULES, "pages": PAGES}.get(top)
        file = (folder / rest).resolve() if folder else None
        inside = folder and file and file.is_relative_to(folder.resolve()) and file.is_file()
        return file.read_bytes() if file and inside else None


@contextmanager
def serving() -> Iterator[Shelf]:
    """A server that listens on a free port of this machine while the context lasts."""
    shelf = Shelf()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            data = shelf.find(path)
            self.send_response(HTTPStatus.OK if data is not None else HTTPStatus.NOT_FOUND)
            self.send_header("Content-Type", _TYPES.get(Path(path).suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shelf.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield shelf
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
