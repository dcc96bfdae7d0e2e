"""The one form of an address."""

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from a11y_audit.crawl.urls import DEFAULT_DROPPED, SESSION_PARAMETERS, authority, canonical, dropped, host, origin

BASE = "https://www.city.example.jp/kurashi/gomi/index.html?page=2"

PIECES = (
    "http https : / // \\ ? # & = ; @ . .. %2e %2E%2e % %4 %41 %zz %8E%73 %E5%B8%82 市 ｈ 例え.テスト EXAMPLE.jp "
    "127.0.0.1 0x7f.1 [::1] [::FFFF:1.2.3.4] :80 :443 :08080 utm_source=a gclid a=1 +b [c] | ^ ' \" ` { } user:pass@ "
    ";jsessionid=1 mailto: example.jp. \ud83d \udc4d \x00 \x1f \t \n"
)
pieces = st.sampled_from(re.split(" ", PIECES))
addresses = st.one_of(
    st.text(),
    st.lists(pieces, max_size=12).map("".join),
    st.lists(pieces, max_size=8).map(lambda found: "http://h" + "".join(found)),
)


@given(addresses, st.none() | addresses | st.just(BASE))
@example("http://h/%%34%31", None)
@example("http://h/a/..;jsessionid=1/b", None)
@example("http://h/.//..//x", None)
@example("http://h/?&&a", None)
@example("http://\u2100/", None)
@example("http://\u2488jp/", None)
def test_canonical_never_raises_and_changes_nothing_the_second_time(url: str, base: str | None) -> None:
    for names in (frozenset[str](), SESSION_PARAMETERS):
        once = canonical(url, base, drop_parameters=names)
        if once is not None:
            assert once.isascii()
            assert "#" not in once
            assert canonical(once, drop_parameters=names) == once
            assert canonical(once, BASE, drop_parameters=names) == once


