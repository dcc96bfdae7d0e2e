"""The file of a session is read as it is, and a wrong one is told."""

from pathlib import Path

import pytest

from a11y_audit.errors import SettingsError
from a11y_audit.render.session import session_of


def test_a_session_is_read(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    path.write_text('{"cookies": [{"name": "a"}], "other": 1}', encoding="utf-8")
    assert {"cookies": [{"name": "a"}], "origins": []} == session_of(path)


@pytest.mark.parametrize("content", [b"\xff", b"{", b"[]", b"{}", b'{"cookies": {}}'])
def test_what_holds_no_session_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "session.json"
    path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        session_of(path)
    assert str(path) in caught.value.message.ja
    assert "storage_state" in caught.value.hint.en
