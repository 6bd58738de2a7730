"""Read-only tools for AI clients, over the Model Context Protocol; ``mcp`` stays in this room."""
