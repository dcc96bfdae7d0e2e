"""The tree of commands: one for each language."""

from typing import Final

from a11y_audit.cli import audits, checking, demo, jis, looking, nights, papers, reviewing, sampling
from a11y_audit.cli.command import Root
from a11y_audit.core.text import Lang, Text

_HELP: Final = Text(
    "自治体などのウェブサイトが JIS X 8341-3:2016 に沿っているかを、サイト全体にわたって検査し、報告書を作ります。",
    "Audit a whole website against JIS X 8341-3:2016 and write a report.",
)
_AFTER: Final = Text(
    "終了コード: 0 終わり、条件を満たした / 1 終わり、条件を満たさない / 2 指定や設定の誤り / "
    "3 検査できない、または途中まで / 4 本ツールの誤り / 130 中断",
    "Exit codes: 0 done, gate passed / 1 done, gate failed / 2 wrong use or settings / "
    "3 could not be done, or not completely / 4 internal error / 130 interrupted",
)


def build(lang: Lang) -> Root:
    """Return the tree of commands, all of whose words are in `lang`."""
    root = Root("a11y-audit", lang=lang, help_text=_HELP, after=_AFTER)
    for part in (audits, checking, sampling, reviewing, jis, looking, nights, papers, demo):
        for command in part.commands(lang):
            root.add_command(command)
    return root
