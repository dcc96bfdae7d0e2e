"""The log: nothing that a page wrote steers a terminal, and what is needed to find a fault is kept."""

import json
from pathlib import Path

from a11y_audit.log import get_logger, logging_to


def log_failure(word: str) -> None:
    try:
        float(word)
    except ValueError:
        get_logger(__name__).exception("rule_failed")


def logged(file: Path) -> dict[str, object]:
    (line,) = file.read_text("utf-8").splitlines()
    record: dict[str, object] = json.loads(line)
    return record


def test_a_traceback_keeps_its_lines_and_its_end(tmp_path: Path) -> None:
    with logging_to(tmp_path / "log"):
        log_failure("長い" * 20_000 + "\x1b[31m終わり")
    text = str(logged(tmp_path / "log")["exception"])
    assert text.endswith("終わり'")
    assert "\x1b" not in text


def test_a_short_traceback_is_whole(tmp_path: Path) -> None:
    with logging_to(tmp_path / "log"):
        log_failure("語")
    lines = str(logged(tmp_path / "log")["exception"]).splitlines()
    assert ("Traceback (most recent call last):", "ValueError: could not convert string to float: '語'") == (
        lines[0],
        lines[-1],
    )


def test_values_within_values_are_cleaned(tmp_path: Path) -> None:
    with logging_to(tmp_path / "log"):
        get_logger(__name__).info(
            "seen", urls=["a\x1b[31m", {"b\u202e": ("c\x00", 1, None, True, 0.5)}], place=Path("d\u202e")
        )
    record = logged(tmp_path / "log")
    assert ["a�[31m", {"b�": ["c�", 1, None, True, 0.5]}] == record["urls"]
    assert "d�" in str(record["place"])
