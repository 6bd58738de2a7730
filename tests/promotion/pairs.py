"""Pairs of exports that differ in one thing, and exactly what has to be told of them.

Each pair has a name, the edits, the changes as ``act what name: details`` and the consequences as
``kind: start of the message``.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.promotion.conftest import Edits

LABEL = """				 string bake.label(int id, string prefix)
                 {
                 	return prefix + id;
                 }
"""
NICK = """			Nick
			(
    			type = text
			)
"""
CALENDAR = """		calendar Visits_Calendar
		{
			displayName = "Visits"
			show all rows from Visits    
			(
				Seen
			)
		}
"""
SWEEP = """			Sweep as "Sweep"
			{
				type =  batchworkflow
				form = Orders
				on execute
				{
					actions 
					{
						custom deluge script
						(
							info input.ID;
						)
					}
				}
			}
"""


class Pair(NamedTuple):
    """One pair; ``before`` are edits of both sides."""

    name: str
    edits: Edits
    changes: list[str]
    follows: list[str] = []
    before: Edits = []


def call(address: str) -> str:
    return f'answer = invokeurl\n[\n\turl :"{address}"\n\ttype :GET\n\tconnection:"oven"\n];\ninfo answer;'


PAIRS: list[Pair] = []
