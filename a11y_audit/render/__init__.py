"""Open pages in a real browser. The only place that knows Playwright."""
