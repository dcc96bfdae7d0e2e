"""Japanese text: normal forms, scripts, languages, words spaced apart."""
