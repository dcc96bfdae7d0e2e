"""What browser tests share: audits of the demo city's nights, made once a session."""

import asyncio
import shutil
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from a11y_audit import api
from a11y_audit.api import AuditEnd
from a11y_audit.audit.events import Stop
from a11y_audit.settings import Settings
from a11y_audit.testing.demo_city.catalogue import NIGHTS, catalogue
from a11y_audit.testing.demo_city.server import serve

FIRST_NIGHT = datetime(2026, 11, 3, 20, tzinfo=UTC)
"""A night before the demo city's first: each is audited after its pages were published."""
PATIENCE_S = 10.0
"""How long an audit waits on the nights on which pages of the demo city never answer."""
LIGHT: dict[str, object] = {"formats": ("csv",), "pictures": False}
"""Settings of [report] for audits whose results alone are looked at."""


@dataclass(frozen=True, slots=True)
class City:
    """Audited nights of the demo city in a row: the folder, the address, and how each audit ended."""

    folder: Path
    url: str
    ends: tuple[AuditEnd, ...]


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings_for(url: str, **sections: dict[str, object]) -> Settings:
    """Return settings for a site on loopback; its pages are not tried out unless `probes` asks for it."""
    site = {"name": "みどり野市公式サイト", "city": "みどり野市", "seeds": (url,)}
    return Settings.model_validate({"site": site, "probes": {"on": False}, **sections})


def audit(url: str, folder: Path, *, now: datetime = FIRST_NIGHT, **sections: dict[str, object]) -> AuditEnd:
    """Audit a site on loopback."""
    return asyncio.run(
        api.audit(settings_for(url, **sections), folder, progress=lambda _: None, stop=Stop(), now=lambda: now)
    )


def audit_night(night: int, folder: Path, *, port: int, **sections: dict[str, object]) -> AuditEnd:
    """Audit the demo city as it is on a night, at the time of that night; one port is one site."""
    has_silence = any(each.kind == "silent" and night in each.nights for each in catalogue().incidents)
    crawl = {
        "parallel": 2,
        **({"navigation_timeout_s": PATIENCE_S} if has_silence else {}),
        **sections.pop("crawl", {}),
    }
    with serve(night, port=port) as url:
        return audit(url, folder, now=FIRST_NIGHT + timedelta(days=night), crawl=crawl, **sections)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """Audit the demo city on three nights in a row, on one address."""
    folder = tmp_path_factory.mktemp("city")
    port = free_port()
    ends = tuple(audit_night(night, folder, port=port) for night in NIGHTS[:3])
    return City(folder, f"http://127.0.0.1:{port}/", ends)


@pytest.fixture(scope="session")
def ten_nights(city: City, tmp_path_factory: pytest.TempPathFactory) -> City:
    """Audit the nights after those of `city` too, in a folder of their own that begins as a copy."""
    folder = tmp_path_factory.mktemp("ten") / "city"
    shutil.copytree(city.folder, folder)
    port = urlsplit(city.url).port
    assert port is not None
    ends = tuple(audit_night(night, folder, port=port, report=LIGHT) for night in NIGHTS[3:])
    return City(folder, city.url, (*city.ends, *ends))
