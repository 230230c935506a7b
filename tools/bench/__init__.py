"""`make bench`: how fast and how big the product is, against a bare application in the same run (DECISIONS 41).

Both are served by the same server with the same settings, take turns under the same load from the same generator, and
only the ratio between them counts: a busy machine hurts both. `measures` says what is measured and how; `figures` does
the arithmetic; `load` asks and waits; `stage` and `site` start the servers; `learners` fills the product's database;
`bare` is what the product is compared with; `wire` is a real browser.
"""
