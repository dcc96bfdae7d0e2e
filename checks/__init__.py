"""Rules, one file each, beside the case file that is its test and its documentation."""
