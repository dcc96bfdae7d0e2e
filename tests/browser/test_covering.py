"""What a picture shows of a person is covered before it leaves the house; what nobody knows is left out."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from a11y_audit import api, papers
from a11y_audit.audit.events import Stop
from a11y_audit.settings import Settings
from tests.browser.conftest import settings_for
from tests.browser.test_own_report import serve

pytestmark = pytest.mark.browser

PAGE = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>連絡先</title></head>
<body style="margin: 40px; font: 20px/2 sans-serif; color: #000; background: #fff"><main><h1>連絡先</h1>
<p style="margin: 0"><span id="number">0<b>3-1234</b>-5678</span> <span>受付時間</span></p>
<p style="color: #ddd; margin: 0">薄い字の案内です。</p>
<div style="height: 600px"></div>
<p style="margin: 0"><img src="card.svg" alt="名刺" width="200" height="60"></p>
<p style="margin: 0; color: #dde">写真の下の薄い字です。</p></main></body></html>"""
CARD = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><text x="5" y="40" font-size="24">03-1234</text></svg>'


@pytest.mark.parametrize("mask", [True, False], ids=["masked", "as-it-is"])
def test_numbers_in_pictures_are_covered_and_pictures_of_pictures_left_out(tmp_path: Path, mask: bool) -> None:  # noqa: FBT001
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "card.svg").write_text(CARD, encoding="utf-8")
    with serve(site) as url:
        settings = settings_for(url, probes={"on": False}, tender={"mask": mask, "pictures": True})
        audited(settings, tmp_path)
    pack = papers.tender(settings, tmp_path, out=tmp_path / "pack", pdf=False).page.parent
    shown = sorted((pack / "report" / "pictures").glob("*.jpg"))
    words = (pack / "report" / "defects.html").read_text(encoding="utf-8")
    assert ("写真の下の薄い字" in words, "薄い字の案内" in words) == (True, True)
    # Two of the four show the card, an image; of the others one shows the line of the number and the one below it.
    assert (2 if mask else 4) == len(shown)
    picture = next(
        each for each in (Image.open(path).convert("L") for path in shown) if dark(each, (168, 0, 260, 70)) > 50
    )
    assert mask == (dark(picture, (38, 0, 165, 70)) == 0)
    told = (pack / "index.html").read_text(encoding="utf-8")
    assert mask == ("灰色で覆いました" in told)


def dark(picture: Image.Image, place: tuple[int, int, int, int]) -> int:
    """Count dark pixels of a place."""
    return sum(value < 60 for value in picture.crop(place).tobytes())


def audited(settings: Settings, folder: Path) -> None:
    now = datetime(2026, 4, 1, 20, tzinfo=UTC)
    asyncio.run(api.audit(settings, folder, progress=lambda _: None, stop=Stop(), now=lambda: now))
