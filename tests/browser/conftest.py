"""What browser tests share: audits of the demo city's nights, made once a session."""

import asyncio
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from a11y_audit import api
from a11y_audit.api import AuditEnd
from a11y_audit.audit.events import Stop
from a11y_audit.settings import Settings
from a11y_audit.testing.demo_city.server import serve

FIRST_NIGHT = datetime(2026, 4, 1, 20, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class City:
    """Three audited nights of the demo city: the folder, the address, and how each audit ended."""

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
    """Return settings for a site on loopback."""
    site = {"name": "みどり野市公式サイト", "city": "みどり野市", "seeds": (url,)}
    return Settings.model_validate({"site": site, **sections})


def audit(url: str, folder: Path, *, now: datetime = FIRST_NIGHT, **sections: dict[str, object]) -> AuditEnd:
    """Audit a site on loopback."""
    return asyncio.run(
        api.audit(settings_for(url, **sections), folder, progress=lambda _: None, stop=Stop(), now=lambda: now)
    )


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """Audit the demo city on three nights in a row, on one address."""
    folder = tmp_path_factory.mktemp("city")
    port = free_port()
    ends = []
    for night in (1, 2, 3):
        with serve(night, port=port) as url:
            ends.append(audit(url, folder, now=FIRST_NIGHT + timedelta(days=night)))
    return City(folder, url, tuple(ends))
