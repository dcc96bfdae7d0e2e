"""Run what waits for pages and browsers; a Ctrl-C at the terminal is for this program alone."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

if sys.platform == "win32":
    _Loop = asyncio.ProactorEventLoop
else:
    _Loop = asyncio.SelectorEventLoop


class _Apart(_Loop):
    """A loop whose child processes are in a session of their own.

    A terminal sends Ctrl-C to all processes of ours. The browser would end at once, and pages in flight with it,
    although they are to be finished first.
    """

    async def subprocess_exec(
        self,
        protocol_factory: Callable[[], Any],
        *args: Any,  # noqa: ANN401 -- as asyncio has it
        **kwargs: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Start a program."""
        return await super().subprocess_exec(protocol_factory, *args, **{"start_new_session": True, **kwargs})


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run the work to its end and return what it returns."""
    with asyncio.Runner(loop_factory=_Apart) as runner:
        return runner.run(work)
