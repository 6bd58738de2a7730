"""How near a name is to a known one."""

from __future__ import annotations


def one_apart(left: str, right: str) -> bool:
    """Whether one letter added, dropped, changed or swapped with its neighbour makes one the other."""
    if len(left) > len(right):
        left, right = right, left
    if len(right) - len(left) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(left, right)) if a != b), len(left))
    if len(left) < len(right):
        return left[at:] == right[at + 1 :]
    if left[at + 1 :] == right[at + 1 :]:
        return True
    return left[at : at + 2] == right[at : at + 2][::-1] and left[at + 2 :] == right[at + 2 :]
