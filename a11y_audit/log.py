"""Structured logging: constant snake_case events with fields, as one JSON line each or as plain text on stderr."""

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import structlog

from a11y_audit.core.printable import printable

_LIMIT = 2_000
_TRACEBACK_LIMIT = 10_000


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return the logger of a module; fields given to it are printed beside the event."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return logger


@contextmanager
def logging_to(json_file: Path | None, *, verbose: bool = False) -> Iterator[None]:
    """Send warnings (all events when `verbose`) to stderr, or every event as JSON Lines to `json_file`.

    Raises:
        OSError: the file can't be opened.
    """
    level = logging.DEBUG if verbose else logging.INFO if json_file else logging.WARNING
    if json_file is None:
        _configure(sys.stderr, level, structlog.dev.ConsoleRenderer(colors=False))
        yield
        return
    with json_file.open("a", encoding="utf-8", buffering=1) as output:
        _configure(output, level, structlog.processors.JSONRenderer(ensure_ascii=False))
        try:
            yield
        finally:
            structlog.reset_defaults()


def _configure(output: TextIO, level: int, renderer: structlog.typing.Processor) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _clean,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(output),
        cache_logger_on_first_use=False,
    )


def _clean(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Take control characters and bidi tricks out of every field: pages are not trusted to write on a terminal."""
    return {key: _traceback(value) if key == "exception" else _cleaned(value) for key, value in event.items()}


def _cleaned(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return printable(value, limit=_LIMIT)
        case Mapping():
            return {printable(str(key), limit=_LIMIT): _cleaned(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_cleaned(each) for each in value]
        case _:
            return printable(str(value), limit=_LIMIT)


def _traceback(value: object) -> str:
    """Keep the lines, and of too many the last: there stands what was raised, and where."""
    text = str(value)
    cut = text if len(text) <= _TRACEBACK_LIMIT else "…" + text[1 - _TRACEBACK_LIMIT :]
    return printable(cut, limit=_TRACEBACK_LIMIT, newlines=True)
