"""The demo city: a small municipal website with known barriers, in ten nights.

It serves the tests, the benchmarks and `a11y-audit demo`. `site` renders it, `server` serves it on the loopback,
`manifest` tells what was planted where, `expected` what an audit of each night has to say of that.
みどり野市 does not exist.
"""
