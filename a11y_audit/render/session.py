"""The file of a session: cookies and local storage of somebody who is logged in, as browsers' tools save them."""

import json
from pathlib import Path

from playwright.async_api import StorageState

from a11y_audit.core.text import Text
from a11y_audit.errors import SettingsError

Session = StorageState


def session_of(path: Path) -> Session:
    """Read the file of a session.

    Raises:
        SettingsError: it can't be read, or is no such file.
    """
    try:
        read = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise unusable(path) from error
    if not isinstance(read, dict) or not isinstance(read.get("cookies"), list):
        raise unusable(path)
    session: Session = {"cookies": read["cookies"], "origins": read.get("origins", [])}
    return session


def unusable(path: Path) -> SettingsError:
    """Return what to say of a file that holds no session."""
    return SettingsError(
        Text(
            f"ログイン状態のファイルを使えません: {path}",
            f"The file of the login session can't be used: {path}",
        ),
        Text(
            "設定 [render] storage_state を確かめてください。ファイルは、"
            "「playwright open --save-storage=ファイル名 アドレス」で開いた画面でログインすると作れます。",
            "Correct [render] storage_state in the settings. To make the file, log in with: "
            "playwright open --save-storage=FILE ADDRESS",
        ),
    )
