"""The findings of a run as one page for a browser."""
