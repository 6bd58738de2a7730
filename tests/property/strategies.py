"""Hypothesis strategies: any text, texts of Deluge's own tokens, and correct Deluge.

Correct scripts are drawn as a description of a tree and printed, each with a layout of its own:
random white space and comments between tokens, so that what parses is the language and not one
way to write it.
"""

from __future__ import annotations

from hypothesis import strategies as st

from deluge_lint.syntax.tokens import MARKS, WORDS

#: Openers, closers and oddities that hurt lexers, beside ordinary characters.
HURTFUL = [
    '"', "'", "/*", "*/", "//", "\\", "\r\n", "\r", "\n", "\u200b", "\ufeff", "\u201c", "\u201d", "\u2019",
    "\x00", "\ud800", "\u2028", "\u0130", "\u00df", "\ufb01", "\u00aa", "#", "@", "`", "$", "{", "}", "(", ")",
    "[", "]", ";", ":", "=", "<", "&", "|", "..", ".5", "1e5", "0x1", "in this month", "list:string(", "<%{", "%>",
]  # fmt: skip

any_text = st.text(st.characters(codec=None), max_size=80) | st.lists(
    st.sampled_from(HURTFUL) | st.text(max_size=3), max_size=40
).map("".join)

NAMES = [
    "a",
    "lead",
    "Order_1",
    "año",
    "x9",
    "type",
    "from",
    "to",
    "index",
    "range",
    "message",
    "url",
    "by",
    "Info",
    "名前",
]
LITERALS = [
    "1",
    ".5",
    "2.25",
    "5567137000013041001",
    '"t"',
    '"a \\" // b"',
    "'01-Jan-2024'",
    "true",
    "NULL",
    '""',
]

token_soup = st.lists(
    st.sampled_from([*WORDS, *MARKS, *NAMES, *LITERALS, "\n", "// c\n", "/* c */"]), max_size=60
).map(" ".join)

# ---------------------------------------------------------------- correct scripts, as lists of tokens

Tokens = list[str]
names = st.sampled_from(NAMES).map(lambda name: [name])


def _join(parts: list[Tokens], mark: str) -> Tokens:
    joined: Tokens = []
    for number, part in enumerate(parts):
        joined += [mark, *part] if number else part
    return joined


def _cat(*parts: Tokens | str) -> Tokens:
    return [token for part in parts for token in ([part] if isinstance(part, str) else part)]


def _expressions(inner: st.SearchStrategy[Tokens]) -> st.SearchStrategy[Tokens]:
    several = st.lists(inner, max_size=3).map(lambda parts: _join(parts, ","))
    operators = st.sampled_from(
        ["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", "in", "contains"]
    )
    pairs = st.lists(st.tuples(st.sampled_from(['"k"', '"l"', "key"]), inner), min_size=1, max_size=3)
    period = st.sampled_from(["in this month", "in last 7 days", "in next week"])
    return st.one_of(
        st.tuples(inner, operators, inner).map(lambda p: _cat("(", p[0], p[1], p[2], ")")),
        inner.map(lambda e: _cat("!", "(", e, ")")),
        inner.map(lambda e: _cat("(", "-", "(", e, ")", ")")),
        st.tuples(names, several).map(lambda p: _cat(p[0], "(", p[1], ")")),
        st.tuples(inner, names, several).map(lambda p: _cat("(", p[0], ")", ".", p[1], "(", p[2], ")")),
        st.tuples(names, names).map(lambda p: _cat(p[0], ".", p[1])),
        st.tuples(inner, inner, inner).map(lambda p: _cat("if", "(", p[0], ",", p[1], ",", p[2], ")")),
        several.map(lambda s: _cat("{", s, "}")),
        several.map(lambda s: _cat("[", s, "]")),
        pairs.map(lambda ps: _cat("{", _join([[k, ":", *v] for k, v in ps], ","), "}")),
        st.tuples(names, inner).map(lambda p: _cat("Orders", "[", p[0], "==", p[1], "]")),
        st.tuples(names, inner).map(lambda p: _cat("Orders", "[", p[0], "not", "in", "(", p[1], ")", "]")),
        st.tuples(names, period).map(lambda p: _cat("Orders", "[", p[0], p[1], "]")),
        names.map(lambda n: _cat("Orders", "[", n, "is", "not", "null", "]", ".", "count", "(", ")")),
    )


expressions = st.recursive(
    st.sampled_from(NAMES + LITERALS).map(lambda token: [token]), _expressions, max_leaves=8
)

