import pytest

from a11y_audit.text.player import (
    Player,
    player,
    tells_captions,
    tells_description,
    tells_live,
    tells_transcript,
)


@pytest.mark.parametrize(
    ("address", "service", "live"),
    [
        ("https://www.youtube.com/embed/abcdefghijk", "YouTube", False),
        ("https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0", "YouTube", False),
        ("https://www.youtube.com/embed/live_stream?channel=abc", "YouTube", True),
        ("https://player.vimeo.com/video/123", "Vimeo", False),
        ("https://vimeo.com/event/123/embed", "Vimeo", True),
        ("https://www.facebook.com/plugins/video.php?href=a", "Facebook", False),
        ("https://embed.nicovideo.jp/watch/sm9", "ニコニコ動画", False),
        ("https://live.nicovideo.jp/embed/lv1", "ニコニコ生放送", True),
        ("https://www.ustream.tv/embed/recorded/1", "USTREAM", False),
        ("https://www.ustream.tv/embed/1", "USTREAM", True),
    ],
)
def test_players_are_known_by_their_address(address: str, service: str, *, live: bool) -> None:
    assert Player(service=service, live=live, autoplay=False) == player(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.google.com/maps/embed?pb=1",
        "https://www.facebook.com/plugins/page.php?href=a",
        "https://notyoutube.com/embed/abcdefghijk",
        "https://www.youtube.com/channel/abc",
        "/movie.html",
        "http://[",
        "",
    ],
)
def test_other_addresses_are_no_players(address: str) -> None:
    assert player(address) is None


@pytest.mark.parametrize(
    ("query", "starts"),
    [
        ("autoplay=1", True),
        ("autoplay=0", False),
        ("autoplay=1&mute=1", False),
        ("Autoplay=true&muted=0", True),
        ("background=1&autoplay=1", False),
    ],
)
def test_a_player_starts_with_sound_only_when_it_is_asked_to(query: str, *, starts: bool) -> None:
    found = player(f"https://www.youtube.com/embed/abcdefghijk?{query}")
    assert found is not None
    assert starts == found.autoplay


@pytest.mark.parametrize(
    "text", ["議会のライブ中継", "本会議中継", "記者会見を生配信します", "Live streaming of the council"]
)
def test_words_for_live(text: str) -> None:
    assert tells_live(text)


@pytest.mark.parametrize("text", ["議会中継（録画）", "ライブ配信のアーカイブ", "市長の話", "Live in our city"])
def test_words_that_are_not_for_live(text: str) -> None:
    assert not tells_live(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("字幕付き", True),
        ("手話と字幕があります", True),
        ("字幕なし", False),
        ("字幕はありません", False),
        ("動画", False),
    ],
)
def test_words_for_captions(text: str, *, told: bool) -> None:
    assert told == tells_captions(text)


@pytest.mark.parametrize(
    ("text", "told"), [("音声解説付き", True), ("副音声版", True), ("音声解説はありません", False), ("音声", False)]
)
def test_words_for_audio_description(text: str, *, told: bool) -> None:
    assert told == tells_description(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [("動画の文字起こし", True), ("テキスト版を読む", True), ("動画を見る", False), ("description", False)],
)
def test_words_for_a_transcript(text: str, *, told: bool) -> None:
    assert told == tells_transcript(text)
