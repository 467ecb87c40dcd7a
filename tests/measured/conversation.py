"""A conversation of a small community through the tools, in one language: each line of said.txt and every report and topic that the
tables know, with its answer. `conversation.py LANG` prints one JSON object a line: who, text, want, status, code, answer."""
import datetime, json, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
PREFIX = "$%"  # no text may have the default one written into it, and printf would read this one
GUILD, BOT = 1000, 999
EPOCH, FIRST = 1420070400000, 310000000000  # of Discord; of the conversation, in milliseconds after it
NAMES = {10: "owner", 11: "ana", 12: "bob", 13: "carla", 14: "tomas", 15: "audra", 16: "gone", 17: "waiting", 18: "dora", 19: "eva"}
ROLES = {13: ["501"], 14: ["502"], 15: ["503"]}


def rows():
    """The tables as the build prints them. Verbs: name, permit, English words, Spanish words. Words: what is before, and what may follow."""
    with open(os.path.join(PROJECT, "build/completion/verbs"), encoding="utf-8") as file:
        verbs = [line.rstrip("\n").split("\t")[1:] for line in file if line.startswith("verb\t")]
    words = subprocess.run([os.path.join(PROJECT, "build/completion/guildledger.words")], capture_output=True, text=True, check=True).stdout
    return verbs, [line.split("\t")[1:] for line in words.splitlines() if line.startswith("word\t")]


