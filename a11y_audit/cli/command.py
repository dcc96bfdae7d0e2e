"""Commands whose own words (usage, headings, refusals) are in one of our languages; click keeps the parsing."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from a11y_audit import __version__, log
from a11y_audit.cli import options, refusal
from a11y_audit.cli.wrapping import definitions, width, wrap
from a11y_audit.core.text import Lang, Text
from a11y_audit.errors import UsageError

_USAGE = Text("使い方", "Usage")
_ARGUMENTS = Text("引数", "Arguments")
_OPTIONS = Text("オプション", "Options")
_COMMAND_WORD = Text("コマンド", "COMMAND")
_OPTIONS_WORD = Text("[オプション]", "[OPTIONS]")
_COMMANDS = Text("コマンド", "Commands")


@dataclass(frozen=True, slots=True)
class Request:
    """What a command was asked: the language to answer in, and the values of its parameters by name."""

    lang: Lang
    values: Mapping[str, Any]

    def say(self, text: Text, **values: object) -> None:
        """Write a text to the standard output."""
        click.echo(self.in_(text, **values))

    def tell(self, text: Text, **values: object) -> None:
        """Write a text to the standard error, where it does not mix with results."""
        click.echo(self.in_(text, **values), err=True)

    def in_(self, text: Text, **values: object) -> str:
        """Return the text in the language of the answer, with its placeholders filled."""
        return text.fill(values).in_(self.lang) if values else text.in_(self.lang)


class Command(click.Command):
    """A command that answers with an exit code."""

    def __init__(
        self,
        name: str,
        *,
        lang: Lang,
        help_text: Text,
        run: Callable[[Request], int],
        params: Sequence[click.Parameter] = (),
    ) -> None:
        everywhere = (*options.logging(lang), options.language(lang), options.help_option(lang))
        super().__init__(
            name,
            params=[*params, *everywhere],
            help=help_text.in_(lang),
            short_help=help_text.in_(lang).splitlines()[0],
            add_help_option=False,
            context_settings={"allow_extra_args": True},
        )
        self.lang = lang
        self.run = run

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments."""
        with _placed(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> int:
        """Run the command and return its exit code."""
        if ctx.args:
            raise refusal.surplus(ctx, ctx.args[0])
        file: Path | None = ctx.params["log_json"]
        with ExitStack() as stack:
            try:
                stack.enter_context(log.logging_to(file, verbose=ctx.params["verbose"]))
            except OSError as error:
                raise refusal.unwritable(file or Path(), error) from error
            return self.run(Request(self.lang, ctx.params))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, purpose, arguments and options."""
        formatter.write("\n".join(_page(self, ctx, self.lang, ())) + "\n")


class Group(click.Group):
    """Commands under one name."""

    def __init__(self, name: str, *, lang: Lang, help_text: Text, after: Text | None = None) -> None:
        super().__init__(
            name,
            params=[options.language(lang), options.help_option(lang)],
            help=help_text.in_(lang),
            short_help=help_text.in_(lang),
            add_help_option=False,
            no_args_is_help=False,
        )
        self.lang = lang
        self.after = after

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments; show the help when there are none."""
        if not args:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(UsageError.exit_code)
        with _placed(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command named.

        Raises:
            UsageError: there is none of that name; the nearest is proposed.
        """
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.commands, n=1, cutoff=0.5)
            raise refusal.unknown_command(ctx, args[0], near[0] if near else None)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, purpose, commands and options."""
        rows = [(name, command.short_help or "") for name, command in self.commands.items()]
        lines = _page(self, ctx, self.lang, rows)
        if self.after:
            lines += ["", *wrap(self.after.in_(self.lang), width())]
        formatter.write("\n".join(lines) + "\n")


class Root(Group):
    """The program: the only place where errors become words and exit codes."""

    def __init__(self, name: str, *, lang: Lang, help_text: Text, after: Text) -> None:
        super().__init__(name, lang=lang, help_text=help_text, after=after)
        self.params.insert(0, options.version(lang, f"a11y-audit {__version__}"))

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> Any:  # noqa: ANN401 -- as click has it
        """Run the arguments (those of the process by default) and end the process with the exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        sys.exit(refusal.guarded(lambda: self._parsed(arguments), self.lang))

    def _parsed(self, arguments: list[str]) -> int:
        code = super().main(arguments, "a11y-audit", standalone_mode=False)
        return code if isinstance(code, int) else 0


@contextmanager
def _placed(ctx: click.Context) -> Iterator[None]:
    """Give the context to refusals that click's parser makes without it."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def _page(command: click.Command, ctx: click.Context, lang: Lang, commands: Sequence[tuple[str, str]]) -> list[str]:
    columns = width()
    arguments = [each for each in command.params if isinstance(each, options.Argument)]
    switches = [each for each in command.params if isinstance(each, click.Option)]
    called = " ".join(
        [ctx.command_path, *(each.usage for each in arguments)]
        + ([_COMMAND_WORD.in_(lang)] if commands else [])
        + [_OPTIONS_WORD.in_(lang)]
    )
    lines = [f"{_USAGE.in_(lang)}: {called}", "", *wrap(command.help or "", columns)]
    for title, rows in (
        (_COMMANDS, commands),
        (_ARGUMENTS, [(each.usage, each.meaning) for each in arguments]),
        (_OPTIONS, [(options.spelling(each), each.help or "") for each in switches]),
    ):
        if rows:
            lines += ["", f"{title.in_(lang)}:", *definitions(rows, columns=columns)]
    return lines
