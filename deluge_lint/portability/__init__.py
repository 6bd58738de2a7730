"""The lift report: which functions can move to which service, and what stands in the way.

Everything here is data and the code that computes it; nothing prints.
"""
