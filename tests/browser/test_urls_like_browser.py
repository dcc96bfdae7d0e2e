"""An address means the same to us as to the browser that opens it: asked of the browser's own `URL`."""

import asyncio
import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from a11y_audit.crawl.urls import canonical
from a11y_audit.render.browser import browser

pytestmark = pytest.mark.browser

Resolve = Callable[[str, str], str | None]

BASES = (
    "https://www.city.example.jp/",
    "https://www.city.example.jp/kurashi/gomi/index.html?page=2#top",
    "http://www.city.example.jp:8080/a/b/../c;v=1/.",
    "https://xn--r8jz45g.xn--zckzah/%E5%B8%82/%8E%73?q=%8E%A0",
)
SCRIPT = "([href, base]) => { try { return new URL(href, base).href } catch { return null } }"

pieces = st.sampled_from(
    [
        "/", "//", "\\", "?", "#", "#!", "&", "=", ";", ",", ":", "+", ".", "..", "./", "../", "%2e", "%2E%2e/", "%", "%4", "%zz",
        "%41", "%8e%73", "%E5%B8%82", "%2F", "%27", "市", "①", "~", "'", '"', "<", ">", "`", "{", "}", "[", "]", "|", "^", "!", "$", "(",
        ")", "*", "_", "-", " ", "\t", "\n", "\x01", "\x7f", "\u3000", "\ufeff", "\U0001f44d", "a", "B", "index.html", "a=1", "q=市", "jsessionid=1",
    ]
)  # fmt: skip
tails = st.lists(pieces, max_size=10).map("".join)
# What follows two slashes is a host: odd letters in it are read by other tables, and lead nowhere in either.
paths = tails.filter(lambda text: not re.match(r"[\x00-\x20]*[/\\][\t\n]*[/\\]", text))
hosts = st.sampled_from(
    [
        "example.jp", "EXAMPLE.JP.", "例え.テスト", "ｅｘａｍｐｌｅ．ｊｐ", "%65xample.jp", "127.0.0.1", "[::FFFF:1]", "a b", "a..b", "[::g]", "",
        "user:secret@example.jp",
    ]
)  # fmt: skip
ports = st.sampled_from(["", ":", ":80", ":443", ":0443", ":8080", ":0", ":65535", ":65536", ":8a"])
schemes = st.sampled_from(["http:", "https:", "HTTPS:", "hTtP:", "", "mailto:", "javascript:", "ftp:", "tel:"])
slashes = st.sampled_from(["//", "/", "", "\\\\", "////"])
absolute = st.builds("".join, st.tuples(schemes, slashes, hosts, ports, st.sampled_from(["/", "?", "#"]), tails))


@pytest.fixture(scope="module")
def resolve() -> Iterator[Resolve]:
    with asyncio.Runner() as runner:
        opened = browser()
        page = runner.run(runner.run(opened.__aenter__()).new_page())

        def asked(href: str, base: str) -> str | None:
            found: str | None = runner.run(page.evaluate(SCRIPT, [href, base]))
            return found

        yield asked
        runner.run(opened.__aexit__(None, None, None))


@given(href=paths | absolute, base=st.sampled_from(BASES))
@example(href="?q='市'", base=BASES[1])
@example(href="#!/kurashi", base=BASES[1])
@settings(max_examples=500, deadline=None)
def test_an_address_is_resolved_as_the_browser_does(resolve: Resolve, href: str, base: str) -> None:
    answer = resolve(href, base)

    nothing = frozenset[str]()
    expected = None if answer is None else canonical(answer, drop_parameters=nothing)
    assert canonical(href, base, drop_parameters=nothing) == expected
