"""A loopback server of seeds that can't be audited, each in its own way."""

import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = b'<!DOCTYPE html><html lang="ja"><head><title>page</title></head><body><h1>h</h1><p>text</p></body></html>'

_NEW_KEY = ("-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost")


class Handler(BaseHTTPRequestHandler):
    """Answers `/status/N` with that status, and a few named paths with trouble."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer by path."""
        if self.path.startswith("/status/"):
            self._answer(int(self.path.rpartition("/")[2]), PAGE)
        elif self.path == "/loop":
            self._answer(302, b"", location="/loop")
        elif self.path == "/ping":
            self._answer(302, b"", location="/pong")
        elif self.path == "/pong":
            self._answer(302, b"", location="/ping")
        elif self.path == "/never":
            time.sleep(30)
        elif self.path == "/data.json":
            self._answer(200, b"{}", content_type="application/json")
        elif self.path == "/":
            self._answer(200, PAGE)
        else:
            self._answer(404, b"")

    def _answer(self, status: int, body: bytes, *, location: str = "", content_type: str = "text/html") -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@contextmanager
def serve(certificate: Path | None = None, *, expired: bool = False) -> Iterator[str]:
    """Serve, with TLS and a certificate that nobody signed if a folder for it is given; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    scheme = "http"
    if certificate is not None:
        key, cert = _expired(certificate) if expired else _unsigned(certificate)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _unsigned(folder: Path) -> tuple[Path, Path]:
    """Return the files of a key and of its certificate, which only it signed."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    _openssl("req", "-x509", *_NEW_KEY, "-days", "2", "-keyout", str(key), "-out", str(cert))
    return key, cert


def _expired(folder: Path) -> tuple[Path, Path]:
    """Return the files of a key and of a certificate of one day in 2020."""
    key, request, cert, rules = (folder / name for name in ("key.pem", "request.pem", "cert.pem", "ca.cnf"))
    (folder / "index.txt").touch()
    rules.write_text(
        f"[ca]\ndefault_ca = x\n[x]\ndatabase = {folder}/index.txt\nnew_certs_dir = {folder}\nrand_serial = yes\n"
        "default_md = sha256\npolicy = y\n[y]\ncommonName = supplied\n",
        encoding="utf-8",
    )
    _openssl("req", *_NEW_KEY, "-keyout", str(key), "-out", str(request))
    period = ("-startdate", "20200101000000Z", "-enddate", "20200102000000Z")
    files = ("-config", str(rules), "-keyfile", str(key), "-in", str(request), "-out", str(cert))
    _openssl("ca", "-batch", "-notext", "-selfsign", *period, *files)
    return key, cert


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)