@given(addresses)
def test_origin_and_host_exist_exactly_where_the_address_does(url: str) -> None:
    address = canonical(url)
    assert (address is None) == (origin(url) is None) == (host(url) is None)
    if address is not None:
        assert address.startswith(f"{origin(url)}/")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://WWW.City.Example.JP/Kurashi/A.html", "http://www.city.example.jp/Kurashi/A.html"),
        ("http://example.jp", "http://example.jp/"),
        ("http://example.jp:80/", "http://example.jp/"),
        ("https://example.jp:0443/", "https://example.jp/"),
        ("https://example.jp:80/", "https://example.jp:80/"),
        ("http://example.jp:/", "http://example.jp/"),
        ("http://example.jp./", "http://example.jp/"),
        ("http://example.jp/a/./b/../c/..", "http://example.jp/a/"),
        ("http://example.jp/a/%2e%2E/b", "http://example.jp/b"),
        ("http://example.jp/../../a", "http://example.jp/a"),
        ("http://example.jp//a//", "http://example.jp//a//"),
        ("http://example.jp/a#top", "http://example.jp/a"),
        ("http://example.jp/a?#top", "http://example.jp/a"),
        ("http://example.jp/a#!/kurashi?page=2", "http://example.jp/a"),
        ("http://example.jp/a?b=1&utm_source=x&c=2&fbclid=y", "http://example.jp/a?b=1&c=2"),
        ("http://example.jp/a?UTM_Medium=x", "http://example.jp/a"),
        ("http://example.jp/a?b&&c=", "http://example.jp/a?b&c="),
        ("http://example.jp/市?q=市", "http://example.jp/%E5%B8%82?q=%E5%B8%82"),
        ("http://example.jp/%e5%b8%82", "http://example.jp/%E5%B8%82"),
        ("http://example.jp/%8e%73", "http://example.jp/%8Es"),
        ("http://example.jp/%8E%A0?q=%8e%a0", "http://example.jp/%8E%A0?q=%8E%A0"),
        ("http://example.jp/%7Euser/%2Fa", "http://example.jp/~user/%2Fa"),
        ("http://example.jp/100%", "http://example.jp/100%25"),
        ("http://example.jp/a b|c", "http://example.jp/a%20b%7Cc"),
        ("http://example.jp/a?x[]=1+2", "http://example.jp/a?x%5B%5D=1+2"),
        ("http://example.jp/o'?o=o'", "http://example.jp/o'?o=o%27"),
        ("  \x01http://exam\tple.jp/a\n/b  ", "http://example.jp/a/b"),
        ("http:\\\\example.jp\\a\\b?c\\d", "http://example.jp/a/b?c%5Cd"),
        ("http:example.jp", "http://example.jp/"),
        ("http:////example.jp/a", "http://example.jp/a"),
        ("http://例え.テスト/", "http://xn--r8jz45g.xn--zckzah/"),
        ("http://ｅｘａｍｐｌｅ．ｊｐ/", "http://example.jp/"),
        ("http://%65xample.jp/", "http://example.jp/"),
        ("http://[0:0::1]:8080/a", "http://[::1]:8080/a"),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("http://example.jp/\ud83d", "http://example.jp/%EF%BF%BD"),
        ("http://example.jp/a;jsessionid=0A1B?b=1", "http://example.jp/a?b=1"),
        ("http://example.jp/a?PHPSESSID=abc&b=1", "http://example.jp/a?b=1"),
        ("http://example.jp/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "http://example.jp/a.aspx"),
        ("http://example.jp/x/(A(1)F(2)s(3))/a", "http://example.jp/x/a"),
        ("http://example.jp/gikai?session_id=12", "http://example.jp/gikai?session_id=12"),
        ("http://example.jp/gikai?session_id=0123456789abcdef", "http://example.jp/gikai"),
        ("http://example.jp/wiki/(S(a))", "http://example.jp/wiki/(S(a))"),
    ],
)  # fmt: skip
def test_canonical_form(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "", "/a", "//example.jp/", "mailto:a@example.jp", "tel:0120", "javascript:void(0)", "ftp://example.jp/",
        "data:,x", "file:///etc/hosts", "http://", "http:///", "https://?a", "http://user:secret@example.jp/", "http://@example.jp/",
        "http://example.jp:99999/", "http://example.jp:8a/", "http://exa mple.jp/", "http://a..b/", "http://[::1/",
        "http://[::g]/", "http://[1:2]/", "http://999.1.1.1/", "http://1.2.3/", "http://%ff/", "http://a%2Fb/",
        "http://" + "a." * 200,
        "http://" + "市" * 300 + "/", "http://\u00ad/", "http://:80/",
    ],
)  # fmt: skip
def test_no_page_of_the_web(url: str) -> None:
    assert canonical(url) is None


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("", "https://www.city.example.jp/kurashi/gomi/index.html?page=2"),
        ("#main", "https://www.city.example.jp/kurashi/gomi/index.html?page=2"),
        ("?page=3", "https://www.city.example.jp/kurashi/gomi/index.html?page=3"),
        ("?", "https://www.city.example.jp/kurashi/gomi/index.html"),
        ("12.html", "https://www.city.example.jp/kurashi/gomi/12.html"),
        ("../12.html", "https://www.city.example.jp/kurashi/12.html"),
        ("..", "https://www.city.example.jp/kurashi/"),
        (".", "https://www.city.example.jp/kurashi/gomi/"),
        ("/", "https://www.city.example.jp/"),
        ("\\site\\", "https://www.city.example.jp/site/"),
        ("//example.jp/a", "https://example.jp/a"),
        ("https:12.html", "https://www.city.example.jp/kurashi/gomi/12.html"),
        ("https:/12.html", "https://www.city.example.jp/12.html"),
        ("http:12.html", "http://12.html/"),
        ("市.html", "https://www.city.example.jp/kurashi/gomi/%E5%B8%82.html"),
        ("mailto:a@example.jp", None),
    ],
)
def test_links_are_resolved_as_a_browser_does(link: str, expected: str | None) -> None:
    assert canonical(link, BASE) == expected


