"""What ``deluge-lint explain`` knows besides rules: short pages, written like rule docstrings."""

from __future__ import annotations

SYNTAX = """How deluge-lint reads Deluge, and what it says when it cannot.

## What it reads
Scripts of every Zoho product: with a function header (`void automation.sync(Int dealId)`) or
without, one function or several in a file. A file is read to its end: each independent
mistake is reported once, at the place to mend it, and everything else is still linted.

## What it reports
- `syntax-error`: a statement that Deluge cannot mean, such as a missing `;` or a brace
  without its partner.
- `foreign-syntax`: a form that other languages have and Deluge lacks.
- `typographic-character`: quotes and blanks that a word processor has put into the code.

## Forms of other languages
    while(...), for(i = 0; ...)    for each index i in list   (lists have an end, loops too)
    a ? b : c                      ifnull(a, b)  or  if(condition, b, c)
    i++                            i = i + 1;
    x += 1                         x = x + 1;  (read, and valid where Zoho accepts it)
    let x = 1;  var x = 1;         x = 1;
    function name() {}             void name()
    elseif                         else if

## See also
`deluge-lint explain syntax-error`, `deluge-lint explain suppressions`
"""

SUPPRESSIONS = """How to silence a finding that is right about the code but wrong for you.

## One statement
    // deluge-lint: ignore[external-call-in-loop] at most three regions
    for each region in regions
    {
        ...
    }

A comment on a line of its own covers the next statement with everything in it. Zoho's editor
moves a comment from the end of a line to a line of its own, so put it there yourself.

## Several statements
    // deluge-lint: disable[hardcoded-record-id] ids of the sandbox
    ...
    // deluge-lint: enable[hardcoded-record-id]

## A file
    // deluge-lint: ignore-file[leftover-info] a teaching example

Before the first statement. Between the brackets stands what `--ignore` takes, several with
commas between them: names, codes, categories such as `limits`. Not `all`, which would silence
the rules of next year as well.

## What keeps them honest
A suppression that silences nothing, names no rule or gives no reason is a finding itself.
`--no-inline` shows what a run would report without any suppression.
"""

EXIT_CODES = """What the exit code says.

## Codes
    0    nothing at or above the threshold was found
    1    findings at or above the threshold, changes shown by --diff, or a function that is worse
         than `portability --least` asks for
    2    the command line or configuration is wrong, or a path named there cannot be linted
    3    a fault in deluge-lint or in a rule: the findings may be incomplete
    130  stopped with Ctrl-C
    141  whoever read the output has gone away

## Threshold
`--fail-on error` or the setting `fail-on` says from which severity on a finding counts;
without it a warning does. With `--exit-zero` findings never count, faults still do.
"""

#: Topic → its page.
PORTABILITY = """Which functions can move to another service: `deluge-lint portability`.

## What it says
    deluge-lint portability functions/ --from crm --to all
    deluge-lint portability functions/ --from crm --to creator --verbose
    deluge-lint portability functions/ --from crm --to creator --fix --output-dir lifted/

For each function and service one of
    ready      nothing known stands in the way; at most something to look at
    fixes      ready after fixes: mechanical changes
    rework     a part has to be written anew
    blocked    the service has nothing like it: another solution is needed
    unknown    a syntax error, an unreadable file, or nobody knows where it runs (--from)
The worst finding decides, and a function is no better than those of the run that it calls.

## How much work
Each rule names the minutes for one place: `deluge-lint explain RULE`. An equal finding of the same
function costs a quarter from the second time on. Days have eight hours.

## What counts
All portability rules, whatever the configuration switches off. What a comment in the code silences
is accepted, shown with its reason, and does not count.

## See also
`deluge-lint portability --help`, `deluge-lint explain suppressions`
"""

TOPICS = {
    "syntax": SYNTAX, "suppressions": SUPPRESSIONS, "exit-codes": EXIT_CODES, "portability": PORTABILITY,
}  # fmt: skip
