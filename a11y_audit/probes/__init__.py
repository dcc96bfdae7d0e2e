"""Probes gather plain data from a live page; they never judge."""
