"""How long image files move, read from their blocks."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.core.snapshot import Animation
from a11y_audit.dom.animation import animation
from tests.moving import apng, gif, webp

STILL = Animation(frames=1, round_s=0.0, rounds=1, rest_s=0.0)
FILES = [
    gif([50, 70]),
    gif([50, 70], 3),
    gif([50, 70], None),
    apng([(1, 2), (7, 10)]),
    apng([(1, 2), (7, 10)], 4),
    webp([500, 700]),
    webp([500, 700], 4),
]
ROUNDS = [None, 4, 1, None, 4, None, 4]


@pytest.mark.parametrize(("data", "rounds"), list(zip(FILES, ROUNDS, strict=True)))
def test_frames_time_and_rounds_are_those_of_the_file(data: bytes, rounds: int | None) -> None:
    assert Animation(frames=2, round_s=1.2, rounds=rounds, rest_s=0.7) == animation(data)


@pytest.mark.parametrize("data", [gif([50]), gif([]), apng([]), apng([(1, 1)]), webp([]), webp([500])])
def test_a_file_of_one_picture_does_not_move(data: bytes) -> None:
    assert animation(data) == STILL
    assert STILL.moving_s == 0


@pytest.mark.parametrize("data", [gif([0, 1]), apng([(0, 1), (1, 0)]), webp([0, 10])])
def test_pictures_that_ask_for_no_time_are_shown_for_a_tenth_of_a_second(data: bytes) -> None:
    assert Animation(frames=2, round_s=0.2, rounds=None, rest_s=0.1) == animation(data)


def test_a_time_over_ten_milliseconds_is_kept() -> None:
    assert Animation(frames=2, round_s=0.031, rounds=None, rest_s=0.02) == animation(webp([11, 20]))


def test_movement_ends_when_the_last_picture_comes() -> None:
    held = animation(gif([100, 2_000], None))
    again = animation(gif([100, 100], 1))
    ever = animation(gif([100, 100]))
    assert held
    assert again
    assert ever
    assert (1.0, 3.0, math.inf) == (held.moving_s, again.moving_s, ever.moving_s)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\x89PNG", b"RIFF\0\0\0\0WAVE", b"\xff\xd8\xff\xe0", b"<svg/>", b"BM"]
)
def test_other_files_can_not_be_read(data: bytes) -> None:
    assert animation(data) is None


def test_a_comment_in_a_gif_is_passed_over() -> None:
    data = gif([50, 70])
    assert animation(data) == animation(data[:19] + b"\x21\xfe\x02,,\x01!\0" + data[19:])


def test_a_default_image_that_is_no_part_of_the_movement_is_not_counted() -> None:
    whole = apng([(1, 2), (7, 10)])
    start = whole.index(b"fcTL") - 4
    found = animation(whole[:start] + whole[start + 38 :])
    assert found == STILL


def test_frames_beyond_what_an_apng_announces_are_not_shown() -> None:
    data = apng([(1, 2), (7, 10), (1, 1)])
    at = data.index(b"acTL") + 4
    assert animation(data[:at] + (2).to_bytes(4) + data[at + 4 :]) == animation(apng([(1, 2), (7, 10)]))


def test_a_webp_that_does_not_say_that_it_moves_does_not() -> None:
    data = webp([500, 700])
    assert animation(data.replace(b"\x02" + bytes(9), bytes(10), 1)) == STILL


def test_a_part_of_odd_length_has_a_byte_behind_it() -> None:
    data = webp([500, 700])
    at = data.index(b"ANIM")
    assert animation(data) == animation(data[:at] + b"XXXX\x03\0\0\0abc\0" + data[at:])


@given(st.sampled_from(FILES), st.integers(0, 300))
def test_a_file_that_is_cut_off_has_the_frames_up_to_there(data: bytes, length: int) -> None:
    found = animation(data[:length])
    assert found is None or found.frames in (1, 2)


@given(st.sampled_from(FILES), st.lists(st.tuples(st.integers(0, 299), st.integers(0, 255)), max_size=8))
def test_a_file_that_lies_is_read_as_far_as_it_goes(data: bytes, lies: list[tuple[int, int]]) -> None:
    changed = bytearray(data)
    for at, value in lies:
        changed[at % len(data)] = value
    found = animation(bytes(changed))
    assert found is None or (found.frames >= 1 and found.round_s >= 0 and found.moving_s >= 0)


@given(st.sampled_from([b"GIF89a", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"]), st.binary(max_size=2_000))
def test_any_bytes_come_to_an_end(head: bytes, rest: bytes) -> None:
    found = animation(head + rest)
    assert found is None or found.frames <= 1 + len(rest)


@pytest.mark.parametrize("body", [b"\x01" * 2_000_000, b",\0" * 1_000_000, b"ANMF" + bytes(1_999_996)])
@pytest.mark.parametrize("head", [gif([50])[:-1], apng([])[:8], webp([500])])
def test_large_files_without_sense_come_to_an_end(head: bytes, body: bytes) -> None:
    assert animation(head + body)


@given(st.lists(st.integers(2, 60_000), min_size=2, max_size=20), st.integers(0, 60_000))
def test_the_formats_agree(delays: list[int], rounds: int) -> None:
    by_gif = animation(gif(delays, rounds - 1 if rounds != 1 else None) if rounds else gif(delays))
    by_apng = animation(apng([(each, 100) for each in delays], rounds))
    by_webp = animation(webp([10 * each for each in delays], rounds))
    assert by_gif == by_apng == by_webp
