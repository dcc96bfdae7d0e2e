"""Rules about ruby (furigana)."""
