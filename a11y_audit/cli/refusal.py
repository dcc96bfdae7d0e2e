"""From errors to words and exit codes."""

import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import click

from a11y_audit import __version__
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang, Text
from a11y_audit.errors import A11yAuditError, StoreError, UsageError
from a11y_audit.settings import folder_of

INTERRUPTED: Final = 130
ERROR_FILE: Final = "a11y-audit-error.log"

_HEAD: Final = Text("エラー", "Error")
_HELP: Final = Text("使い方は「{path} --help」で見られます。", "See the usage with: {path} --help")
_STOPPED: Final = Text("中断しました。", "Interrupted.")
_INTERNAL: Final = Text(
    "本ツールの内部で誤りが起きました。お手数ですが、次の記録を添えて開発元に知らせてください: {place}",
    "This tool failed. Please tell its makers, with what is written in: {place}",
)
_HERE: Final = Text("下の記録", "the lines below")
_WORD_LIMIT: Final = 80
_TEXT_LIMIT: Final = 20_000


def guarded(run: Callable[[], int], lang: Lang) -> int:
    """Return the exit code of `run`; whatever it raises is told and becomes an exit code."""
    try:
        return run()
    except click.UsageError as error:
        return _told(_in_our_words(error), lang)
    except A11yAuditError as error:
        return _told(error, lang)
    except (click.Abort, KeyboardInterrupt):
        click.echo(_STOPPED.in_(lang), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        return _unheard()
    except Exception:  # noqa: BLE001 -- the last guard: an officer is told what to do, not shown a traceback
        return _internal(lang)


def unknown_command(ctx: click.Context, word: str, near: str | None) -> UsageError:
    """Return the refusal of a command that does not exist."""
    shown = printable(word, limit=_WORD_LIMIT)
    return UsageError(
        _with_guess(Text(f"「{shown}」というコマンドはありません。", f"There is no command “{shown}”."), near),
        _help_of(ctx),
    )


def surplus(ctx: click.Context, word: str) -> UsageError:
    """Return the refusal of an argument too many."""
    shown = printable(word, limit=_WORD_LIMIT)
    return UsageError(Text(f"「{shown}」は余分です。", f"“{shown}” is too much here."), _help_of(ctx))


def unwritable(path: Path, error: OSError) -> UsageError:
    """Return the refusal of a file that can't be written."""
    return UsageError(
        Text(f"ファイルに書けません: {path}", f"The file can't be written: {path} ({error.strerror})"),
        Text(
            "フォルダーの有無、書き込み権限、空き容量を確かめてください。",
            "See that the folder exists, may be written to and has room.",
        ),
    )


def unmakable(path: Path, error: OSError) -> StoreError:
    """Return the refusal of a folder that can't be made."""
    return StoreError(
        Text(f"フォルダーを作れません: {path}", f"The folder can't be made: {path} ({error.strerror})"),
        Text("書き込める場所で実行してください。", "Run this where you may write."),
    )


def _told(error: A11yAuditError, lang: Lang) -> int:
    words = printable(error.in_(lang), limit=_TEXT_LIMIT, newlines=True)
    click.echo(f"{_HEAD.in_(lang)}: {words}", err=True)
    return error.exit_code


def _in_our_words(error: click.UsageError) -> UsageError:
    hint = _help_of(error.ctx) if error.ctx else None
    return UsageError(_refusal(error), hint)


def _refusal(error: click.UsageError) -> Text:
    match error:
        case click.NoSuchOption(option_name=name):
            word = printable(name, limit=_WORD_LIMIT)
            return _with_guess(
                Text(f"「{word}」というオプションはありません。", f"There is no option “{word}”."),
                _nearest_option(error),
            )
        case click.MissingParameter(param=param) if param is not None:
            missing = (param.metavar if isinstance(param, click.Argument) else None) or param.opts[0]
            return Text(f"{missing} の指定がありません。", f"{missing} is missing.")
        case click.BadOptionUsage(option_name=name):
            word = printable(name, limit=_WORD_LIMIT)
            if name in _flags(error.ctx):
                return Text(f"{word} に値は書けません。", f"{word} takes no value.")
            return Text(f"{word} の値がありません。", f"{word} needs a value.")
        case _ if error.ctx and isinstance(error.ctx.command, click.Group):
            return Text("コマンドの指定がありません。", "A command is missing.")
        case _:
            return Text("コマンドの書き方に誤りがあります。", "The command is not written rightly.")


def _nearest_option(error: click.NoSuchOption) -> str | None:
    if error.ctx is None:
        return None
    known = [name for param in error.ctx.command.params if isinstance(param, click.Option) for name in param.opts]
    return next(iter(get_close_matches(error.option_name, known, n=1)), None)


def _flags(ctx: click.Context | None) -> set[str]:
    params = ctx.command.params if ctx else []
    return {name for param in params if isinstance(param, click.Option) and param.is_flag for name in param.opts}


def _with_guess(text: Text, near: str | None) -> Text:
    return Text(f"{text.ja}「{near}」ではありませんか。", f"{text.en} Did you mean “{near}”?") if near else text


def _help_of(ctx: click.Context) -> Text:
    return _HELP.fill({"path": ctx.command_path})


def _unheard() -> int:
    # The reader of our output went away, as `| head` does. Python would complain when it flushes at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _internal(lang: Lang) -> int:
    path = folder_of(Path.cwd()) / ERROR_FILE
    head = f"{datetime.now(UTC).isoformat(timespec='seconds')} a11y-audit {__version__} Python {sys.version}"
    record = f"{head}\n{traceback.format_exc()}\n"
    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(record)
    except OSError:
        click.echo(_INTERNAL.fill({"place": _HERE.in_(lang)}).in_(lang), err=True)
        click.echo(printable(record, limit=_TEXT_LIMIT, newlines=True), err=True)
    else:
        click.echo(_INTERNAL.fill({"place": path}).in_(lang), err=True)
    return A11yAuditError.exit_code
