"""What secrets look like in Deluge: forms of tokens, telling names, random values, placeholders."""

from __future__ import annotations

import re
from math import log2

from deluge_lint.records import NamedTuple
from deluge_lint.syntax import nodes as n
from deluge_lint.syntax.tree import Tree

# The patterns are texts: few scripts need one, and compiling them all would delay every start.
#: Kinds of tokens that are known by their form: a mark that must stand in the text, the whole form, a name.
_FORMS = (
    ("1000.", r"1000\.[0-9a-f]{32}\.[0-9a-f]{32}\b", "a Zoho OAuth token"),
    ("AIza", r"AIza[0-9A-Za-z_\-]{35}", "a Google API key"),
    ("k_live_", r"[sr]k_live_[0-9A-Za-z]{16,}", "a Stripe key"),
    *((f"gh{kind}_", rf"gh{kind}_[0-9A-Za-z]{{36}}", "a GitHub token") for kind in "pousr"),
    ("github_pat_", r"github_pat_\w{50,}", "a GitHub token"),
    ("xox", r"xox[abpr]-[0-9A-Za-z\-]{20,}", "a Slack token"),
    ("hooks.slack", r"hooks\.slack\.com/services/T\w{7,}/B\w{7,}/\w{20,}", "a Slack webhook"),
    ("shp", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}", "a Shopify token"),
    ("AKIA", r"AKIA[0-9A-Z]{16}\b", "an AWS key"),
    ("EAA", r"\bEAA[0-9A-Za-z]{40,}", "a Facebook or WhatsApp token"),
    ("ck_", r"\bck_[0-9a-f]{40}\b", "a WooCommerce key"),
    ("cs_", r"\bcs_[0-9a-f]{40}\b", "a WooCommerce secret"),
    ("SG.", r"SG\.[\w\-]{20,}\.[\w\-]{40,}", "a SendGrid key"),
    ("sk-", r"\bsk-(?:proj-)?(?=[A-Za-z_\-]*\d)[0-9A-Za-z_\-]{32,}", "an OpenAI key"),
    ("eyJ", r"eyJ[\w\-]{10,}\.eyJ[\w\-]{10,}\.[\w\-]{10,}", "a signed token"),
    ("PRIVATE KEY", r"--BEGIN (?:\w+ )?PRIVATE KEY-----\s*[\w+/]{20}", "a private key"),
)
_INLINE = (
    "token=", "key=", "secret=", "password=", "passwd=", "bearer ", "basic ", "oauthtoken ", "authtoken ",
)  # fmt: skip
_NAMED = ("base64encode", "token", "key", "secret", "pass", "pwd", "authorization")
# A value that ends with the text may be the start of one that is put together, but is long enough itself.
_IN_TEXT = (
    r"(?i)(?:[?&](?P<name>auth_?token|zapikey|publickey|(?:access|refresh|api|auth)[_\-]?(?:token|key)|client_?secret"
    r"|password|passwd|token|secret|key|apikey)=|\b(?P<scheme>Bearer|Basic|Zoho-(?:oauth|auth)token)\s+)"
    r"(?P<value>[^\s&\"'#<>{}$+]{8,})"
)
_LOGIN = r"://(?P<user>[^/\s:@\"]+):(?P<value>[^/\s@\"]{4,})@"
_PLACEHOLDER = (
    r"(?i)x{4,}|\*{3,}|\.{3,}|your|example|sample|placeholder|change.?me|dummy|insert|redacted|hidden|replace|todo|"
    r"test|demo|fake|secret|token|password|key|here|^[<\[{(%$]|[>\]})%]$|abcd|12345|(.)\1{5}"
)
_TELLING = (
    r"(?i)(?:^|[_\-. ]|(?<=[a-z]))(?:pass(?:word|wd|phrase)?|pwd|secret|token|authorization|zapikey"
    r"|(?:api|auth|private|secret|access|subscription)[_\-]?key)"
    r"(?:_?(?:value|\d+))?$"
)
_FILLED = r"(?i)[xX]{6,}|(.)\1{7}|12345|abcdef"
_PASSWORD = r"(?i)pass|pwd"
# a field or connection link name: words, with a short number between or behind them
_WORDS = r"[A-Za-z]+\d{0,4}(?:[_\-.](?:[A-Za-z]+\d{0,4}|\d{1,4}))*"
#: What `Basic` credentials are made of, before they are encoded.
_PAIR = r"[^\s:/]{3,}:[^\s:/]{6,}"
_ENCODES = "base64encode"
_DIGIT = re.compile(r"\d")
_PUTS = frozenset({"put", "insert", "set"})


