"""What was tried out, and that what was not tried out was not looked for."""

from dataclasses import replace

from a11y_audit.assess.defects import states
from a11y_audit.store import reach, reading, results, tracking
from a11y_audit.store.reach import Reach
from tests.unit.stores import begun, finding, fresh_store, result, visit_all

HOME = "https://city.example/"


def test_pages_are_told_by_template_and_by_probe() -> None:
    with fresh_store() as store:
        told = {HOME: ("x", "walk:1 zoom:2"), f"{HOME}a": ("x", "letters:1 zoom:2"), f"{HOME}b": ("y", "letters:1")}
        run = begun(store, *told)
        ids = visit_all(store, run, dict.fromkeys(told, ()))
        for url, (skeleton, probes) in told.items():
            results.save_visit(store, run.id, replace(result(ids[url], ()), skeleton=skeleton, probes=probes))

        assert reach.reach(store, run.id) == [
            Reach(HOME, 2, {"walk": 1, "zoom": 2, "letters": 1}),
            Reach(f"{HOME}b", 1, {"letters": 1}),
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


def test_pages_where_trying_showed_an_open_defect_are_told_apart() -> None:
    with fresh_store() as store:
        tried = replace(finding(f"{HOME}a", part="b", barrier="no-focus"), rule="focus-visible")
        drawn = replace(finding(HOME, part="c", barrier="drawn"), rule="drawn-words-not-hidden")
        run = begun(store, HOME, f"{HOME}a", f"{HOME}b")
        visit_all(store, run, {HOME: (finding(HOME), drawn), f"{HOME}a": (tried,), f"{HOME}b": ()})
        reading.save_rules(store, run.id, {finding(HOME).rule: "", tried.rule: "walk", drawn.rule: "letters"})
        seen = list(reading.seen(store, run.id))
        now = states(run.id, seen, {}, known=lambda _: False, retested=lambda _: True)
        reading.save_assessment(store, run.id, states=now, outcomes=())

        assert tracking.open_pages(store, run.id) == [HOME, f"{HOME}a"]
        assert tracking.open_pages(store, run.id, by_probe=True) == [f"{HOME}a"]
