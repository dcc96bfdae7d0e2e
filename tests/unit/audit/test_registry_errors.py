"""What the registry says to wrong ids and to folders and files that hold no rules."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from a11y_audit import checks, registry
from a11y_audit.errors import UsageError

CITY_RULE = """
from collections.abc import Iterator
from a11y_audit.authoring import Mend, Page, Say, Text, passed, rule
{head}
WORDS = Text("印", "mark")

@rule(id="{id}", version=1, title=WORDS, criteria=["1.1.1"], techniques=["H37"], why=WORDS, mend=Mend(WORDS, WORDS),
      source="https://www.city.example.jp/", says={{"is_marked": passed(ja="印", en="mark")}})
def {name}(page: Page) -> Iterator[Say]:
    yield from ()
"""


@pytest.fixture(autouse=True)
def known_folders() -> Iterator[None]:
    before = list(checks.extra)
    yield
    checks.extra[:] = before
    registry.rules.cache_clear()


def city_rule(path: Path, *, rule_id: str = "", head: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CITY_RULE.format(name=path.stem, id=rule_id or path.stem.replace("_", "-"), head=head), "utf-8")


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
    assert [str(tmp_path.resolve())] == checks.extra
    assert count == len(registry.rules())


@pytest.mark.parametrize("has_init", [False, True])
def test_rules_are_found_in_a_folder_of_a_name_that_is_taken(tmp_path: Path, has_init: bool) -> None:  # noqa: FBT001
    city_rule(tmp_path / "images" / "city_image_marked.py")
    if has_init:
        (tmp_path / "images" / "__init__.py").touch()
    registry.include([str(tmp_path)])
    assert "city-image-marked" == registry.rule("city-image-marked").id


def test_two_folders_may_hold_files_of_one_name_but_not_one_rule_twice(tmp_path: Path) -> None:
    city_rule(tmp_path / "a" / "city_mark.py", rule_id="city-mark-a")
    city_rule(tmp_path / "b" / "city_mark.py", rule_id="city-mark-b")
    city_rule(tmp_path / "c" / "city_mark.py", rule_id="city-mark-a")
    registry.include([str(tmp_path / "a"), str(tmp_path / "b")])
    assert {"city-mark-a", "city-mark-b"} < {each.id for each in registry.rules()}
    registry.include([str(tmp_path / "c")])
    with pytest.raises(UsageError, match="two rules “city-mark-a”"):
        registry.rules()


def test_module_of_a_city_may_import_what_lies_beside_it(tmp_path: Path) -> None:
    city_rule(tmp_path / "images" / "city_image_named.py", head="from ._words import WORDS")
    (tmp_path / "images" / "_words.py").write_text("WORDS = ()\n", "utf-8")
    registry.include([str(tmp_path)])
    assert "Page" == registry.rule("city-image-named").subject


def test_rule_that_is_nearly_named_is_offered() -> None:
    with pytest.raises(UsageError, match="Did you mean “image-alt-not-file-name”"):
        registry.rule("image-alt-not-filename")
