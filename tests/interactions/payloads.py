"""What Discord sends for a slash command, a press, or what somebody types, and what its answers say."""
import email.parser
import email.policy
import json
import re

GUILD, APPLICATION, TOKEN = "1000", "1", "token-that-nobody-keeps"
SUBCOMMAND, STRING, INTEGER, USER = 1, 3, 4, 6


def interaction(kind, number, user, data, channel="2000", roles=(), locale="en-GB", name=None):
    """An interaction of that KIND with the id NUMBER, of a member with those roles."""
    return {"type": kind, "id": str(number), "application_id": APPLICATION, "token": TOKEN, "version": 1, "context": 0, "guild_id": GUILD,
            "channel_id": channel, "channel": {"id": channel, "type": 0}, "authorizing_integration_owners": {"0": GUILD}, "locale": locale, "guild_locale": "en-US",
            "member": {"user": {"id": user, "username": name or "u" + user}, "roles": list(roles), "joined_at": "2024-01-01T00:00:00Z", "permissions": "2147483648"},
            "data": data}


def option(kind, name, value, **more):
    return {"type": kind, "name": name, "value": value, **more}


def command_data(name, *options, members=()):
    """DATA of a slash command; MEMBERS: the ids that its options mean."""
    return {"id": "1", "type": 1, "name": name, "options": list(options), "resolved": {
        "users": {m: {"id": m, "username": "u" + m} for m in members}, "members": {m: {"roles": [], "joined_at": "2024-01-01T00:00:00Z"} for m in members}}}


def data_of(text):
    """DATA of the slash command that means the same as TEXT, of the verbs that the storm and the benchmark use."""
    verb, *words = text.lstrip("!").split(" ")
    verb = {"pagar": "pay", "saldo": "balance", "registrar": "register", "ayuda": "help"}.get(verb, verb)
    who = re.sub(r"\D", "", words[0]) if words and words[0].startswith("<@") else None
    members, rest = [who] if who else [], " ".join(words[2:])
    if verb in ("pay", "deposit"):
        memo = [option(STRING, "memo", rest)] if rest else []
        return command_data(verb, option(USER, "to" if verb == "pay" else "member", who), option(STRING, "amount", words[1]), *memo, members=members)
    if verb == "history":
        return command_data(verb, option(INTEGER, "count", int(words[0])))
    if verb == "reverse":
        return command_data(verb, option(INTEGER, "number", int(words[0])), option(STRING, "reason", " ".join(words[1:])))
    if verb == "batch":
        return command_data(verb, {"type": SUBCOMMAND, "name": "status", "options": []})
    return command_data(verb)


class Answer:
    """An HTTP answer as gl-interaction writes it: status, its JSON, and the contents of its files."""

    def __init__(self, answer):
        head, _, body = answer.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        if int(fields["Content-Length"]) != len(body):
            raise ValueError("cut off")
        self.status, self.files, media_type = int(fields["Status"].split()[0]), [], fields["Content-Type"]
        if media_type.startswith("multipart/form-data"):
            parts = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(("Content-Type: %s\r\n\r\n" % media_type).encode() + body).get_payload()
            body, *self.files = [part.get_payload(decode=True) for part in parts]
        self.json = json.loads(body)

    def says(self):
        """Its words: what is written, and what embeds say, each with its title."""
        data = self.json["data"]
        return "\n".join([data.get("content", "")] + [e["description"] for e in data.get("embeds", [])]), [e["title"] for e in data.get("embeds", [])]
