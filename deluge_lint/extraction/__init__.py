"""Scripts of an export as files of a tree, compared with the export, and put back into it.

What is read and decided here is data; nothing in it prints.
"""
