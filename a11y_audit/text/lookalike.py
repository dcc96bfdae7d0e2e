"""Words written with characters that only look like their own: サ－ビス, コミュ二ティ, 人ロ, Ηello.

A replaced character is told from a right one (ランキング一覧, 東京－大阪, コミュニケーション力) by the word that it
makes: with the character that was meant, a word of the list stands there.
Source: WCAG 2.0 F71, https://www.w3.org/TR/WCAG20-TECHS/F71.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DASHES = "-‐‑‒–—―−－─━"
_MEANT = {
    **dict.fromkeys(f"一{_DASHES}", "ー"),
    **dict(zip("二力口工夕卜八才三千又", "ニカロエタトハオミチヌ", strict=True)),
}
# Hiragana that look and sound like katakana.
_UNHEARD = dict(zip("へべぺり", "ヘベペリ", strict=True))
_SIGNS = re.escape("".join((*_MEANT, *_UNHEARD)))
_RUN = re.compile(rf"[ァ-ヺー{_SIGNS}]{{3,}}")
_BESIDE_KANA = re.compile(rf"[ァ-ヺー][{_SIGNS}]|[{_SIGNS}][ァ-ヺー]")
_KATAKANA = re.compile("[ァ-ヺー]")
_REPLACED = str.maketrans(_MEANT | _UNHEARD)
_LETTER = re.compile(r"[\wー]")
_KANA_LETTER = re.compile("[ァ-ヺー]")

# Without a last ー that is often left out (サーバ), for a dash behind it may be one.
_KANA = """
アーカイブ アート アーケード アーチ アーティスト アーモンド アウトドア アクセサリー アクセシビリティ アスベスト
アスファルト アトラクション アパート アプリケーション アマチュア アメリカ アルコール アルバイト アルミ アレルギー
アンケート イタリア イベント イメージ イラスト インターネット インターン インタビュー インフォメーション
インフルエンザ ウィーク ウエブサイト ウェブサイト ウォーキング ウォーク エアコン エコバッグ エネルギー エリア
エレベータ エンジニア エンジン オーケストラ オープン オーダー オーディオ オーナ オーストラリア オートバイ オフィス
オプション オリジナル オリンピック オンライン カーテン カード カーブミラー カーボン カウンセラ カウンセリング カウンタ
カタログ カテゴリ カメラ カラオケ カリキュラム ガレージ カレンダー カロリー キーボード キーワード ギター
キッチン キャッシュカード キャラクター キャリア キャンペーン ギャラリー クーポン クーラ クリーニング クリーンセンター
クリスマス クリック クリニック グループ クレーム クレジットカード ケーキ ケーブル ゲーム ゲート コース コーチ
コーディネータ コート コード コーナー コーヒー コーラス ゴール コールセンター ゴールド コットン コピー
コミュニケーション コミュニティ コメント コンクール コンクリート コンサート コンセプト コンテスト コントロール
コンビニ コンビニエンスストア コンピュータ サークル サーチ サービス サーバ サイクリング サイト サッカー サポータ
サポート サマージャンボ サミット サロン シーズン シート シール シェルタ シニア シミュレーション シャッタ シャトルバス
シャワー ジュース シリーズ シルバー スーパー スイミング スカウト スキー スクール スケート スケジュール スタート
スタジアム スタッフ スタンプラリー スタンプ ステーション ステージ ストーブ ストーリ ストレス スピーカ スピーチ
スプレー スペース スポーツ スマート スマートフォン スローガン セキュリティ セミナー セール センター ゼロカーボン
ソーシャル ソーラー ソフトウェア ソフトボール ターミナル ダイオキシン タイトル タイムライン タイヤ タクシー チーム
チェック チェックリスト チケット チャレンジ チャンス チラシ ツアー ツール ツイッター テーブル テーマ ディーゼル
デイサービス データ データベース テイクアウト テキスト デジタル テスト テニス デパート テレワーク テント トイレ
トップページ ドキュメント トラック トラブル トレーニング トレイル トンネル ナンバー ナビゲーション ニーズ ニュース
ニュースレター ニュータウン ネットワーク ノート ノウハウ ハードウェア ハーブ パーキング パーク パーセント パーティー
パートナ パートタイム バーコード バーベキュー ハイキング パイロット ハウス ハザードマップ パスポート パスワード
バスケットボール パターン バックナンバー バッテリ パトカー パトロール バドミントン バナー パビリオン バリアフリー
ハラスメント パレード ハローワーク パンフレット パブリックコメント ハンカチ ヒアリング ビール ビデオ ヒータ ビニール
ビニールハウス ピクニック ヒント ファクシミリ ファミリー ファミリーサポート フィルタ ブース プール フェスタ
フォーマット フォーム フォーラム フォト フォロー フットサル プラスチック プライバシー プランナー フリー フリーダイヤル
フリーマーケット ブルーベリー プレー プレゼント プレゼンテーション プレミアム フロア ブログ プログラム プロジェクト
フロント プロフィール プロポーザル ページ ベース ペース ペーパー ペット ペットボトル ベスト ベッド ベビーカー ヘルパー
ヘルプ ヘルスケア ヘルメット ベンチ ベンチャー ホーム ホームページ ホームヘルパー ホームレス ホール ボール ボーイ
ボーナス ポイント ポケット ホスト ポスター ポスト ポータルサイト ポリシー ボタン マーク マーケット マーケティング
マイナンバー マイナンバーカード マイページ マスコット マナー マニュアル マネージャ マンホール ミーティング
ミニコンサート ミュージアム ミュージック ムード メーカ メータ メートル メール メールアドレス メールマガジン メッセージ
メニュー メモリアル メリット メンタルヘルス モータ モニタ モニュメント ユーザ ユニット ユニバーサルデザイン ヨーロッパ
ライト ラジオ ラベル ランチ ランニング リーグ リーダ リーフレット リスト リサイクルセンター リハビリ
リハビリテーション リフォーム リユース ルート ルール レクリエーション レジャー レストラン レスリング レポート レンタル
レンタサイクル ローカル ローン ロープ ロープウェイ ロゴマーク ロータリ ロッカー ロビー ロボット ワークショップ
ワーキング ワード ワールド ワクチン ワンストップ アカウント ログイン ログアウト バージョン エスカレータ プリンタ
レシート アプリ インストール エラー ダウンロード アップロード カタカナ フリガナ ボート ヨット フェリー バスターミナル
ロードレース レース オムツ トップ カット ヒット セット ネット ソフト ケース パート シャトル チャート コンタクト
プロセス モード コンロ カヌー トライアスロン ハロウィン オレンジ プロパンガス トラクター タンク
"""
_WORDS = frozenset(_KANA.split())
_LONGEST = max(map(len, _WORDS))

# Kana among Chinese characters: the long mark for 一, ロ for 口.
_HAN = "\u3400-\u9fff々"
_DIGITS = "一二三四五六七八九〇"
_AMONG_HAN = (
    (re.compile(r"(?<![^\W_])ー[般覧緒斉括]"), "ー", "一"),
    (re.compile("(?<=[のをはがにでと])ー[般覧緒斉括]"), "ー", "一"),
    (re.compile(rf"(?<![{_HAN}ァ-ヺー])[統唯]ー(?![ァ-ヺー])"), "ー", "一"),
    (re.compile("(?<![ァ-ヺー])[人入出窓河裏糸]ロ(?![ァ-ヺー])"), "ロ", "口"),
    (re.compile(rf"[{_DIGITS}○◯]*[{_DIGITS}][○◯]+[{_DIGITS}][{_DIGITS}○◯]*"), "○◯", "〇"),
)
_AMBIGUOUS = re.compile("ー[般覧緒斉括]|[統唯]ー|[人入出窓河裏糸]ロ|[○◯]")
_LATIN = dict(
    zip(
        "АВЕКМНОРСТХУІЅЈаеорсухіѕјԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABEKMHOPCTXYISJaeopcyxisjdABEZHIKMNOPTYXo",
        strict=True,
    )
)
_MIXED = re.compile(rf"[A-Za-z{''.join(_LATIN)}]{{3,}}")
_FOREIGN = re.compile(f"[{''.join(_LATIN)}]")
_ENGLISH = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Disguised:
    """A word as it is written and as it was meant; `heard` when screen readers say another word for it (サ一ビス)."""

    written: str
    word: str
    heard: bool = True


def disguised_words(text: str) -> Iterator[Disguised]:
    """Yield the words of `text` that hold characters of another kind."""
    if _BESIDE_KANA.search(text):
        for match in _RUN.finditer(text):
            if len(_KATAKANA.findall(match[0])) > 1:
                start, end = match.span()
                yield from _in_kana(match[0], text[max(0, start - 1) : start], text[end : end + 1])
    if _AMBIGUOUS.search(text):
        yield from _among_han(text)
    if _FOREIGN.search(text):
        yield from _among_latin(text)


def _among_han(text: str) -> Iterator[Disguised]:
    for pattern, signs, meant in _AMONG_HAN:
        for match in pattern.finditer(text):
            yield Disguised(match[0], re.sub(f"[{signs}]", meant, match[0]))


def _among_latin(text: str) -> Iterator[Disguised]:
    for match in _MIXED.finditer(text):
        word = "".join(_LATIN.get(letter, letter) for letter in match[0])
        # A word all of another script is a word of another language; two letters of its own make it Latin.
        if word != match[0] and len(_ENGLISH.findall(match[0])) > 1:
            yield Disguised(match[0], word)


def _in_kana(run: str, before: str, after: str) -> Iterator[Disguised]:
    meant = run.translate(_REPLACED)
    start = 0
    while start < len(run):
        end = _longest(meant, start)
        written, word = run[start:end], meant[start:end]
        if written != word and len(_KATAKANA.findall(written)) > 1:
            beside = (run[start - 1] if start else before, run[end] if end < len(run) else after)
            if _is_whole(written, word, *beside):
                signs = {sign for sign, letter in zip(written, word, strict=True) if sign != letter}
                yield Disguised(written, word, heard=not signs <= set(_UNHEARD))
        start = max(end, start + 1)


def _longest(meant: str, start: int) -> int:
    ends = range(min(len(meant), start + _LONGEST), start + 2, -1)
    return next((end for end in ends if meant[start:end] in _WORDS), start)


def _is_whole(written: str, word: str, before: str, after: str) -> bool:
    """Whether what is replaced at either end can't belong to the text beside it, as in 河口ビーチ or サーバ一台."""
    if written[0] != word[0] and _LETTER.match(before):
        return False
    # 一覧, 一台: the character begins a word of its own. A dash begins none.
    own = _LETTER if written[-1] == "一" else _KANA_LETTER
    return written[-1] == word[-1] or not own.match(after)
