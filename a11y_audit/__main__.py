"""`python -m a11y_audit` is the same as `a11y-audit`."""

from a11y_audit.cli import main

if __name__ == "__main__":
    main()
