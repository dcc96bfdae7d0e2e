"""Keep a public site from leading the audit into the private network it runs in.

A link or a redirect of a page can name any address, also that of a router or of a cloud's metadata service. Where the
site itself lies in a private network, as on an intranet, nothing is held back. An address that changes between this
question and the request is not noticed: this guards against accidents and simple malice, and replaces no firewall.
"""

import asyncio
import ipaddress
import socket
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from a11y_audit.crawl.urls import host

LOOKUP_S: Final = 5.0
"""Longest wait for the addresses of a host; one that takes longer counts as not resolved."""

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""RFC 6052 §2.1: the last four bytes are the IPv4 address that is meant."""
_LOCAL_NAT64: Final = ipaddress.IPv6Network("64:ff9b:1::/48")
"""RFC 8215: not for the public; Python's list of such networks has it only since 3.12.4."""


async def system_addresses(host: str) -> Sequence[str]:
    """Return the addresses that the system knows for a host, IPv4 and IPv6.

    Raises:
        OSError: the host can't be resolved.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class Border:
    """Tell which addresses a public site must not lead to.

    Args:
        site_urls: The seeds; the site is public if all addresses of all their hosts are.
        resolve: Returns the addresses of a host, or raises OSError.
    """

    def __init__(
        self, site_urls: Iterable[str], *, resolve: Callable[[str], Awaitable[Sequence[str]]] = system_addresses
    ) -> None:
        self._site_hosts = frozenset(host(url) for url in site_urls)
        self._resolve = resolve
        self._known: dict[str, Sequence[str]] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def closed_to(self, url: str) -> bool:
        """Whether a public site leads to a host with an address that is not public; False where nothing is known."""
        name = host(url)
        if name is None or not await self._is_site_public():
            return False
        return not all(map(_is_public, await self._addresses(name)))

    async def _is_site_public(self) -> bool:
        for name in self._site_hosts:
            addresses = await self._addresses(name) if name else ()
            if not addresses or not all(map(_is_public, addresses)):
                return False
        return bool(self._site_hosts)

    async def _addresses(self, name: str) -> Sequence[str]:
        """Return a host's addresses, none if it can't be resolved; each host is looked up once, for all who ask."""
        if _is_address(name):
            return (name,)
        async with self._asking[name]:
            if name not in self._known:
                self._known[name] = await self._looked_up(name)
        return self._known[name]

    async def _looked_up(self, name: str) -> Sequence[str]:
        try:
            async with asyncio.timeout(LOOKUP_S):
                return await self._resolve(name)
        # UnicodeError: a name with a part longer than 63 signs.
        except (OSError, UnicodeError):
            return ()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        if address in _LOCAL_NAT64:
            return False
        meant = ipaddress.IPv4Address(address.packed[-4:]) if address in _NAT64 else address.ipv4_mapped
        address = meant or address
    return address.is_global
