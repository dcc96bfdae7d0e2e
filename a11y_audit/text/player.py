"""Players of video services, told by the address of the frame that holds them, and words beside a video."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from a11y_audit.text.normal import plain

_VIDEO, _LIVE = False, True
# Host (with or without www.), path, whether it broadcasts live, name. The first that fits holds.
_SERVICES = tuple(
    (re.compile(rf"(?:[\w-]+\.)*{host}", re.IGNORECASE), re.compile(path, re.IGNORECASE), live, name)
    for host, path, live, name in (
        (r"youtube(?:-nocookie)?\.com", r"/(?:embed/live_stream|live_chat)", _LIVE, "YouTube"),
        (r"youtube(?:-nocookie)?\.com", r"/(?:embed|v|shorts)/", _VIDEO, "YouTube"),
        (r"youtu\.be", r"/[\w-]{6,}", _VIDEO, "YouTube"),
        (r"vimeo\.com", r"/event/", _LIVE, "Vimeo"),
        (r"player\.vimeo\.com", r"/video/", _VIDEO, "Vimeo"),
        (r"facebook\.com", r"(?:/v[\d.]+)?/plugins/video\.php", _VIDEO, "Facebook"),
        (r"live\.nicovideo\.jp", r"/", _LIVE, "ニコニコ生放送"),
        (r"nicovideo\.jp", r"/(?:watch|thumb_watch)", _VIDEO, "ニコニコ動画"),
        (r"ustream\.tv", r"/(?:embed/)?recorded/", _VIDEO, "USTREAM"),
        (r"ustream\.tv", r"/", _LIVE, "USTREAM"),
        (r"video\.ibm\.com", r"/(?:embed/)?recorded/", _VIDEO, "IBM Video Streaming"),
        (r"video\.ibm\.com", r"/", _LIVE, "IBM Video Streaming"),
        (r"player\.twitch\.tv", r"/", _LIVE, "Twitch"),
        (r"dailymotion\.com", r"/(?:embed|player)", _VIDEO, "Dailymotion"),
        (r"tiktok\.com", r"/(?:embed|player)", _VIDEO, "TikTok"),
        (r"players\.brightcove\.net", r"/", _VIDEO, "Brightcove"),
        (r"wistia\.(?:com|net)", r"/embed/iframe", _VIDEO, "Wistia"),
        (r"discussvision\.net", r"/", _VIDEO, "議会中継"),
    )
)
_LIVE_WORDS = re.compile(
    r"(?:ライブ|生)(?:中継|配信|放送|映像)|(?:議会|本会議|委員会)の?中継|(?<!録画)(?:配信|放送|中継)中|ライブカメラ|"
    r"live ?(?:stream|broadcast|video)|streaming live",
    re.IGNORECASE,
)
_RECORDED_WORDS = re.compile(r"録画|アーカイブ|見逃し|オンデマンド|recording|on.demand|archive", re.IGNORECASE)
# Caption words that deny ("字幕なし", "字幕はありません") tell of none.
_NO = r"(?!(?:は|も|が)?(?:なし|無し|ない|無い|ありません|付いて(?:い)?ません|つけて(?:い)?ません|準備中))"
_CAPTIONS = re.compile(
    rf"字幕{_NO}|リアルタイム(?:文字|字幕)|文字通訳{_NO}|captioned|\bwith captions|subtitled", re.IGNORECASE
)
_DESCRIPTION = re.compile(
    rf"(?:音声解説|音声ガイド|解説音声|副音声|音声による説明){_NO}|audio.descri(?:ption|bed)", re.IGNORECASE
)
_TRANSCRIPT = re.compile(
    r"文字起こし|書き起こし|文字おこし|テキスト(?:版|データ|ファイル)|全文|台本|原稿|スクリプト|動画の(?:内容|説明)|会議録|議事録|transcript|\bscript\b",
    re.IGNORECASE,
)
_OFF = frozenset({"0", "false", "no", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A player of a video service.

    Attributes:
        service: name of the service.
        live: whether it only broadcasts live.
        autoplay: whether its address asks it to start by itself, with sound.
    """

    service: str
    live: bool
    autoplay: bool


def player(address: str) -> Player | None:
    """Return the video player that the address of a frame shows, or None for any other frame."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # such as "//["
        return None
    host, path = parts.hostname or "", parts.path or "/"
    for hosts, paths, live, name in _SERVICES:
        if hosts.fullmatch(host) and paths.match(path):
            asked = {key.lower(): value.lower() for key, value in parse_qsl(parts.query, keep_blank_values=True)}
            starts = asked.get("autoplay", "0") not in _OFF
            mute = any(asked.get(each, "0") not in _OFF for each in ("mute", "muted", "background"))
            return Player(service=name, live=live, autoplay=starts and not mute)
    return None


def tells_live(text: str) -> bool:
    """Return whether words beside a video say that it is live, and not a recording."""
    line = plain(text)
    return bool(_LIVE_WORDS.search(line)) and not _RECORDED_WORDS.search(line)


def tells_captions(text: str) -> bool:
    """Return whether words beside a video say that it has captions."""
    return bool(_CAPTIONS.search(plain(text)))


def tells_description(text: str) -> bool:
    """Return whether words beside a video say that it has an audio description."""
    return bool(_DESCRIPTION.search(plain(text)))


def tells_transcript(text: str) -> bool:
    """Return whether words, such as a link's, name a text that tells what a video or a recording tells."""
    return bool(_TRANSCRIPT.search(plain(text)))
