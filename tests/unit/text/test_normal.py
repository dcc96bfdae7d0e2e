"""Normal forms of texts."""

import pytest

from a11y_audit.text.normal import plain, squeezed


@pytest.mark.parametrize(("text", "expected"), [("　Ａ\u00a0 b\n", "A b"), ("①㈱", "1(株)"), ("\u200b", "")])
def test_plain_folds_width_and_blanks(text: str, expected: str) -> None:
    assert expected == plain(text)


def test_squeezed_drops_blanks_and_case() -> None:
    assert "pdf版" == squeezed("ＰＤＦ　版 ")