def test_a_link_on_a_page_without_an_address_is_none() -> None:
    assert canonical("a.html", "about:blank") is None


def test_dots_of_the_base_are_resolved_before_the_link() -> None:
    assert canonical("c", "http://h/a/b/..") == "http://h/a/c"


@pytest.mark.parametrize(
    "url",
    [
        "http://h/a;jsessionid=1?b=1",
        "http://h/a;JSESSIONID=1?PHPSESSID=2&b=1",
        "http://h/a?ASPSESSIONIDABCD=x&b=1",
        "http://h/x/..;jsessionid=1/a?b=1",
    ],
)
def test_sessions_are_dropped(url: str) -> None:
    assert canonical(url) == "http://h/a?b=1"


def test_an_address_is_fetched_with_its_session() -> None:
    for url in ("http://h/a;jsessionid=1", "http://h/(S(abc))/a"):
        assert canonical(url, drop_parameters=frozenset()) == url


def test_other_path_parameters_stay() -> None:
    assert canonical("http://h/a;v=1;jsessionid=2/b", drop_parameters=SESSION_PARAMETERS) == "http://h/a;v=1/b"


@given(st.text(alphabet="市役所くらし①㈱ー髙abc ", min_size=1), st.sampled_from(["cp932", "euc_jp", "utf-8"]))
def test_the_bytes_of_a_query_are_kept(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    url = canonical(f"http://h/s?q={quote_from_bytes(data, safe='').lower()}&r=1")

    assert url is not None
    assert unquote_to_bytes(urlsplit(url).query) == b"q=" + data + b"&r=1"


@given(st.lists(st.sampled_from(["a", "A", "ref", "sid", "sidx", "PHPSESSID", "utm_x", "分類"]), max_size=6))
def test_exactly_the_parameters_named_are_left_out(names: list[str]) -> None:
    url = canonical("http://h/s?" + "&".join(f"{name}=1" for name in names), drop_parameters=frozenset({"a", "sid"}))

    kept = [name for name in names if name not in {"a", "A", "sid"}]
    assert url == canonical("http://h/s?" + "&".join(f"{name}=1" for name in kept), drop_parameters=frozenset())


@pytest.mark.parametrize("written", ["Ref", " ref ", "?ref=", "&ref=1", "re*", "ref?"])
def test_settings_name_further_parameters_to_leave_out(written: str) -> None:
    url = "http://h/a?REF=1&utm_source=x&b=2"

    assert canonical(url, drop_parameters=dropped([written])) == "http://h/a?b=2"
    assert canonical(url, drop_parameters=dropped([])) == "http://h/a?REF=1&b=2"


def test_settings_name_parameters_in_japanese() -> None:
    assert canonical("http://h/a?分類=1&b=2", drop_parameters=dropped(["分類"])) == "http://h/a?b=2"


def test_settings_may_name_what_is_otherwise_dropped_with_a_token_only() -> None:
    url = "http://h/gikai?session_id=12&b=2"

    assert canonical(url, drop_parameters=dropped(["session_id"])) == "http://h/gikai?b=2"
    assert canonical(url, drop_parameters=dropped(["ref"])) == url


@pytest.mark.parametrize("written", ["", " ", "?", "=1"])
def test_a_name_that_is_empty_leaves_nothing_out(written: str) -> None:
    assert dropped([written]) == DEFAULT_DROPPED


def test_origin_authority_and_host() -> None:
    assert origin("HTTPS://Example.JP:443/a") == "https://example.jp"
    assert origin("http://[::1]:8080/") == "http://[::1]:8080"
    assert authority("http://Example.jp:8080/") == "example.jp:8080"
    assert host("http://[::1]:8080/") == "::1"
    assert (origin("x"), authority("x"), host("x")) == (None, None, None)
