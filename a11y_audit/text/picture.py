"""What kind of picture it is, by the words about it or by its file's name: a map, a chart, a table, a diagram."""

import re
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from a11y_audit.text.normal import plain, squeezed


class Kind(StrEnum):
    """Kinds of pictures that tell more than a short text alternative holds."""

    MAP = "map"
    CHART = "chart"
    TABLE = "table"
    DIAGRAM = "diagram"


# The word has to end the text or a part of it: 「案内図」 and 「案内図。駅の…」, but not 「地図を見る人」.
_END = r"(?:の?(?:画像|図|写真|イメージ))?(?:です)?(?:[その]*\d+)?(?=[\s(（:。、,.\[【「]|$)"
_TABLES = "一覧 早見 時刻 料金 予定 日程 工程 比較 対照 換算 集計 点数 計算 診断 献立 番組 進行 時間 当番 統計"
_TASKS = "手続き?|申請|申込み?|届出|作業|事業|避難|審査|支払い?|受付|利用|相談|制度|検討"
_WORDS = {
    Kind.MAP: "地図|案内図|位置図|周辺図|路線図|区域図|配置図|見取り?図|間取り?図|経路図|区画図|"
    "(?<!サイト)(?<!ロード)(?<!イメージ)(?<!ヒート)マップ",
    Kind.CHART: "(?<!パラ)(?<!フォト)(?<!モノ)グラフ|(?<!フロー)チャート|推移図|分布図|"
    "(?<=の)(?:推移|内訳|割合|構成比)",
    Kind.TABLE: f"(?:{'|'.join(_TABLES.split())})表|(?<=の)表|(?<=収集)カレンダー|(?<=年間)カレンダー",
    Kind.DIAGRAM: "(?<!オーバー)フロー(?:図|チャート)?|流れ図|組織図|体系図|相関図|関係図|構成図|系統図|概念図|模式図|"
    "仕組み図|図解|イメージ図|ロードマップ|断面図|構造図|平面図|立面図|設計図|"
    f"(?:{_TASKS})(?:まで|から.{{1,12}}まで)?の流れ",
}
_PATTERNS = tuple((kind, re.compile(f"(?:{words}){_END}")) for kind, words in _WORDS.items())
_NAMES = {
    Kind.MAP: "map maps chizu tizu annaizu ichizu accessmap areamap shuuhenzu shuhenzu haichizu rosenzu kuikizu",
    Kind.CHART: "graph graphs gurafu chart charts suii  piechart bargraph bunpuzu",
    Kind.TABLE: "hyo hyou jikokuhyo jikokuhyou ichiranhyo ichiranhyou ryokinhyo hayamihyo nittei",
    Kind.DIAGRAM: "flow flowchart soshiki soshikizu taikeizu zukai danmenzu heimenzu diagram",
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_LETTERS = re.compile(r"[a-z]+")


def kind_told(alternative: str) -> Kind | None:
    """Return the kind of picture that a text alternative names, or None."""
    text = plain(alternative)
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), None)


def kind_of_file(source: str) -> Kind | None:
    """Return the kind of picture that the file's name in an address tells, or None; addresses of data tell nothing."""
    if source.lstrip().lower().startswith("data:"):
        return None
    try:
        name = unquote(urlsplit(source).path).rpartition("/")[2]
    except ValueError:  # such as "http://[" in an editor's typing error
        return None
    stem = name.rpartition(".")[0] or name
    found = (_KINDS.get(word) for word in _LETTERS.findall(squeezed(stem)))
    return next((kind for kind in found if kind), None) or kind_told(stem.replace("_", " "))
