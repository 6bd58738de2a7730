"""Rules of the category `portability`."""
