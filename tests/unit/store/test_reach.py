"""What was tried out, and that what was not tried out was not looked for."""

from dataclasses import replace

from a11y_audit.store import reach, reading, results, tracking
from a11y_audit.store.reach import Reach
from tests.unit.stores import begun, finding, fresh_store, result, visit_all

HOME = "https://city.example/"


def test_pages_are_told_by_template_and_by_probe() -> None:
    with fresh_store() as store:
        run = begun(store, HOME, f"{HOME}a", f"{HOME}b")
        ids = visit_all(store, run, {HOME: (), f"{HOME}a": (), f"{HOME}b": ()})
        for url, skeleton, probes in ((HOME, "x", "walk:1 zoom:2"), (f"{HOME}a", "x", "zoom:2"), (f"{HOME}b", "y", "")):
            results.save_visit(store, run.id, replace(result(ids[url], ()), skeleton=skeleton, probes=probes))

        assert reach.reach(store, run.id) == [
            Reach(HOME, 2, {"walk": 1, "zoom": 2}),
            Reach(f"{HOME}b", 1, {}),
        ]
        assert reach.tried(store, run.id) == {HOME: "x", f"{HOME}a": "x"}


def test_a_defect_is_settled_only_where_its_probe_was_run_again() -> None:
    with fresh_store() as store:
        found = finding(HOME)
        first = begun(store, HOME)
        ids = visit_all(store, first, {HOME: (found,)})
        seen = {found.defect}
        for night, probes in ((1, "zoom:1"), (2, "walk:1")):
            run = begun(store, HOME, night=night)
            visit_all(store, run, {HOME: ()})
            results.save_visit(store, run.id, replace(result(ids[HOME], ()), probes=probes))
            reading.save_rules(store, run.id, {found.rule: "walk"})
            still_open = tracking.unsettled(store, run.id, seen)
            assert still_open == (seen if night == 1 else set())
