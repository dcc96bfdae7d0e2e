"""What a public site must not lead to."""

import asyncio
from collections.abc import Iterable, Sequence

import pytest

from a11y_audit.crawl.network import Border, system_addresses

PUBLIC = "https://city.example.jp/"
KNOWN = {
    "city.example.jp": ["203.0.114.10", "2001:2f8::10"],
    "library.example.jp": ["203.0.114.11"],
    "intranet.example.jp": ["10.1.2.3"],
    "half.example.jp": ["203.0.114.12", "192.168.0.1"],
}


class Names:
    """A system of names that counts what it is asked; unknown ones can't be resolved, `slow` ones take a turn."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        await asyncio.sleep(0)
        if host == "silent.example.jp":
            raise TimeoutError
        if host not in KNOWN:
            raise OSError(-2, "Name or service not known")
        return KNOWN[host]


def closed(url: str, *site: str) -> bool:
    return asyncio.run(Border(site or [PUBLIC], resolve=Names()).closed_to(url))


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "127.8.8.8", "0.0.0.0", "169.254.169.254",
        "100.64.0.1", "100.127.255.255", "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[fc00::1]", "[::ffff:10.0.0.1]",
        "[::ffff:169.254.169.254]", "[64:ff9b::10.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::808:808]",
        "intranet.example.jp", "half.example.jp",
    ],
)  # fmt: skip
def test_private_networks_are_closed_to_a_public_site(host: str) -> None:
    assert closed(f"http://{host}/a")
    assert closed(f"http://{host}:8080/")


@pytest.mark.parametrize(
    "host",
    [
        "8.8.8.8", "172.32.0.1", "100.128.0.1", "[2001:2f8::1]", "[::ffff:8.8.8.8]", "[64:ff9b::8.8.8.8]",
        "library.example.jp", "city.example.jp", "unknown.example.jp", "silent.example.jp",
    ],
)  # fmt: skip
def test_the_public_and_the_unknown_are_open(host: str) -> None:
    assert not closed(f"http://{host}/a")


@pytest.mark.parametrize("url", ["mailto:a@b.example", "nonsense", "http://[::1/"])
def test_what_is_no_address_is_not_closed(url: str) -> None:
    assert not closed(url)


@pytest.mark.parametrize(
    "site",
    [
        ["http://192.168.0.10/"],
        ["http://intranet.example.jp/"],
        ["http://half.example.jp/"],
        ["http://unknown.example.jp/"],
        ["http://silent.example.jp/"],
        [PUBLIC, "http://intranet.example.jp/"],
        [PUBLIC, "nonsense"],
    ],
)
def test_nothing_is_closed_to_a_site_that_is_not_public(site: Iterable[str]) -> None:
    assert not closed("http://10.0.0.1/", *site)


def test_nothing_is_closed_without_a_site() -> None:
    assert not asyncio.run(Border([], resolve=Names()).closed_to("http://10.0.0.1/"))


def test_each_host_is_looked_up_once_for_all_who_ask() -> None:
    names = Names()
    urls = ["http://intranet.example.jp/a", "http://unknown.example.jp/", "http://10.0.0.1/", f"{PUBLIC}b"]

    async def many() -> list[bool]:
        border = Border([PUBLIC, f"{PUBLIC}en/"], resolve=names)
        first = await asyncio.gather(*(border.closed_to(url) for url in urls * 3))
        return [*first, *[await border.closed_to(url) for url in urls]]

    assert asyncio.run(many()) == [True, False, True, False] * 4
    assert sorted(names.asked) == ["city.example.jp", "intranet.example.jp", "unknown.example.jp"]


def test_who_gives_up_does_not_take_the_others_with_them() -> None:
    async def two() -> bool:
        border = Border([PUBLIC], resolve=Names())
        hasty = asyncio.create_task(border.closed_to("http://intranet.example.jp/"))
        patient = asyncio.create_task(border.closed_to("http://intranet.example.jp/"))
        await asyncio.sleep(0)
        hasty.cancel()
        return await patient

    assert asyncio.run(two())


def test_a_name_that_no_system_takes_is_not_resolved() -> None:
    async def refusing(_: str) -> Sequence[str]:
        raise UnicodeError("label too long")

    assert not asyncio.run(Border([PUBLIC], resolve=refusing).closed_to("http://10.0.0.1/"))


def test_the_systems_own_names() -> None:
    assert set(asyncio.run(system_addresses("localhost"))) <= {"127.0.0.1", "::1"}
    assert asyncio.run(Border(["https://8.8.8.8/"]).closed_to("http://localhost:8000/"))
