from dataclasses import replace
from pathlib import Path

import pytest

from a11y_audit.core.text import Lang
from a11y_audit.errors import AuditError
from a11y_audit.report.view import ReportView
from a11y_audit.report.write import write_report
from tests.unit.report import example


def _write(view: ReportView, out: Path) -> Path:
    return write_report(view, out, formats=("csv", "html"), languages=(Lang.JA, Lang.EN))


def test_the_report_lies_in_its_folder_and_is_the_latest(tmp_path: Path) -> None:
    out = tmp_path / "out" / "12"
    assert out / "index.html" == _write(example.view(), out)
    assert (out / "en" / "index.html").is_file()
    assert (out / "findings.csv").is_file()
    assert (out / "index.html").read_bytes() == (out.parent / "latest" / "index.html").read_bytes()
    assert {"12", "latest"} == {path.name for path in out.parent.iterdir()}


def test_a_report_takes_the_place_of_an_older_one_whole(tmp_path: Path) -> None:
    out = tmp_path / "12"
    _write(example.view(copies=200), out)
    assert (out / "defects-2.html").exists()
    _write(example.view(), out)
    assert not (out / "defects-2.html").exists()
    assert {"12", "latest"} == {path.name for path in tmp_path.iterdir()}


def test_latest_goes_to_the_newer_run_and_not_back(tmp_path: Path) -> None:
    for run in ("9", "10", "9"):
        _write(example.view(), tmp_path / run)
    assert (tmp_path / "10").resolve() == (tmp_path / "latest").resolve()


def test_a_copy_named_latest_gives_way_to_a_link(tmp_path: Path) -> None:
    (tmp_path / "latest").mkdir()
    (tmp_path / "latest" / "old.txt").write_text("old", encoding="utf-8")
    _write(example.view(), tmp_path / "12")
    assert not (tmp_path / "latest" / "old.txt").exists()
    assert (tmp_path / "latest" / "index.html").is_file()


def test_a_crash_leaves_the_report_as_it_was(tmp_path: Path) -> None:
    class CrashError(Exception):
        pass

    def crash() -> tuple[()]:
        raise CrashError

    out = tmp_path / "12"
    _write(example.view(), out)
    before = (out / "index.html").read_bytes()
    with pytest.raises(CrashError):
        _write(replace(example.view(), pages=crash), out)
    assert before == (out / "index.html").read_bytes()
    assert {"12", "latest"} == {path.name for path in tmp_path.iterdir()}


def test_a_folder_that_cannot_be_made_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(AuditError) as caught:
        _write(example.view(), tmp_path / "file" / "12")
    assert "報告書を書けませんでした" in caught.value.in_(Lang.JA)
    assert "try again" in caught.value.in_(Lang.EN)


def test_only_the_asked_formats_are_written(tmp_path: Path) -> None:
    out = tmp_path / "12"
    assert out == write_report(example.view(), out, formats=("csv",), languages=(Lang.JA,))
    assert not (out / "index.html").exists()
