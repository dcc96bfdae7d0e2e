"""What the registry says to wrong ids and to folders and files that hold no rules."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from a11y_audit import checks, registry
from a11y_audit.errors import UsageError


@pytest.fixture(autouse=True)
def known_folders() -> Iterator[None]:
    before = list(checks.__path__)
    yield
    checks.__path__[:] = before
    registry.rules.cache_clear()


@pytest.mark.parametrize("rule_id", ["", "no-such-rule", "axe/no-such-rule"])
def test_rule_that_does_not_exist_is_told_with_where_to_look(rule_id: str) -> None:
    with pytest.raises(UsageError, match=f"no rule “{rule_id}”") as error:
        registry.rule(rule_id)
    assert error.value.hint is not None
    assert "rules list" in error.value.hint.ja


@pytest.mark.parametrize("rule_id", ["image-alt-not-file-name", "axe/image-alt"])
def test_rule_is_found_by_its_id(rule_id: str) -> None:
    assert rule_id == registry.rule(rule_id).id


def test_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder of rules"):
        registry.include([str(tmp_path / "nowhere")])


def test_module_without_a_rule_of_its_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "city_own_probe_without_rule.py").write_text('"""Nothing."""\n', "utf-8")
    (tmp_path / "_city_own_words.py").write_text("raise ZeroDivisionError\n", "utf-8")
    registry.include([str(tmp_path)])
    with pytest.raises(UsageError, match=r"holds no rule: .*city_own_probe_without_rule"):
        registry.rules()


def test_folder_is_taken_in_once(tmp_path: Path) -> None:
    count = len(registry.rules())
    registry.include([str(tmp_path), str(tmp_path)])
    registry.include([str(tmp_path)])
    assert 1 == checks.__path__.count(str(tmp_path.resolve()))
    assert count == len(registry.rules())