def said(lang):
    """Who says what, and the code that it must have."""
    lines = []
    with open(os.path.join(HERE, "said.txt"), encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                continue
            who, english, spanish, want = (part.strip() for part in line.split(" | "))
            lines.append((int(who), spanish if lang == "es" else english, want))
    scripted = len(lines)
    verbs, following = rows()
    first = {name: (spanish if lang == "es" else english).split("|")[0] for name, _, english, spanish in verbs}
    for phrase, word in following:
        if phrase == first["report"] and not word.endswith("="):
            needs = {"statement": " <@11>", "extracto": " <@11>", "batch": " 1", "lote": " 1", "count": " 1", "cuadre": " 1"}.get(word, "")
            lines.append((15, f"{phrase} {word}{needs}", "ok"))
        if phrase == first["help"] and word:
            lines.append((10, f"{phrase} {word}", "any"))
    lines += [(11, f"{first['help']} {words}", "ok") for words in first.values()]
    return lines[:scripted] + list(dict.fromkeys(lines[scripted:]))


def tool(*words, text="", environment):
    done = subprocess.run(words, input=text, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, (words, done.stderr[-2000:])
    return done.stdout


class Community:
    def __init__(self, lang, folder):
        self.lang, self.number = lang, 0
        self.env = dict(os.environ, GL_DB=os.path.join(folder, "books.db"), GL_GUILD=str(GUILD), GL_LOG="error")
        self.roster = os.path.join(folder, "roster.ndjson")
        self.run("gl-db", "init", "--guild", str(GUILD), "--name", "Test", "--owner", "10", "--currency", "EUR", "--scale", "2", "--lang", lang)
        guild = {"type": "guild", "guild_id": str(GUILD), "name": "Test", "owner_id": "10", "lang": lang, "bot_id": str(BOT), "bot_role_id": "998", "bot_top_role": "998", "bot_position": 9}
        roles = [{"type": "role", "guild_id": str(GUILD), "role_id": str(number), "name": name, "position": 20 if name == "High" else 1, "managed": name == "Boosters", "permissions": power}
                 for number, name, power in ((501, "Teller", "0"), (502, "Treasurer", "0"), (503, "Auditor", "0"), (601, "Red", "0"), (602, "Blue", "0"), (603, "Boss", "8"), (604, "Twin", "0"), (605, "twin", "0"), (606, "High", "0"), (607, "Boosters", "0"), (608, "Green", "0"), (609, "Gold", "0"), (610, "Grey", "0"))]
        members = [{"type": "member", "guild_id": str(GUILD), "user_id": str(number), "name": name, "roles": ROLES.get(number, []), "pending": number == 17, "left": number == 16} for number, name in NAMES.items()]
        with open(self.roster, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in [guild] + members)
        self.run("gl-apply", text="".join(json.dumps(line) + "\n" for line in [guild] + roles + members))
        for words in (["config", "prefix", PREFIX], ["config", "chatter.limit", "0"], ["permit", "everyone", "none"]):
            self.run("gl-apply", text=self.run("gl-command", *words))

    def run(self, *words, text=""):
        return tool(*words, text=text, environment=self.env)

    def message(self, who, text):
        self.number += 1
        return json.dumps({"id": str((FIRST + self.number * 61000) << 22), "channel_id": "2000", "guild_id": str(GUILD), "type": 0, "content": PREFIX + text, "author": {"id": str(who), "username": NAMES[who], "global_name": None},
                           "mentions": [], "mention_roles": [], "mention_everyone": False, "attachments": [], "embeds": [], "flags": 0, "pinned": False, "tts": False,
                           "gl": {"prefix": PREFIX, "bot_id": str(BOT), "bot_role_id": "998", "lang": self.lang}}) + "\n"

    def moment(self):
        self.number += 1
        return datetime.datetime.fromtimestamp((EPOCH + FIRST + self.number * 61000) / 1000, datetime.timezone.utc).strftime("%FT%TZ")

    def operator(self, text):
        return self.run("gl-command", "--lang", self.lang, "--at", self.moment(), text=text + "\n")

    def imported(self, text):
        """A line of a bank's list, as gl-import writes it: TEXT is what of it is its own."""
        line = {"type": "import-line", "guild_id": str(GUILD), "time": self.moment(), "lang": self.lang, "author": {"id": "0", "name": "marta"}, "date": "2024-10-28", "currency": "EUR"} | json.loads(text)
        return json.dumps(line | {"id": "imp:" + line["id"][0] * 26 + line["id"][1:]}) + "\n"

    def given(self, who, text):
        """{later}: 500 days behind what was said before."""
        if "{later}" in text:
            self.number += 500 * 24 * 3600 // 61
            text = text.replace("{later}", "")
        return self.message(who, text) if who else self.imported(text) if text.startswith("{") else self.operator(text)

    def answers(self, lines):
        """Those of LINES (who, text), which all come in one tick."""
        files = [re.search(r"\{files:([a-z-]*)\}", text) for _, text in lines]
        lines = [(who, re.sub(r"\{files:[a-z-]*\}", "", text)) for who, text in lines]
        given = [self.given(who, text) for who, text in lines]
        parsed = iter(self.run("gl-parse", text="".join(line for line, (who, _) in zip(given, lines) if who)).splitlines(True))
        records = "".join(kept(next(parsed), which) if who else line for line, (who, _), which in zip(given, lines, files))
        return [json.loads(line) for line in self.run("gl-apply", text=self.run("gl-identify", "--roster", self.roster, text=records)).splitlines()]


def kept(record, files):
    """The record as gl-keep leaves it: each letter of FILES is a file of its own, a dash one that could not be had."""
    if not files:
        return record
    had = {"evidence": [{"sha256": letter * 64, "size": 1234, "media_type": "image/png"} for letter in files[1] if letter != "-"],
           "unkept": [{"file": at, "why": "gone"} for at, letter in enumerate(files[1], 1) if letter == "-"]}
    return json.dumps(json.loads(record) | {key: value for key, value in had.items() if value}) + "\n"


def numbered(lines, rows):
    """{-K} is what waits by the line K lines before: its number is that of the line's row in the log, which has ROWS by now."""
    return [(who, re.sub(r"\{-(\d+)\}", lambda back, at=at: str(rows + 1 + at - int(back[1])), text), want) for at, (who, text, want) in enumerate(lines)]


def main(lang):
    with tempfile.TemporaryDirectory() as folder:
        community, lines = Community(lang, folder), [(who, text.replace("{prefix}", PREFIX).replace("{long}", "pizza " * 40), want) for who, text, want in said(lang)]
        lines = numbered(lines, int(subprocess.run(["sqlite3", community.env["GL_DB"], "SELECT max(seq) FROM commands"], capture_output=True, text=True, check=True).stdout))
        first = next(at for at, line in enumerate(lines) if "{receipt}" in line[1])
        results = community.answers([line[:2] for line in lines[:first]])
        receipt = re.search(r": (\d+-[0-9A-Z]{8})", "\n".join(result.get("text") or "" for result in results)).group(1)
        lines = [(who, text.replace("{receipt}", receipt), want) for who, text, want in lines]
        results += community.answers([line[:2] for line in lines[first:]])
        assert len(results) == len(lines)
        for (who, text, want), result in zip(lines, results):
            print(json.dumps({"who": who, "text": text, "want": want, "status": result["status"], "code": result.get("code"), "answer": result.get("text") or ""}, ensure_ascii=False))
        query = subprocess.run(["sqlite3", "-json", community.env["GL_DB"], "SELECT content FROM outbox WHERE content IS NOT NULL AND kind <> 'reply'"], capture_output=True, text=True, check=True)
        for row in json.loads(query.stdout or "[]"):
            print(json.dumps({"who": None, "text": "(a notice)", "want": "any", "status": "ok", "code": None, "answer": row["content"]}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
