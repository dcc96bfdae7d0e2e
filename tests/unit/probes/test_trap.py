"""Keys that a page tells people to press."""

import pytest

from a11y_audit.probes.trap import told_keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Press Ctrl+M to Exit", ["Control+m"]),
        ("出るには Ctrl＋M キーを押してください。", ["Control+m"]),
        ("Ctrl + Alt + F6 を押す", ["Control+Alt+F6"]),
        ("Press the Esc key, then Tab.", ["Escape"]),
        ("F6キーで本文に戻ります", ["F6"]),
        ("メールで申し込む。A-1の部屋", []),
        ("Ctrl+M", []),
    ],
)
def test_keys_are_read_from_lines_that_speak_of_pressing(text: str, keys: list[str]) -> None:
    assert told_keys(text) == keys
