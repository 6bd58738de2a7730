"""Rules of the category `limits`."""
