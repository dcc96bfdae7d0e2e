"""How the gatherer's looks of texts are read."""

from a11y_audit.core.snapshot import Layer, TextLook
from a11y_audit.probes.page import look, script


def test_look_is_read_with_its_layers() -> None:
    raw = [
        "rgb(0, 0, 0)", 16, 700, "", "", "covered",
        [["colour", "rgb(255, 255, 255)", 2], ["image", "", 1], ["opacity", "", 2, 0.5]],
    ]  # fmt: skip

    assert look(raw) == TextLook(
        "rgb(0, 0, 0)",
        16,
        700,
        "",
        "",
        "covered",
        (
            Layer("colour", "rgb(255, 255, 255)", whole=True),
            Layer("image", "", whole=False),
            Layer("opacity", "", whole=True, opacity=0.5),
        ),
    )


def test_script_holds_all_parts_of_the_gatherer_in_the_order_of_their_use() -> None:
    text = script()
    places = [text.index(f"globalThis.{name} =") for name in ("a11yAuditOrder", "a11yAuditTexts", "a11yAuditGather")]

    assert sorted(places) == places
