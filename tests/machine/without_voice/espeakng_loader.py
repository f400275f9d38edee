"""Stands in front of the real package, as if it were not installed."""

raise ImportError("No module named 'espeakng_loader'")
