"""What a team has: functions, who calls whom, what they reach and cost, what is unused or there twice.

:mod:`deluge_lint.inventory.survey` reads files one by one, :mod:`deluge_lint.inventory.draw` sees them
together.
"""
