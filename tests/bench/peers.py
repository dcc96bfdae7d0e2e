"""Two other tools that put axe-core on a list of pages, installed from npm and measured as their users start them.

Both get the same browser as ours and as many pages at a time as ours has tabs. axe-cli runs axe's rules of WCAG 2.0 A and
AA; pa11y-ci can't be told to, and adds those of WCAG 2.1 and axe's best practices. A page counts only when the tool's own
results hold it.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cost import run

PACKAGES = ("pa11y-ci@4.1.1", "@axe-core/cli@4.13.0")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "a11y-audit-bench"


@dataclass(frozen=True, slots=True)
class Measure:
    """How many pages were really tested, what the program cost from its start to its end, and Python's peak of memory."""

    pages: int
    seconds: float
    cpu_s: float | None
    peak_mb: float | None = None


@dataclass(frozen=True, slots=True)
class Peers:
    """The installed tools and the browser that they drive."""

    folder: Path
    browser: str

    def pa11y_ci(self, urls: Sequence[str], parallel: int) -> Measure:
        """Run pa11y-ci with its axe runner: one browser, `parallel` pages at a time."""
        launched = {"executablePath": self.browser, "args": [f"--{each}" for each in _for_root()]}
        defaults = {
            "runners": ["axe"],
            "standard": "WCAG2AA",
            "concurrency": parallel,
            "chromeLaunchConfig": launched,
            # With its default, a context for each page, several pages at a time make the others fail: "No target
            # found for targetId" (https://github.com/pa11y/pa11y-ci/issues/354), and fewer pages would be tested.
            "useIncognitoBrowserContext": False,
        }
        with tempfile.TemporaryDirectory() as folder:
            config = Path(folder) / "pa11yci.json"
            config.write_text(json.dumps({"defaults": defaults, "urls": list(urls)}), encoding="utf-8")
            cost = run([self._program("pa11y-ci"), "--json", "--config", str(config)], Path(folder))
        results: dict[str, list[dict[str, Any]]] = json.loads(cost.said)["results"] if cost.said else {}
        # A page that could not be tested has one entry that holds a message and no code of a rule.
        pages = sum(all("code" in each for each in found) for found in results.values())
        return Measure(pages, cost.seconds, cost.cpu_s)

    def axe_cli(self, urls: Sequence[str], parallel: int) -> Measure:
        """Run @axe-core/cli, which takes one page after the other: `parallel` processes with equal shares of the list."""
        driver = shutil.which("chromedriver")
        assert driver, "`lacking` asks for it"
        options = ["--tags", "wcag2a,wcag2aa", "--chromedriver-path", driver, "--chrome-path", self.browser]
        if _for_root():
            options.append(f"--chrome-options={','.join(_for_root())}")
        with tempfile.TemporaryDirectory() as folder:
            commands = []
            for number in range(parallel):
                saved = ["--dir", folder, "--save", f"{number}.json"]
                commands.append([self._program("axe"), *options, *saved, *urls[number::parallel]])
            with ThreadPoolExecutor(parallel) as threads:
                costs = list(threads.map(lambda command: run(command, Path(folder)), commands))
            results = [result for each in Path(folder).glob("*.json") for result in json.loads(each.read_text("utf-8"))]
        cpu_s = [each.cpu_s for each in costs if each.cpu_s is not None]
        pages = len({result["url"] for result in results} & set(urls))
        return Measure(pages, max(each.seconds for each in costs), sum(cpu_s) if cpu_s else None)

    def _program(self, name: str) -> str:
        return str(self.folder / "node_modules" / ".bin" / name)


def lacking(kind: str, browser: str | None) -> str | None:
    """Return what is missing for a kind to be measured and where to get it, or None."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            return f"{program} is missing; install Node.js 20 or newer"
    if browser is None:
        return "no Chromium of the system was found; name one by --browser"
    if kind == "axe-cli" and shutil.which("chromedriver") is None:
        return "chromedriver is missing; install one of the browser's version (Debian: apt-get install chromium-driver)"
    return None


def installed(folder: Path, browser: str) -> Peers:
    """Install the tools into `folder` unless these versions are there already."""
    marker = folder / "installed.json"
    if not marker.is_file() or json.loads(marker.read_text("utf-8")) != list(PACKAGES):
        folder.mkdir(parents=True, exist_ok=True)
        options = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
        print(f"installing {' '.join(PACKAGES)} into {folder}", flush=True)
        subprocess.run(["npm", "install", *options, *PACKAGES], check=True, stdout=subprocess.DEVNULL)
        marker.write_text(json.dumps(PACKAGES), encoding="utf-8")
    return Peers(folder, browser)


def _for_root() -> list[str]:
    # Chromium refuses its sandbox to root.
    return ["no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
