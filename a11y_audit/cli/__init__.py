"""The command line, in Japanese or English."""

import os
import sys
from io import TextIOWrapper

from a11y_audit.cli.language import language_of
from a11y_audit.cli.tree import build

__all__ = ["build", "main"]


def main() -> None:
    """Run the command given on the command line, and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that lacks a character shows "?" rather than stopping the program.
            stream.reconfigure(errors="replace")
    build(language_of(sys.argv[1:], os.environ)).main()
