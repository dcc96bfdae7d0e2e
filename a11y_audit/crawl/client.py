"""Fetch single addresses without a browser: robots.txt, sitemaps, documents, and pages that may be unchanged.

Redirects are followed by hand, so that every hop is known and can be refused. What the network does wrong is a value,
`FetchFailed`, never an exception.
"""

import asyncio
import errno
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from time import monotonic
from types import TracebackType
from typing import Final, Literal, Self

import httpx

from a11y_audit.crawl.urls import canonical, origin

FailureReason = Literal["dns", "refused", "tls", "timeout", "redirect_loop", "too_large", "protocol", "private"]

MAX_REDIRECTS: Final = 10

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ASCII_END: Final = 0x80
_NOT_REACHED: Final = frozenset({errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN})
_DROPPED: Final = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
_KEPT_OPEN: Final = httpx.Limits(max_connections=None, max_keepalive_connections=64)
"""As many as requests can be under way at once; how many that are, the caller decides."""
_KEPT_NONE: Final = httpx.Limits(max_connections=None, max_keepalive_connections=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSettings:
    """How to ask.

    Attributes:
        user_agent: Whole User-Agent header, with an address where the city can complain.
        timeout_s: For one fetch with all its redirects, from the first byte sent to the last byte received.
        max_bytes: Largest body after unpacking.
        headers: Sent with every request.
        secrets: Headers by origin as `urls.origin` writes it, for instance `Authorization`; sent to that origin only.
    """

    user_agent: str
    timeout_s: float = 30.0
    max_bytes: int = 50 * 1024 * 1024
    headers: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer, whatever its status.

    Attributes:
        url: As asked for.
        final_url: That which answered, canonical with all its parameters.
        headers: Names in lower case.
        latency_s: From the last hop's request to the first byte of its answer, a new connection included.
        redirects: Addresses that answered with a redirect, in order.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    latency_s: float
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """Why there is no answer, and what the system said about it, for the log and for technicians."""

    url: str
    reason: FailureReason
    detail: str


class Client:
    """Fetch addresses, each without memory of the others; use as an async context manager.

    Args:
        settings: How to ask.
        trust: Whom to trust in TLS; by default the authorities that httpx brings.
        closed: Asked with the address of each hop before it is requested; if it says yes, the fetch fails as `private`.
    """

    def __init__(
        self,
        settings: ClientSettings,
        *,
        trust: ssl.SSLContext | None = None,
        closed: Callable[[str], Awaitable[bool]] | None = None,
    ) -> None:
        self._settings = settings
        self._closed = closed
        trust = trust or httpx.create_ssl_context()
        self._http = _http(settings, trust, _KEPT_OPEN)
        self._http_anew = _http(settings, trust, _KEPT_NONE)

    async def __aenter__(self) -> Self:
        """Return the client, ready to fetch."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()
        await self._http_anew.aclose()

    async def fetch(
        self,
        url: str,
        *,
        conditions: Mapping[str, str] | None = None,
        may_follow: Callable[[str], bool] = lambda _: True,
    ) -> Fetched | FetchFailed:
        """Get one address.

        Args:
            url: Absolute; asked for in its canonical form, with all its parameters.
            conditions: `If-None-Match` or `If-Modified-Since`; the answer may then have status 304.
            may_follow: Asked with each redirect's target; if it says no, the redirect itself is the answer.
        """
        try:
            async with asyncio.timeout(self._settings.timeout_s):
                return await self._follow(url, conditions or {}, may_follow)
        except TimeoutError:
            return FetchFailed(url, "timeout", f"no complete answer in {self._settings.timeout_s:g} s")
        except _TooLarge as large:
            return FetchFailed(url, "too_large", str(large))
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return FetchFailed(url, *_told(error))

    async def _follow(
        self, url: str, conditions: Mapping[str, str], may_follow: Callable[[str], bool]
    ) -> Fetched | FetchFailed:
        current = canonical(url, drop_parameters=frozenset())
        if current is None:
            return FetchFailed(url, "protocol", "not an address of the web")
        cookies, hops = httpx.Cookies(), list[str]()
        # A page may set a cookie and send the visitor back to itself once: a loop is the same address, same cookies.
        asked = set[tuple[str, str]]()
        while True:
            if self._closed is not None and await self._closed(current):
                return FetchFailed(url, "private", f"{current} lies in a private network")
            request = self._request(current, conditions, cookies)
            state = (current, request.headers.get("Cookie", ""))
            if state in asked or len(hops) > MAX_REDIRECTS:
                return FetchFailed(url, "redirect_loop", " > ".join([*hops, current][-4:]))
            asked.add(state)
            response, body, latency_s = await self._ask(request)
            if "Set-Cookie" in response.headers:
                cookies.extract_cookies(response)
            location = _location(response)
            target = None if location is None else canonical(location, current, drop_parameters=frozenset())
            if location is not None and target is None:
                # The target is not told, because it may hold credentials.
                return FetchFailed(url, "protocol", "redirect to what is not an address of the web")
            if target is None or not may_follow(target):
                return Fetched(
                    url=url,
                    final_url=current,
                    status=response.status_code,
                    headers=dict(response.headers),
                    body=body,
                    latency_s=latency_s,
                    redirects=tuple(hops),
                )
            hops.append(current)
            current = target

    def _request(self, url: str, conditions: Mapping[str, str], cookies: httpx.Cookies) -> httpx.Request:
        secrets = self._settings.secrets
        own = secrets.get(origin(url) or "", {}) if secrets else {}
        request = self._http.build_request("GET", url, headers={**own, **conditions})
        if cookies:
            cookies.set_cookie_header(request)
        return request

    async def _ask(self, request: httpx.Request) -> tuple[httpx.Response, bytes, float]:
        start = monotonic()
        connecting = _Connecting()
        request.extensions["trace"] = connecting
        try:
            response = await self._http.send(request, stream=True)
        except _DROPPED:
            # A server closes idle connections when it likes, also while the next request is under way on one. Another
            # kept connection may be as old, so the second attempt makes its own; RFC 9112 §9.3.1 allows it for GET.
            if connecting.seen:
                raise
            response = await self._http_anew.send(request, stream=True)
        latency_s = monotonic() - start
        try:
            return response, await self._body(response), latency_s
        finally:
            await response.aclose()

    async def _body(self, response: httpx.Response) -> bytes:
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # Its Content-Length is that of the page we have. Nothing is there to read but the end of the message,
            # without which httpx would not use the connection again.
            return b"".join([chunk async for chunk in response.aiter_raw()])
        limit = self._settings.max_bytes
        announced = response.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced) > limit:
            raise _TooLarge(f"{announced} bytes announced, limit {limit}")
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > limit:
                raise _TooLarge(f"more than {limit} bytes")
        return bytes(body)


class _Connecting:
    """Notices whether httpx makes a connection for a request, or takes one that it kept."""

    seen = False

    async def __call__(self, event: str, _: Mapping[str, object]) -> None:
        if event == "connection.connect_tcp.started":
            self.seen = True


def _http(settings: ClientSettings, trust: ssl.SSLContext, limits: httpx.Limits) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        headers={"User-Agent": settings.user_agent, **settings.headers},
        # The whole fetch has one limit, which holds for every wait in it.
        timeout=None,  # noqa: S113
        verify=trust,
        limits=limits,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
    )


class _TooLarge(Exception):  # noqa: N818  never leaves this module
    """The body exceeds the limit."""


def _location(response: httpx.Response) -> str | None:
    """Return where a redirect leads, None if the answer is no redirect; bytes beyond ASCII are kept as escapes."""
    if response.status_code not in _REDIRECTS:
        return None
    for name, value in response.headers.raw:
        if name.lower() == b"location":
            return "".join(chr(byte) if byte < _ASCII_END else f"%{byte:02X}" for byte in value)
    return None


def _told(error: Exception) -> tuple[FailureReason, str]:
    """Return the reason that lies deepest in a chain of errors: httpx shows refusal, DNS and TLS as one type."""
    causes = list(_causes(error))
    for cause in causes:
        reason = _reason(cause)
        if reason:
            return reason, str(cause) or type(cause).__name__
    connecting = isinstance(error, httpx.ConnectError | httpx.ProxyError)
    return "refused" if connecting else "protocol", str(error) or type(error).__name__


def _reason(error: BaseException) -> FailureReason | None:
    match error:
        case ssl.SSLError():
            return "tls"
        case socket.gaierror():
            return "dns"
        case httpx.TimeoutException() | TimeoutError():
            return "timeout"
        case OSError() if error.errno in _NOT_REACHED:
            return "refused"
        case _:
            return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    yield error
    for inner in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _causes(inner)
    below = error.__cause__ or error.__context__
    if below is not None:
        yield from _causes(below)
