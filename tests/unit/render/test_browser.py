"""Which browser is tried."""

from pathlib import Path

import pytest

from a11y_audit.render.browser import candidates

PLACE = "chromium-1200/chrome-linux/chrome"


@pytest.fixture(autouse=True)
def _system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chromium = tmp_path / "bin" / "chromium"
    chromium.parent.mkdir()
    chromium.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(chromium.parent))


def test_the_configured_one_and_no_other(tmp_path: Path) -> None:
    assert ["/opt/chrome"] == candidates("/opt/chrome", str(tmp_path / PLACE))


@pytest.mark.parametrize("folder", ["chromium-1200", "chromium_headless_shell-1200"])
def test_playwrights_own_comes_before_the_systems(tmp_path: Path, folder: str) -> None:
    (tmp_path / "own" / folder).mkdir(parents=True)
    assert [None, str(tmp_path / "bin" / "chromium")] == candidates(None, str(tmp_path / "own" / PLACE))


@pytest.mark.parametrize("own", ["", f"own/{PLACE}"])
def test_playwrights_own_is_not_tried_where_it_is_not_installed(tmp_path: Path, own: str) -> None:
    assert [str(tmp_path / "bin" / "chromium")] == candidates(None, own and str(tmp_path / own))


def test_a_browser_in_the_folder_of_programs_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    monkeypatch.setenv("ProgramFiles(x86)", str(tmp_path))
    edge = tmp_path / "Microsoft" / "Edge" / "Application" / "msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch()
    assert [str(edge)] == candidates(None, "")
