"""Arguments and options in one language, and the kinds of value that they take."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from a11y_audit.audit.entry import address
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang, Text
from a11y_audit.errors import UsageError

_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Kind:
    """How the text of a value is read (with a ValueError when it can't be), and what to write instead."""

    read: Callable[[str], object]
    expected: Text

    def __call__(self, _: click.Context, param: click.Parameter, value: str | tuple[str, ...] | None) -> object:
        """Return the value read, or the values where there may be many.

        Raises:
            UsageError: it can't be read.
        """
        if value is None:
            return None
        return self._one(param, value) if isinstance(value, str) else tuple(self._one(param, each) for each in value)

    def _one(self, param: click.Parameter, text: str) -> object:
        try:
            return self.read(text)
        except ValueError as error:
            word = printable(text, limit=_SHOWN)
            name = param.shown if isinstance(param, Argument) else param.opts[0]
            raise UsageError(
                Text(f"{name} に「{word}」は使えません。", f"{name} can't be “{word}”."), self.expected
            ) from error


class Argument(click.Argument):
    """An argument with its meaning, which click's own lacks."""

    def __init__(self, name: str, kind: Kind, *, shown: str, meaning: str, required: bool = True) -> None:
        # What is shown with "..." takes as many values as are given.
        nargs = -1 if shown.endswith("...") else 1
        super().__init__([name], metavar=shown, callback=kind, nargs=nargs, required=required)
        self.shown = shown
        self.meaning = meaning

    @property
    def usage(self) -> str:
        """How it is written in the usage line."""
        return self.shown if self.required else f"[{self.shown}]"


def _page(word: str) -> str:
    """Return the address of a page; what names a file here is refused, for it would be taken as the name of a host."""
    if "://" not in word and Path(word).is_file():
        shown = printable(word, limit=_SHOWN)
        raise UsageError(
            Text(f"ファイルは検査できません: {shown}", f"Files can't be audited: {shown}"),
            Text(
                "ウェブサーバーに置いて、http:// か https:// で始まるアドレスを指定してください。"
                "アドレスの一覧のファイルは check --list で指定します。",
                "Put it on a web server and give its address, which begins with http:// or https://. "
                "A file with addresses is given with: check --list",
            ),
        )
    return address(word)


TEXT: Final = Kind(str, Text("", ""))
FILE: Final = Kind(lambda word: Path(word).expanduser(), Text("", ""))
URL: Final = Kind(_page, Text("", ""))
PLACE: Final = Kind(lambda word: word if word.startswith("/") else _page(word), Text("", ""))
"""An address, or a path of the site."""


def number(least: int, most: int | None = None) -> Kind:
    """Return the kind of whole numbers from `least` to `most`."""

    def read(word: str) -> int:
        value = int(word)
        if value < least or (most is not None and value > most):
            raise ValueError(word)
        return value

    return Kind(read, _range(least, most, Text("整数", "a whole number")))


def decimal(least: float, most: float | None = None) -> Kind:
    """Return the kind of numbers from `least` to `most`."""

    def read(word: str) -> float:
        value = float(word)
        if not math.isfinite(value) or value < least or (most is not None and value > most):
            raise ValueError(word)
        return value

    return Kind(read, _range(least, most, Text("数", "a number")))


def one_of(*words: str) -> Kind:
    """Return the kind of a word from a closed set."""

    def read(word: str) -> str:
        if word not in words:
            raise ValueError(word)
        return word

    return Kind(read, _choice(words))


def some_of(*words: str) -> Kind:
    """Return the kind of words from a closed set, with commas between them."""

    def read(word: str) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(part.strip() for part in word.split(",")))
        if not set(found) <= set(words):
            raise ValueError(word)
        return found

    return Kind(read, _choice(words))


def option(name: str, kind: Kind, *, shown: str, meaning: str, default: str | None = None) -> click.Option:
    """Return an option with a value; `shown` stands for the value in the help."""
    return click.Option([name], callback=kind, metavar=shown, help=meaning, default=default)


def required(name: str, kind: Kind, *, shown: str, meaning: str) -> click.Option:
    """Return an option that must be given."""
    return click.Option([name], callback=kind, metavar=shown, help=meaning, required=True)


def many(name: str, kind: Kind, *, shown: str, meaning: str) -> click.Option:
    """Return an option that may be given more than once."""
    return click.Option([name], callback=kind, metavar=shown, help=meaning, multiple=True)


def flag(name: str, meaning: str) -> click.Option:
    """Return an option that is given or not."""
    return click.Option([name], is_flag=True, help=meaning)


def spelling(option: click.Option) -> str:
    """Return how an option is written, with what stands for its value."""
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {option.metavar}"


def logging(lang: Lang) -> tuple[click.Option, ...]:
    """Return the options about the log."""
    verbose = Text("作業の記録を詳しく表示します。", "Show what is being done in detail.")
    file = Text("作業の記録を JSON Lines でファイルに書き足します。", "Append the log to a file, as JSON Lines.")
    return (
        flag("--verbose", verbose.in_(lang)),
        option("--log-json", FILE, shown=FILE_WORD.in_(lang), meaning=file.in_(lang)),
    )


def quiet(lang: Lang) -> click.Option:
    """Return the option that silences the progress."""
    return flag("--quiet", Text("進み具合を表示しません。", "Show no progress.").in_(lang))


def probes(lang: Lang) -> click.Option:
    """Return the option that leaves out what takes long."""
    meaning = Text(
        "操作して確かめる検査（キーボード、拡大など）をしません。",
        "Leave out what is tried out in the browser (by keyboard, magnified and the like).",
    )
    return flag("--no-probes", meaning.in_(lang))


def language(lang: Lang) -> click.Option:
    """Return the option that chooses the language; it was obeyed before the commands were made."""
    meaning = Text("表示の言語です（ja か en）。", "Language of what is shown (ja or en).")
    return click.Option(["--lang"], callback=one_of(*Lang), metavar="ja|en", help=meaning.in_(lang), expose_value=False)


def help_option(lang: Lang) -> click.Option:
    """Return the option that shows the help."""

    def show(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 -- as click has it
        if value and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()

    meaning = Text("この説明を表示します。", "Show this help.").in_(lang)
    return click.Option(["--help", "-h"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=meaning)


def version(lang: Lang, words: str) -> click.Option:
    """Return the option that shows the version."""

    def show(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 -- as click has it
        if value and not ctx.resilient_parsing:
            click.echo(words)
            ctx.exit()

    meaning = Text("版を表示します。", "Show the version.").in_(lang)
    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=meaning)


FILE_WORD: Final = Text("ファイル", "FILE")
FOLDER_WORD: Final = Text("フォルダー", "FOLDER")
NUMBER_WORD: Final = Text("数", "N")
RUN_WORD: Final = Text("回", "RUN")
NAME_WORD: Final = Text("名前", "NAME")


def _range(least: float, most: float | None, what: Text) -> Text:
    if most is None:
        return Text(f"{least} 以上の{what.ja}を書いてください。", f"Write {what.en}, {least} or more.")
    return Text(f"{least} から {most} までの{what.ja}を書いてください。", f"Write {what.en} from {least} to {most}.")


def _choice(words: Iterable[str]) -> Text:
    listed = ", ".join(words)
    return Text(f"選べる値: {listed}", f"It can be: {listed}")
