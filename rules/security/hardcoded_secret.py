"""DLG401 hardcoded-secret: a password, token or key in the text of a script."""

from __future__ import annotations

from deluge_lint.diagnostics import Severity
from deluge_lint.engine.rule import Bad, Good, Rule, RuleContext, Source, handles
from deluge_lint.syntax import nodes as n

from ._secret_shapes import (
    Suspicion,
    holder,
    is_encoded_login,
    known_shape,
    looks_random,
    may_tell,
    suspicion,
    tells,
)


class HardcodedSecret(Rule):
    """A password, token or key that is written into the script.

    ## What it finds
    Texts that have the form of a known kind of token, values of `authtoken`, `zapikey`, `access_token` and so
    on in URLs, `Bearer` and `Basic` headers, a user with a password that are encoded, and texts of random
    letters and digits that are given to something called `password`, `client_secret`, `api_key` and so on.
    Placeholders are left out.

    ## Why it matters
    Everybody who may open the function, the export or the repository can use the secret, and it can only be
    changed by changing code. Zoho asks for a connection, which keeps it out of the script. A value that only
    its name gives away is reported as a warning.
    """

    code = "DLG401"
    name = "hardcoded-secret"
    category = "security"
    severity = Severity.ERROR
    preset = "draft"
    sources = (
        Source("Deluge: connections", "https://www.zoho.com/deluge/help/connections.html", "digest"),
        Source("Deluge: Cliq, end of authtokens", "https://www.zoho.com/deluge/help/cliq/create-record.html"),
    )

    examples = (
        Bad(
            'url = ⟦"https://crm.zoho.com/crm/private/json/Leads?authtoken=9b7c1d0a5e2f4836b1c7d9e0f2a4c6e8"⟧;'
        ),
        Bad('headers.put("Authorization",⟦"Bearer q7Zk2LxV9sT4mN8bR1cY6wHd"⟧);'),
        Bad('client_secret = ⟦"4f9d2c7b1e8a6035d7c4b2a1f0e9d8c7"⟧;'),
        Bad('login = {"user":"api","password":⟦"tR8#kq2!Lm"⟧};'),
        Bad('api_key_value = "x"; apiKey = ⟦"q7Zk2LxV9sT4mN8bR1cY6wHd"⟧;'),
        Bad('login = zoho.encryption.base64Encode(⟦"shop_api:q7Zk2LxV9s"⟧);'),
        Good(
            'login = zoho.encryption.base64Encode("user:password"); info zoho.encryption.base64Encode("a:b");'
        ),
        Good('client_secret = "YOUR_CLIENT_SECRET"; api_key = "xxxxxxxxxxxxxxxxxxxx1";'),
        Good('token = zoho.crm.getOrgVariable("shop_api_token2");'),
        Good('url = "https://shop.example/api?access_token=" + token;'),
        Good('answer = invokeurl\n[\n\turl :address\n\tconnection :"shop_oauth_connection_2024"\n];'),
        Good('lead.put("Password_Reset_2",password_field); page_token = "next_page_token_v2";'),
        Good('owner = "4876876000000333001"; digest = "9b7c1d0a5e2f4836b1c7d9e0f2a4c6e8";'),
        Good('headers.put("Authorization","Zoho-oauthtoken " + token);'),
    )

    @handles(n.Program)
    def check(self, node: n.Program, ctx: RuleContext) -> None:
        # one look at all texts spares most scripts a closer one
        texts = [text for text in ctx.model.of(n.Text) if len(text.raw) > 8]
        suspected = suspicion("\n".join([text.raw for text in texts]), ctx.tree.source.text)
        if not any(suspected):
            return
        for text in texts:
            if may_tell(text.raw, suspected):
                self._text(text, suspected, ctx)

    def _text(self, text: n.Text, suspected: Suspicion, ctx: RuleContext) -> None:
        value = text.value
        help = "revoke it, and let a connection or a variable that is not readable hold the new one"
        what = known_shape(value, suspected)
        if what:
            # the public key of a Creator custom API opens that one API, and is meant to be handed out
            severity = Severity.WARNING if "publickey" in what else None
            ctx.report(text, f"{what} is written into the script", help=help, severity=severity)
        elif suspected.named and " " not in value:
            if is_encoded_login(text, ctx.tree):
                message = "a user and a password are written into the script"
                ctx.report(text, message, help=help, severity=Severity.WARNING)
                return
            name = holder(text, ctx.tree)
            if name and tells(name, value) and looks_random(value):
                message = f"`{name[:40]}` holds what looks like a secret"
                ctx.report(text, message, help=help, severity=Severity.WARNING)
