"""The wheel that comes from the sdist works from any folder, with its rules, templates and data inside."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from a11y_audit.testing.demo_city.server import serve

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build sdist and wheel, and unpack the wheel into an empty folder, as an installer does."""
    built = tmp_path_factory.mktemp("built")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(built), str(ROOT)],
        check=True,
        capture_output=True,
        cwd=built,
    )
    place = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(place)
    return place


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "A11Y_AUDIT_LANG": "en"}
    return subprocess.run(
        [sys.executable, "-m", "a11y_audit", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_only_the_package_is_installed(installed: Path) -> None:
    names = {path.name for path in installed.iterdir()}

    assert {"a11y_audit"} == {name for name in names if not name.endswith(".dist-info")}
    assert {"checks", "config", "reports"} <= {path.name for path in (installed / "a11y_audit" / "_bundled").iterdir()}


def test_the_rules_come_from_the_installation(installed: Path, tmp_path: Path) -> None:
    place = subprocess.run(
        [sys.executable, "-c", "import a11y_audit.resources as r; print(r.CHECKS)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    listed = run(installed, tmp_path, "rules", "list")

    assert Path(place) == installed / "a11y_audit" / "_bundled" / "checks"
    assert listed.returncode == 0
    assert "image-alt-not-file-name" in listed.stdout
    assert "axe/image-alt" in listed.stdout


@pytest.mark.browser
def test_an_audit_writes_its_report(installed: Path, tmp_path: Path) -> None:
    with serve(1) as url:
        ended = run(installed, tmp_path, "audit", url, "--max-pages", "5", "--quiet")

    assert ended.returncode == 0, ended.stderr
    assert len(list(tmp_path.glob("out/*/index.html"))) >= 1
    assert len(list(tmp_path.glob("out/*/findings.csv"))) >= 1
