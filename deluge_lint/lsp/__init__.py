"""The language server: one module a feature, over the same engine as the command line.

Nothing here is imported by a lint run; ``pygls`` and ``lsprotocol`` stay in this room.
"""
