"""Words that stand on municipal pages with blanks between their letters, and letters that stand side by side by right.

A bar marks a seam: a gap there cuts no word (申込|先). Two words of one compound need no entry of their own.
"""

_KNOWN = """
日時 日程 日付 期日 期間 期限 時間 時刻 時期 曜日 場所 会場 集合|場所 内容 概要 詳細 対象 対象|者 定員 人数 人員 費用
料金 金額 価格 代金 単価 経費 氏名 名前 お名前 お|名前 姓名 名称 住所 所在 所在|地 本籍 続柄 電話 番号 郵便 備考 担当
担当|者 担当|課 講師 持ち物 持物 服装 申込 申込み 申し込み 申込|先 申込み|先 申し込み|先 申込|書 申込|者 問合せ
問い合わせ 問い合せ お問合せ お問い合わせ お|問い合わせ お|問合せ 問合せ|先 問い合わせ|先 お問合せ|先 お問い合わせ|先
連絡 連絡|先 参加 参加|者 参加|費 出席 欠席 募集 応募 締切 締切り 締め切り 区分 項目 件名 題名 表題 件数 合計 小計
総計 累計 平均 目次 目的 趣旨 主旨 主催 共催 後援 協賛 協力 主管 種類 種別 種目 資格 条件 要件 方法 手続 手続き 書類
様式 部数 枚数 数量 品名 品目 商品 規格 面積 人口 世帯 世帯|数 年齢 性別 生年|月日 職業 職名 役職 所属 部署 部門 課名
係名 団体 団体|名 代表 代表|者 責任 責任|者 会長 副会長 副|会長 委員 委員|長 議長 議員 市長 副市長 副|市長 町長 村長
教育|長 知事 課長 部長 局長 施設 施設|名 設備 構造 構成 規模 建物 土地 敷地 地域 地区 地名 地番 路線 区間 位置 経路
交通 駐車|場 休館 休館|日 休業 休日 祝日 平日 開館 閉館 開始 終了 営業 受付 窓口 予約 予定 実施 開催 結果 実績 状況
現在 現状 課題 効果 計画 方針 基準 指標 目標 評価 成果 予算 決算 歳入 歳出 収入 支出 税金 財政 入札 契約 工事 業務
事業 事業|名 委託 発注 落札 公告 公募 公開 公表 告示 通知 案内 ご案内 ご|案内 お知らせ お|知らせ お願い 新着 情報
更新 登録 変更 廃止 削除 追加 検索 送信 確認 戻る 次へ 前へ 進む 閉じる 開く 印刷 保存 表示 選択 入力 必須 任意 取消
注意 注記 警告 重要 緊急 災害 防災 避難 避難|所 救急 消防 警察 病院 医院 医療 診療 診療|所 薬局 健康 保健 福祉 介護
保険 年金 国保 児童 生徒 学生 学年 学校 小|学校 中|学校 高校 高等|学校 大学 幼稚園 保育 保育|園 保育|所 子育て 教育
教室 図書 図書|館 公民|館 体育|館 文化 芸術 音楽 歴史 観光 温泉 祭り 農業 林業 水産 漁業 商業 工業 産業 経済 労働
雇用 求人 環境 衛生 清掃 資源 水道 下水|道 電気 道路 河川 公園 住宅 都市 建築 建設 消費 生活 市民 町民 村民 住民
市役所 市|役所 役場 町|役場 村|役場 支所 出張|所 議会 選挙 投票 開票 候補 候補|者 得票 会議 会議|録 議題 議案 議事
審議 答申 報告 報告|書 資料 参考 出典 作成 作成|者 発行 編集 著者 書名 出版 出版|社 記事 写真 地図 図面 表紙 目録
附則 付則 別表 別紙 別記 本則 条例 規則 規程 要綱 要領 総則 前文 本文 記録 記載 記入 記入|例 例示 説明 解説 用語 定義
質問 回答 意見 感想 理由 原因 対策 対応 措置 処分 罰則 許可 認可 免許 証明 証明|書 届出 申請 申請|書 申請|者 請求
請求|書 提出 提出|先 交付 支給 助成 補助 補助|金 給付 貸付 融資 返還 納付 納税 課税 税額 税率 控除 所得 給与 資産
会社 会社|名 株式|会社 有限|会社 企業 法人 社団 財団 組合 協会 協議|会 連合 連盟 学会 研究 研究|所 本社 支社 本店
支店 工場 午前 午後 今日 明日 土曜 日曜 月曜 火曜 水曜 木曜 金曜 令和 平成 昭和 大正 明治 西暦 一般 大人 小人 男性
女性 男子 女子 子供 子ども 高齢 障害 障がい 乳児 幼児 成人 保護|者 家族 本人 代理 代理|人 世帯|主 入口 出口 非常|口
入場 無料 有料 大会 行事 式次第 式|次第 日本 日本|語 日本|人 外国|人 全国 県内 市内 町内 国内 海外 外国 世界 北海|道
青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京 東京|都 神奈川 新潟 富山 石川 福井 山梨 長野 岐阜 静岡
愛知 三重 滋賀 京都 京都|府 大阪 大阪|府 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 福岡 佐賀 長崎
熊本 大分 宮崎 鹿児島 沖縄
"""

_LATIN = """
about access address business calendar category center city closed contact culture date department download education
english event events facility festival guide health history home important info information japan kids library link
links list living local login mail map member menu news notice open page park photo place plan policy profile report
sale schedule school search service sitemap special summer support time title top topics tourism town travel village
welcome winter
"""

LATIN = frozenset(_LATIN.split())
"""Latin words that are spaced out in headings; lower case."""

UNITS = frozenset("年月日時分秒週回名人円銭件個枚台号番条項章節課係室部階様殿印歳才度第")
"""Letters that follow a number, or the room for one."""

_SERIES = """
日月火水木金土祝休 東西南北中央内外 上中下左右前後表裏 大中小特極 男女他計 春夏秋冬 朝昼夕夜晩 甲乙丙丁戊己庚辛壬癸
子丑寅卯辰巳午未申酉戌亥 一二三四五六七八九十百千万〇ー イロハニホヘトチリヌルヲ いろはにほへとちりぬるを
有無可否要不良優秀正誤済未同 父母子兄弟姉妹祖 国都道府県郡市区町村字 赤青黄緑白黒紫茶灰橙桃金銀銅 犬猫鳥牛馬豚
卵乳麦米魚肉酒塩 晴曇雨雪風 正副新旧現元 山川海空森湖 衣食住 心技体 松竹梅 天地人 産官学金労言民 自公共助 前次戻
年月日時分秒 真行草 第一二三四五六七八九十条項号章節回 町丁目番地号
"""


def _read(text: str) -> dict[str, frozenset[int]]:
    words: dict[str, frozenset[int]] = {}
    for entry in text.split():
        parts = entry.split("|")
        seams = frozenset(sum(map(len, parts[:count])) for count in range(1, len(parts)))
        word = "".join(parts)
        words[word] = words.get(word, frozenset()) | seams
    return words


KNOWN = _read(_KNOWN)
"""Japanese words, each with the places where a gap cuts no word."""

SERIES: tuple[frozenset[str], ...] = (*(frozenset(each) for each in _SERIES.split()), UNITS)
"""Letters that are listed side by side, each by itself."""
