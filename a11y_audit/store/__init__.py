"""The one store: queue, results and history in SQLite by SQLAlchemy Core, and large things in files by their hash."""
