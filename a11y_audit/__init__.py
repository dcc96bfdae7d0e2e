"""Audit a municipality's website against JIS X 8341-3:2016, night after night."""

__version__ = "0.1.0"