class Suspicion(NamedTuple):
    """What a script may hold at all: forms to look for, values inside texts, things with telling names."""

    forms: tuple[tuple[str, str], ...]
    inline: bool
    named: bool


def suspicion(texts: str, script: str) -> Suspicion:
    """Look once at all ``texts`` of a ``script``, so that the many of them need little more."""
    forms = tuple((form, what) for mark, form, what in _FORMS if mark in texts and re.search(form, texts))
    login = "@" in texts and re.search(_LOGIN, texts) is not None
    if not forms and not login and not _DIGIT.search(texts):
        return Suspicion((), False, False)  # the others have a digit
    lower = texts.lower()
    inline = login or any(mark in lower for mark in _INLINE)
    lower = script.lower()
    return Suspicion(forms, inline, any(mark in lower for mark in _NAMED))


def may_tell(raw: str, suspected: Suspicion) -> bool:
    """Whether a text is worth a closer look: without a digit it is one of words, and no secret."""
    return bool(suspected.forms) or "@" in raw or _DIGIT.search(raw) is not None


def known_shape(value: str, suspected: Suspicion) -> str:
    """What kind of secret a text holds by its form alone; empty for none."""
    for form, what in suspected.forms:
        found = re.search(form, value)
        # the forms are their own proof, unless somebody just filled the place
        if found and not re.search(_FILLED, found.group()):
            return what
    return _inline(value) if suspected.inline else ""


def _inline(value: str) -> str:
    """The secret in a URL or a header; empty for none."""
    lower = value.lower()
    if any(mark in lower for mark in _INLINE):
        for found in re.finditer(_IN_TEXT, value):
            if looks_random(found["value"].rstrip(".,;"), 12 if found["scheme"] else 10):
                scheme, name = found["scheme"], found["name"]
                return f"a `{scheme}` credential" if scheme else f"the value of `{name}`"
    login = re.search(_LOGIN, value) if "@" in value else None
    if login and not re.search(_PLACEHOLDER, login["value"]) and any(map(str.isdigit, login["value"])):
        return "a password in a URL"
    return ""


def looks_random(value: str, least: int = 8) -> bool:
    """Whether a text is no word, name, number or placeholder, but letters and digits without order."""
    if not least <= len(value) <= 400 or any(map(str.isspace, value)) or re.search(_PLACEHOLDER, value):
        return False
    if not re.search(r"\d", value) or not re.search(r"[A-Za-z]", value) or re.fullmatch(_WORDS, value):
        return False
    counts = [value.count(char) for char in set(value)]
    entropy = -sum(count / len(value) * log2(count / len(value)) for count in counts)
    return entropy >= (2.5 if len(value) < 16 else 3.0)


def tells(name: str, value: str) -> bool:
    """Whether ``name`` says that its value is a secret; short values count as passwords alone."""
    if re.search(_TELLING, name) is None or value.startswith(("http", "/", "#")):
        return False
    return len(value) >= 16 or re.search(_PASSWORD, name) is not None


def is_encoded_login(text: n.Text, tree: Tree) -> bool:
    """Whether a text is a user and a password that are encoded on the spot."""
    parent = tree.parents.get(text)
    name = parent.name if isinstance(parent, n.MethodCall) else ""
    if name.lower() != _ENCODES or re.fullmatch(_PAIR, text.value) is None:
        return False
    return looks_random(text.value.partition(":")[2], 6)


def holder(text: n.Text, tree: Tree) -> str:
    """The variable, field or key that a text is given to; empty for none."""
    parent = tree.parents.get(text)
    if isinstance(parent, (n.Assign, n.TypedDeclaration)) and parent.value is text:
        target = parent.target
        return target.name if isinstance(target, n.Attribute) else getattr(target, "text", "")
    if isinstance(parent, n.Pair) and parent.value is text:
        return parent.key.value if isinstance(parent.key, n.Text) else getattr(parent.key, "text", "")
    if isinstance(parent, n.MethodCall) and parent.name.lower() in _PUTS and parent.args[-1] is text:
        key = parent.args[0]
        return key.value if isinstance(key, n.Text) and len(parent.args) == 2 else ""
    return ""
