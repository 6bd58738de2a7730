"""The gate between environments: what a candidate changes, and whether a policy lets it pass."""
