"""Write what is known of a run: one view, many writers. The only place that knows Jinja2."""
