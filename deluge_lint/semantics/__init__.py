"""What a script means: names, control flow, null state, effects, calls.

Rules ask :class:`~deluge_lint.semantics.model.SemanticModel`; the other modules are its rooms.
A fact that is not certain is not given.
"""
