"""Tables as spreadsheets know them: written as XLSX and CSV, read back from XLSX, ODS, XLS and CSV."""
