"""What SQLite and the file system complain of, in words that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DatabaseError
from zstandard import ZstdError

from a11y_audit.core.text import Text
from a11y_audit.errors import StoreError

_KEPT = Text("ここまでの結果は保存されています。", "What was stored so far is kept.")


@dataclass(frozen=True, slots=True)
class _Fault:
    """What a message means; `kept` where nothing that was stored is in danger."""

    marks: tuple[str, ...]
    what: Text
    step: Text
    kept: bool = True


_FAULTS = (
    _Fault(
        ("locked",),
        Text("ほかのプログラムが記録を使っています。", "Another program is using the record."),
        Text("もう一つの検査が終わってから実行してください。", "Run this when the other audit has ended."),
    ),
    _Fault(
        ("disk is full", "No space left", "File too large", "disk I/O error", "quota exceeded"),
        Text("ディスクに書き込めません。空きがないようです。", "The disk can't be written; it seems to be full."),
        Text(
            "空きを作ってから同じコマンドを実行すると、続きから始まります。",
            "Make room and run the same command again: it goes on where it stopped.",
        ),
    ),
    _Fault(
        ("not a database",),
        Text("記録のファイルが壊れているか、データベースではありません。", "The record is broken, or is no database."),
        Text(
            "控えから戻すか、ファイルを移してから実行してください。",
            "Restore a copy, or move the file away and run this again.",
        ),
        kept=False,
    ),
    _Fault(
        ("malformed",),
        Text("記録のファイルが壊れています。", "The record is broken."),
        Text("控えから戻してください。", "Restore a copy."),
        kept=False,
    ),
    _Fault(
        ("readonly", "Permission denied", "unable to open"),
        Text("記録に書き込めません。", "The record can't be written."),
        Text("フォルダーの権限を確かめてください。", "Look at the folder's permissions."),
    ),
    _Fault(
        ("No such file",),
        Text("記録の一部（data/blobs）が見つかりません。", "A part of the record (data/blobs) is missing."),
        Text("控えから戻すか、検査をもう一度行ってください。", "Restore a copy, or audit again."),
        kept=False,
    ),
)


@contextmanager
def translated() -> Iterator[None]:
    """Turn what SQLite and the file system say into a clear error.

    Raises:
        StoreError: the database is locked or broken, a file is missing, or the disk is full.
    """
    try:
        yield
    except DatabaseError as error:
        raise explained(str(error.orig)) from error
    except ZstdError as error:
        raise explained(f"malformed: {error}") from error
    except OSError as error:
        raise explained(str(error)) from error


def explained(message: str) -> StoreError:
    """Return the error that tells what a message of SQLite or of the system means, and what to do."""
    fault = next((each for each in _FAULTS if any(mark in message for mark in each.marks)), None)
    if fault is None:
        return StoreError(
            Text(f"記録の読み書きに失敗しました（{message}）。", f"The record can't be read or written ({message}).")
        )
    if not fault.kept:
        return StoreError(fault.what, fault.step)
    return StoreError(Text(fault.what.ja + _KEPT.ja, f"{fault.what.en} {_KEPT.en}"), fault.step)
