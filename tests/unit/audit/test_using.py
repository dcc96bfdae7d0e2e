"""What records show of techniques: markup that people meet, and nothing that is hidden from them."""

import pytest

from a11y_audit.audit.using import shown_by, signs
from tests.unit.records import body, page


@pytest.mark.parametrize(
    ("html", "shown", "not_shown"),
    [
        ('<img alt="市役所">', {"H37", "1.1.1-A"}, {"H67", "ARIA6"}),
        ('<img alt="">', {"H67"}, {"H37", "1.1.1-A"}),
        ('<img alt="市役所" data-flags="2">', set(), {"H37", "1.1.1-A"}),
        ("<label><input></label>", {"H44", "G131", "H91"}, {"H65"}),
        ('<label>名前</label><input title="名前">', {"H65", "G131"}, {"H44"}),
        ('<video><track kind="captions"></video>', {"G87", "H95"}, set()),
        ('<video><track kind="chapters"></video>', set(), {"G87", "H95"}),
        ("<table><tbody><tr><th>日</th></tr></tbody></table>", {"H51"}, {"H63", "H39"}),
    ],
)
def test_markup_shows_its_technique(html: str, shown: set[str], not_shown: set[str]) -> None:
    found = shown_by(page(body(html)))
    assert shown <= found
    assert not_shown.isdisjoint(found)


def test_every_sign_is_a_selector_that_can_be_looked_for() -> None:
    assert 40 < len(signs())
    assert {"H25"} == shown_by(page(body("")))
