"""What findings mean: outcomes of criteria, defects over runs, totals. Pure functions over rows."""
