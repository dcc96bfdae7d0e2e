"""Serves the demo city on the loopback, as a plain web server would."""

import hashlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer
from threading import Event, Thread
from typing import Final, assert_never

from a11y_audit.testing.demo_city.site import ORIGIN, OUTSIDE, SILENT, Resource, find

_STUCK: Final = datetime(2024, 4, 1, tzinfo=UTC)
"""The date that a server names which does not know when its pages change."""


@contextmanager
def serve(night: int = 1, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve one night in a thread and yield its base URL, which ends with a slash; port 0 takes a free one."""
    server = _Server(night, host, port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="demo-city", daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}/"
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, night: int, host: str, port: int) -> None:
        self.night = night
        self.ended = Event()
        super().__init__((host, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over clients that went away; a browser does so whenever it leaves a page."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # passed on as it came


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "DemoCity"
    sys_version = ""
    timeout = 30
    server: BaseServer

    def do_GET(self) -> None:
        """Answer with the resource, or with 304 when the client holds it already."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing: a crawl's log has no room for its own test site."""

    def _answer(self, *, with_body: bool) -> None:
        assert isinstance(self.server, _Server)
        resource = find(self.server.night, self.path)
        if resource.status == SILENT:
            self.server.ended.wait()
            self.close_connection = True
            return
        body = self._filled_in(resource)
        validators = _validators(resource, body) if resource.status == HTTPStatus.OK else {}
        is_known = self._holds(validators)
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else resource.status)
        if resource.location is not None:
            other = f"http://localhost:{self.server.server_port}"
            self.send_header("Location", resource.location.replace(OUTSIDE, other))
        for name, value in validators.items():
            self.send_header(name, value)
        if not is_known:
            self.send_header("Content-Type", resource.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body and not is_known:
            self.wfile.write(body)

    def _holds(self, validators: Mapping[str, str]) -> bool:
        """Tell whether the client holds this version; its tag alone decides where it names one (RFC 9110, 13.2.2)."""
        if tags := self.headers.get("If-None-Match", ""):
            return validators.get("ETag", "-") in tags
        since, modified = self.headers.get("If-Modified-Since"), validators.get("Last-Modified")
        if since is None or modified is None:
            return False
        try:
            return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def _filled_in(self, resource: Resource) -> bytes:
        """Put the origin that the client asked for into robots.txt and sitemap.xml."""
        if not resource.content_type.startswith(("text/plain", "application/xml")):
            return resource.body
        own = f"http://{self.headers.get('Host', 'localhost')}"
        return resource.body.replace(ORIGIN.encode(), own.encode())


def _validators(resource: Resource, body: bytes) -> dict[str, str]:
    """Return the headers by which a client can ask whether its version is still the newest."""
    tag = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:24]}"'}
    match resource.validators:
        case "both":
            return tag | _date(resource.modified)
        case "etag":
            return tag
        case "date":
            return _date(resource.modified)
        case "stuck":
            return _date(_STUCK)
        case "always_now":
            return _date(datetime.now(UTC))
        case "none":
            return {}
        case _:
            assert_never(resource.validators)


def _date(modified: datetime | None) -> dict[str, str]:
    return {"Last-Modified": format_datetime(modified, usegmt=True)} if modified else {}
