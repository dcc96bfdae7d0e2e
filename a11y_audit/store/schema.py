"""The tables. Times are ISO 8601 UTC texts with seconds; ids of defects are 32 hex digits."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("site", Text, nullable=False),
    Column("view", Text, nullable=False, server_default=""),  # "390x844" for a second viewport, "" for the first
    Column("state", Text, nullable=False),  # running, complete, partial
    Column("basis_id", ForeignKey("runs.id")),  # the run whose snapshots were judged again
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text),
    Column("settings", Text, nullable=False),
    Column("versions", Text, nullable=False),
    Column("totals", Text),
    Column("notes", Text, nullable=False, server_default="[]"),
)

pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("site", Text, nullable=False),
    Column("url", Text, nullable=False),
    UniqueConstraint("site", "url"),
)

visits = Table(
    "visits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("page_id", ForeignKey("pages.id"), nullable=False),
    Column("status", Text, nullable=False),
    Column("why", Text),
    Column("detail", Text),
    Column("turn", Integer, nullable=False, server_default="0"),  # the lower, the sooner: see the frontier
    Column("depth", Integer, nullable=False),
    Column("found_by", Text, nullable=False),  # seed, sitemap, feed, list, link, redirect, canonical, earlier
    Column("found_on", ForeignKey("pages.id")),
    Column("final_url", Text),
    Column("title", Text),
    Column("tested_at", Text),
    Column("elapsed_ms", Float),
    Column("judged_in", ForeignKey("runs.id")),  # the run whose findings hold for this page; nothing is copied
    Column("confirmed", Integer, nullable=False, server_default="0"),  # 1 when what was new was tested once more
    Column("skeleton", Text),  # equal for pages of one template
    Column("contact", Text),  # department that its contact block names
    Column("probes", Text),  # what was tried out to its end, "id:version" with blanks between
    # The rest of what a judging run keeps of a page; visits that stand on it leave these empty.
    Column("snapshot", Text),
    Column("headers", Text),  # validators and type of the answer, as JSON
    Column("assets", Text),  # key of the list of style and script files with their digests
    Column("likeness", Text),  # equal for pages that differ in numbers only
    Column("links", LargeBinary),  # ids of the site's pages to which it leads
    Column("outcomes", LargeBinary),
    Column("facts", LargeBinary),
    Column("failed", Integer, nullable=False, server_default="0"),
    Column("likely", Integer, nullable=False, server_default="0"),
    Column("review", Integer, nullable=False, server_default="0"),
    Column("advice", Integer, nullable=False, server_default="0"),
    Column("untested", Integer, nullable=False, server_default="0"),
    Column("over_failed", Integer, nullable=False, server_default="0"),  # what rules over pages said of it
    Column("over_likely", Integer, nullable=False, server_default="0"),
    Column("over_review", Integer, nullable=False, server_default="0"),
    Column("over_advice", Integer, nullable=False, server_default="0"),
    Column("over_untested", Integer, nullable=False, server_default="0"),
    UniqueConstraint("run_id", "page_id"),
    Index("visits_by_turn", "run_id", "status", "turn", "depth", "id"),
    Index("visits_by_page", "page_id", "run_id"),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("page_id", ForeignKey("pages.id"), nullable=False),
    Column("over_site", Integer, nullable=False),  # 1 when a rule over pages said it
    Column("unstable", Integer, nullable=False, server_default="0"),  # 1 when a second test did not agree
    Column("rule", Text, nullable=False),
    Column("rule_version", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("criteria", Text, nullable=False),  # numbers with a blank between
    Column("barrier", Text, nullable=False),
    Column("defect", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("selector", Text),
    Column("snippet", Text),
    Column("fragment", Text),
    Column("region", Text),
    Column("box", Text),
    Column("line", Integer),
    Index("findings_by_page", "run_id", "page_id"),
    Index("findings_by_defect", "defect", "run_id"),
)

defects = Table(
    "defects",
    metadata,
    Column("site", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("first_run_id", ForeignKey("runs.id"), nullable=False),
)

defect_aliases = Table(
    "defect_aliases",
    metadata,
    Column("site", Text, primary_key=True),
    Column("alias", Text, primary_key=True),  # the name by its present HTML
    Column("defect", Text, nullable=False),  # the defect that it is
    Column("run_id", ForeignKey("runs.id"), nullable=False),  # the run that found it again
    Column("tier", Text, nullable=False),
)

pictures = Table(
    "pictures",
    metadata,
    Column("site", Text, primary_key=True),
    Column("defect", Text, primary_key=True),
    Column("picture", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("covers", Text),  # places that may tell of a person, as JSON; none where that is not known
)

letterings = Table(
    "letterings",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of an image file
    Column("reader", Text, nullable=False),
    Column("lettering", Text, nullable=False),  # as JSON
)

run_rules = Table(
    "run_rules",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("needs", Text, nullable=False, server_default=""),  # the probe whose evidence it judges
)

defect_states = Table(
    "defect_states",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("defect", Text, primary_key=True),
    Column("state", Text, nullable=False),  # new, persisting, returned, fixed, not_retested
    Column("kind", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("criteria", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("shared", Integer, nullable=False),
    Column("since_run_id", ForeignKey("runs.id"), nullable=False),
    Column("example", Integer),  # id of the finding that stands for it
    Column("how", Text, nullable=False, server_default=""),  # tier by which it was found again, or "removed"
)

criterion_outcomes = Table(
    "criterion_outcomes",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("criterion", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("likely", Integer, nullable=False),
    Column("review", Integer, nullable=False),
    Column("failed_pages", Integer, nullable=False),
    Column("untested_pages", Integer, nullable=False),
    Column("defects", Integer, nullable=False),
)

# These three are only added to: the database refuses to change or remove what is in them.
samples = Table(
    "samples",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("site", Text, nullable=False),
    Column("run_id", ForeignKey("runs.id"), nullable=False),  # the run whose inventory it was drawn from
    Column("day", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("pages", Text, nullable=False),  # as they were drawn, as JSON
    Column("seed", Text, nullable=False),
    Column("frame", LargeBinary, nullable=False),  # the addresses out of which random pages were drawn, sorted
    Column("frame_size", Integer, nullable=False),
    Column("frame_hash", Text, nullable=False),
    Column("algorithm", Text, nullable=False),
    Column("inventory", Integer, nullable=False),
)

replacements = Table(
    "replacements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sample_id", ForeignKey("samples.id"), nullable=False),
    Column("url", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("pick", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("day", Text, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("site", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # passed, failed, inapplicable, cantTell
    Column("person", Text, nullable=False),
    Column("moment", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("evidence", Text, nullable=False),  # digests of the places that it is for, with blanks between
    Index("answers_by_site", "site", "id"),
)
