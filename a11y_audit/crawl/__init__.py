"""Which addresses belong to the site, in which form they are written, and how politely they are asked for.

Stands between the settings and the frontier: every link, seed and sitemap entry passes `urls`, `scope`, `robots` and
`traps` before it is queued. Knows neither the store nor the browser.
"""
