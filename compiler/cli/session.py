"""What holds for every command: how it speaks, and how its faults become messages and an exit code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import typer

from compiler.messages import BayazError, ExitCode, Level, Message

from . import printer

STOPPED = 130
REPORT = "please report it in the project's issue tracker, with what you typed and what -v shows"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a command speaks: a JSON object instead of tables, more, or errors only."""

    json: bool = False
    verbose: bool = False
    quiet: bool = False

    @property
    def least(self) -> Level:
        """The least grave message that is shown."""
        return "error" if self.quiet else "info" if self.verbose else "warning"

    @property
    def tables(self) -> bool:
        return not (self.json or self.quiet)

    def messages(self, messages: Sequence[Message]) -> None:
        """Messages to standard error, as far as they are wanted."""
        printer.show_messages(messages, self.least)


@contextmanager
def session(manner: Manner) -> Iterator[None]:
    """Runs a command: its errors are printed and end the process with the code of their family."""
    try:
        yield
    except BayazError as error:
        _tell(manner, error)
        raise typer.Exit(int(error.exit_code)) from error
    except KeyboardInterrupt as stop:
        printer.say("stopped: nothing was written that is not whole")
        raise typer.Exit(STOPPED) from stop
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except Exception as error:
        _tell_fault(manner, error)
        raise typer.Exit(int(ExitCode.BUG)) from error


def _tell(manner: Manner, error: BayazError) -> None:
    printer.show_messages(error.messages, manner.least)
    if manner.json:
        printer.show_json(failure(error.messages, error.exit_code))


def _tell_fault(manner: Manner, error: Exception) -> None:
    said = f"{type(error).__name__}: {error}".splitlines()[0]
    printer.say(f"this is a fault of Bayaz, not of yours ({said}); {REPORT}")
    if manner.verbose:
        traceback.print_exception(error, file=sys.stderr)
    if manner.json:
        printer.show_json(failure((Message("bug", "error", said),), ExitCode.BUG))


def failure(messages: Sequence[Message], code: ExitCode) -> dict[str, Any]:
    """What `--json` prints when a command fails."""
    from compiler.model.listing import message_data  # noqa: PLC0415 - not needed for help

    return {"exit_code": int(code), "messages": [message_data(message) for message in messages]}