sorting = names.map(lambda n: _cat("sort", "by", n, "desc", "range", "from", "1", "to", "5"))
entries = st.lists(
    st.tuples(
        st.sampled_from(["url", "type", "headers", "content type", "reply to", "response-format"]),
        expressions,
    ),
    min_size=1,
    max_size=4,
).map(
    lambda ps: [
        token for key, value in ps for token in (*key.replace("-", " - ").split(), ":", "(", *value, ")")
    ]
)
fields = st.lists(st.tuples(names, expressions), min_size=1, max_size=3).map(
    lambda ps: [token for name, value in ps for token in (*name, "=", "(", *value, ")")]
)

simple_statements = st.one_of(
    st.tuples(names, expressions).map(lambda p: _cat(p[0], "=", p[1], ";")),
    st.tuples(names, expressions).map(lambda p: _cat(p[0], "+=", p[1], ";")),
    st.tuples(names, expressions).map(lambda p: _cat("input", ".", p[0], "=", p[1], ";")),
    st.tuples(names, names, expressions).map(lambda p: _cat(p[0], ".", p[1], "(", p[2], ")", ";")),
    expressions.map(lambda e: _cat("info", "(", e, ")", ";")),
    expressions.map(lambda e: _cat("alert", '"a"', "+", e, ";")),
    expressions.map(lambda e: _cat("return", e, ";")),
    st.sampled_from(
        ["return ;", "break ;", "continue ;", "cancel submit ;", "cancel delete ;", "reload ;"]
    ).map(str.split),
    st.sampled_from(["hide A ;", "show A , B ;", "clear row . F ;", "focus Name . first_name ;"]).map(
        str.split
    ),
    st.just(["F", ":ui.", "add", "(", "x", ")", ";"]),
    st.tuples(names, sorting).map(lambda p: _cat(p[0], "=", "Orders", "[", "ID", "!=", "0", "]", p[1], ";")),
    st.tuples(names, entries).map(lambda p: _cat(p[0], "=", "invokeurl", "[", p[1], "]", ";")),
    entries.map(lambda e: _cat("sendmail", "[", e, "]")),
    fields.map(lambda f: _cat("insert", "into", "Log", "[", f, "]")),
    names.map(lambda n: _cat("delete", "from", "Log", "[", n, "==", "1", "]", ";")),
)


def _compound(inner: st.SearchStrategy[Tokens]) -> st.SearchStrategy[Tokens]:
    body = st.lists(inner, max_size=3).map(lambda parts: _cat("{", *parts, "}"))
    return st.one_of(
        st.tuples(expressions, body).map(lambda p: _cat("if", "(", p[0], ")", p[1])),
        st.tuples(expressions, body, body).map(lambda p: _cat("if", "(", p[0], ")", p[1], "else", p[2])),
        st.tuples(expressions, body, expressions, body).map(
            lambda p: _cat("if", "(", p[0], ")", p[1], "else", "if", "(", p[2], ")", p[3])
        ),
        st.tuples(expressions, body).map(lambda p: _cat("for", "each", "x", "in", "(", p[0], ")", p[1])),
        st.tuples(names, body).map(lambda p: _cat("for", "each", "index", "i", "in", p[0], p[1])),
        st.tuples(body, body).map(lambda p: _cat("try", p[0], "catch", "(", "e", ")", p[1])),
    )


statements = st.recursive(simple_statements, _compound, max_leaves=6)
headers = st.sampled_from(
    [
        "void automation . f ( Int a , Map b )",
        "list : string Ns . g ( Order_Form o , list : int x )",
        "void h ( )",
    ]
).map(str.split)
functions = st.tuples(headers, st.lists(statements, max_size=3)).map(lambda p: _cat(p[0], "{", *p[1], "}"))
programs = st.lists(statements | functions, max_size=5).map(lambda parts: _cat(*parts))

#: What may stand between two tokens; comments with marks that must not count.
GAPS = [" ", " ", "\n", "\n\t\t", "\r\n", "  ", ' // c } ) " \n', " /* ; { */ ", "\u00a0", "\n\u200b"]


@st.composite
def scripts(draw: st.DrawFn) -> str:
    """A correct script: tokens with a gap of any kind between them."""
    tokens = draw(programs)
    gaps = draw(st.lists(st.sampled_from(GAPS), min_size=1, max_size=12))
    return "".join(token + gaps[number % len(gaps)] for number, token in enumerate(tokens))
