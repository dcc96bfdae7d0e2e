"""Signs that a city has other worries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.crawl.emergency import Storm, shown

WORDS = ["災害対策本部", "緊急情報", "BCPモード"]


@pytest.mark.parametrize(
    ("html", "word"),
    [
        pytest.param("<p>ただいま緊急情報をお知らせしています。</p>", "緊急情報", id="text"),
        pytest.param("<p>緊急情報 災害対策本部</p>", "災害対策本部", id="the first of the words, not of the page"),
        pytest.param("<h1>緊 急　情&nbsp;報</h1>", "緊急情報", id="spaced apart"),
        pytest.param("<h1>緊急\n<br>情報</h1>", "緊急情報", id="over two lines"),
        pytest.param("<p>緊<b>急</b><span><em>情</em></span>報</p>", "緊急情報", id="over inline elements"),
        pytest.param("<p>緊急<!-- x -->情報</p>", "緊急情報", id="over a comment"),
        pytest.param("<p>緊急<script>x()</script>情報</p>", "緊急情報", id="over a script"),
        pytest.param("<p>災害<ruby>対策<rt>たいさく</rt></ruby>本部</p>", "災害対策本部", id="with its reading"),
        pytest.param("<p>ＢＣＰモード</p>", "BCPモード", id="other width"),
        pytest.param("<p>BCPﾓｰﾄﾞ</p>", "BCPモード", id="half-width katakana"),
        pytest.param("<img src=a.png alt='緊急 情報'>", "緊急情報", id="alt"),
        pytest.param("<a href=/ title=緊急情報>詳しく</a>", "緊急情報", id="title attribute"),
        pytest.param("<title>緊急情報 - 市</title>", "緊急情報", id="title"),
        pytest.param("緊急情報", "緊急情報", id="no element"),
        pytest.param("<?xml version='1.0' encoding='Shift_JIS'?><html><p>緊急情報</p></html>", "緊急情報", id="XHTML"),
        pytest.param("<p>\ud800緊急\0情報</p>", "緊急情報", id="what is no letter"),
        pytest.param("<div hidden>x</div>緊急情報", "緊急情報", id="behind what is hidden"),
        pytest.param("<ul><li>緊急<li>情報</ul>", None, id="two items"),
        pytest.param("<table><tr><td>緊急<td>情報</table>", None, id="two cells"),
        pytest.param("<p>緊急</p>情報", None, id="behind a paragraph"),
        pytest.param("<p>緊急<img alt=x src=a>情報</p>", None, id="an image between"),
        pytest.param("<img alt=緊急><img alt=情報>", None, id="two images"),
        pytest.param("<script>緊急情報</script><style>/*緊急情報*/</style>", None, id="script and style"),
        pytest.param(
            "<noscript><p>緊急情報</p></noscript><template>緊急情報</template>", None, id="noscript, template"
        ),
        pytest.param("<!-- 緊急情報 --><!--[if IE]>緊急情報<![endif]-->", None, id="comments"),
        pytest.param("<div hidden><p>緊急情報</p></div>", None, id="hidden"),
        pytest.param("<div style='color: red; DISPLAY : none'>緊急情報</div>", None, id="not displayed"),
        pytest.param("<div style='visibility:hidden'><img alt=緊急情報></div>", None, id="not visible"),
        pytest.param("<input value=緊急情報><meta name=description content=緊急情報>", None, id="other attributes"),
        pytest.param("", None, id="nothing"),
        pytest.param(" \n", None, id="blanks"),
        pytest.param("<!-- -->", None, id="only a comment"),
    ],
)
def test_words_that_a_visitor_could_see(html: str, word: str | None) -> None:
    assert shown(html, WORDS) == word


def test_words_are_spaced_and_wide_in_the_settings_too() -> None:
    assert shown("<p>緊急情報", ["緊急　情報"]) == "緊急　情報"
    assert shown("<p>BCPモード", ["ＢＣＰモード"]) == "ＢＣＰモード"


@pytest.mark.parametrize("words", [[], [""], ["　 "]])
def test_blank_words_are_never_found(words: list[str]) -> None:
    assert shown("<p>緊急情報</p>", words) is None


@given(st.text("<>/!-pb 緊急情報&\"'=\0\ud800", max_size=60))
def test_nothing_raises(html: str) -> None:
    assert shown(html, ["緊急情報"]) in {"緊急情報", None}


def after(pages: str, storm: Storm | None = None, host: str = "h") -> str | None:
    """Return what a storm is over when a host's pages ended so: `a` answered, `r` refused."""
    storm = storm or Storm()
    for page in pages:
        (storm.answered if page == "a" else storm.refused)(host)
    return storm.over


@pytest.mark.parametrize(
    ("pages", "over"),
    [
        ("", None),
        ("rrrrrrrrr", None),
        ("rrrrrrrrrr", "h"),
        ("a" * 500 + "rrrrrrrrr", None),
        ("a" * 500 + "rrrrrrrrrr", "h"),
        ("rrrrrarrrrra", "h"),
        ("rrrrarrrarrar", None),
        ("r" * 50 + "aa", "h"),
        ("r" * 50 + "aaa", None),
        ("raaaaaaaaa" * 50, None),
        ("ar" * 100, None),
        ("rrrra" * 40, None),
    ],
)
def test_a_storm(pages: str, over: str | None) -> None:
    assert after(pages) == over


def test_hosts_are_counted_each_for_itself() -> None:
    storm = Storm()
    assert after("rrrrrrrrr", storm, "a") is None
    assert after("rrrrrrrrr", storm, "b") is None
    assert after("a" * 20, storm, "c") is None
    assert after("r", storm, "b") == "b"
    assert after("aaa", storm, "b") is None


@given(st.integers(0, 11), st.lists(st.booleans(), max_size=60))
def test_a_broken_part_of_a_site_is_no_storm(begin: int, broken: list[bool]) -> None:
    pages = "".join("r" if is_broken and (begin + number) % 4 else "a" for number, is_broken in enumerate(broken))
    assert after(pages) is None
