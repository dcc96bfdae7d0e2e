"""Find every rule: by looking into the folders of `checks/`, and by asking the engines."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from a11y_audit import checks
from a11y_audit.core.rule import Rule
from a11y_audit.core.text import Text
from a11y_audit.engines import axe
from a11y_audit.errors import UsageError


def include(folders: Iterable[str]) -> None:
    """Take the rules of further folders in, those of a city's own; a folder that is in already stays.

    Raises:
        UsageError: there is no such folder.
    """
    for folder in folders:
        place = str(Path(folder).resolve())
        if not Path(place).is_dir():
            raise UsageError(
                Text(f"規則のフォルダーがありません: {folder}", f"There is no folder of rules: {folder}"),
                Text("設定 [rules] extra を直してください。", "Correct [rules] extra in the settings."),
            )
        if place not in checks.__path__:
            checks.__path__.append(place)
            rules.cache_clear()


@cache
def rules() -> tuple[Rule[Any], ...]:
    """Return all rules, sorted by id: our own, then axe's."""
    own = sorted(_own(), key=lambda each: each.id)
    return (*own, *axe.rules())


def rule(rule_id: str) -> Rule[Any]:
    """Return one rule.

    Raises:
        UsageError: there is no rule of that id.
    """
    for each in rules():
        if each.id == rule_id:
            return each
    raise UsageError(
        Text(f"規則「{rule_id}」はありません。", f"There is no rule “{rule_id}”."),
        Text("一覧は a11y-audit rules list で見られます。", "See the list with: a11y-audit rules list"),
    )


def _own() -> Iterator[Rule[Any]]:
    for module in pkgutil.walk_packages(checks.__path__, checks.__name__ + "."):
        if module.ispkg or module.name.rpartition(".")[2].startswith("_"):
            continue
        name = module.name.rpartition(".")[2]
        found = getattr(importlib.import_module(module.name), name, None)
        if not isinstance(found, Rule):
            raise UsageError(
                Text(f"規則がありません: {module.name}", f"This module holds no rule: {module.name}"),
                Text(
                    "ファイルと同じ名前の規則を書くか、ファイル名を「_」で始めてください。",
                    "Write a rule of the file's name in it, or let the file's name begin with “_”.",
                ),
            )
        yield found
