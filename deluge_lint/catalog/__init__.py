"""Facts about Zoho: data files with a source and an evidence label for every entry.

Each module here is the typed way into one kind of fact: ``tasks``, ``builtins``, ``services``,
``centers``, ``deprecations``, ``statements``, ``variables``, ``inventions``, ``foreign``,
``keywords``, ``limits``.  Names match without regard to case, and a file is read when first
asked for.  ``python -m deluge_lint.catalog`` checks the data.
"""
