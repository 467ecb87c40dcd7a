"""What every answer of conversation.py keeps to. `check.py RULE FOLDER` looks at en.ndjson and es.ndjson there, prints what breaks the rule, and exits with 1."""
import ast, glob, json, os, re, subprocess, sys, unicodedata

from conversation import BOT, GUILD, PREFIX, PROJECT, rows

LANGS = ("en", "es")
LONGEST, LONGEST_HELP, WIDEST = 2000, 900, 34
# Codes of refusals that no line of said.txt brings about, each with what it would take.
ELSEWHERE, DISCORD, MANY, TIME = "a record that the grammar did not make", "what Discord shows of a channel or of the bot", "thousands of lines", "days that pass: tests/month/stories"
LISTS = "two lists of a bank: tests/bats/import-formats.bats"
UNHEARD = {
    "bad_id": ELSEWHERE, "bad_kind": ELSEWHERE, "bad_permit": ELSEWHERE, "bad_receipt": ELSEWHERE, "missing_amount": ELSEWHERE, "not_positive": ELSEWHERE, "not_understood": ELSEWHERE,
    "unknown_guild": ELSEWHERE, "guild_moved": ELSEWHERE, "not_due": ELSEWHERE, "mention_needed": ELSEWHERE, "not_identified": DISCORD, "bot_timed_out": DISCORD, "channel_elsewhere": DISCORD, "channel_hidden": DISCORD,
    "channel_kind": DISCORD, "channel_permissions": DISCORD, "channel_unknown": DISCORD, "channel_unseen": DISCORD, "forgotten": "a message from before its author was forgotten", "left": "a member who registered and left", "own_role": "an admin who does not own the guild",
    "own_customer": "the first rules", "empty": "a mention of the bot alone", "too_many": MANY, "too_many_arguments": MANY, "too_many_accounts": MANY, "too_many_differences": MANY,
    "too_many_files": MANY,
    "ambiguous_date": "an English line in a Spanish conversation, too", "ambiguous_request": "a reply to a message of ours", "bad_date": ELSEWHERE, "expired": TIME, "not_declinable": TIME, "not_recurring": TIME, "set_aside": TIME,
    "other_format": LISTS, "list_refused": LISTS, "nothing_like_it": LISTS,
    "too_many_open": MANY, "too_many_people": MANY, "too_many_schedules": MANY,
}
# What stands for somebody whom people choose from Discord's list.
CHOSEN = (("@ana", "<@11>"), ("@bob", "<@12>"), ("@Role", "<@&601>"), ("@Rol", "<@&601>"), ("#channel", "<#2000>"), ("#canal", "<#2000>"))
ENGLISH = {"the", "of", "and", "is", "are", "your", "you", "with", "for", "not", "to", "be", "this", "that", "there", "they", "have", "by", "from", "write", "say"}
SPANISH = {"el", "la", "los", "las", "de", "que", "para", "con", "una", "tu", "es", "está", "por", "del", "sin", "escribe", "esa", "ese", "hay", "ningún", "desde", "hasta", "al"}


def conversation(folder, lang):
    with open(os.path.join(folder, lang + ".ndjson"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def every(folder):
    return [(lang, said) for lang in LANGS for said in conversation(folder, lang)]


def spans(text):
    """The spans of code outside blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.S))


def verb_of(said, lang):
    """The verb that a text begins with: the longest that fits."""
    fits = [(len(word), name) for name, _, *words in rows()[0] for word in words[lang == "es"].split("|") if (said["text"] + " ").startswith(word + " ")]
    return max(fits)[1] if fits else None


def as_wanted(folder):
    for lang, said in every(folder):
        if said["want"] not in ("any", said["code"] or said["status"]):
            yield f"{lang}: {said['text']}: {said['code'] or said['status']}, not {said['want']}: {said['answer']}"
        if not said["answer"]:
            yield f"{lang}: {said['text']}: no answer"


def covered(folder):
    for lang in LANGS:
        heard = {(verb_of(said, lang), said["status"] == "ok") for said in conversation(folder, lang) if said["who"] is not None}
        for name, *_ in rows()[0]:
            yield from (f"{lang}: said.txt has no {word} {name}" for ok, word in ((True, "successful"), (False, "refused")) if (name, ok) not in heard)


def refusals(folder):
    known, heard = set(), {said["code"] for _, said in every(folder)}
    for path in glob.glob(os.path.join(PROJECT, "src/ledger/*.c")) + glob.glob(os.path.join(PROJECT, "src/command/*.c")):
        with open(path, encoding="utf-8") as file:
            known.update(re.findall(r'\b(?:context_refuse|context_deny|fail_at|fail_line|fail_choice)\((?:[^,;()]+(?:\([^()]*\))?, ){1,2}"([a-z_]+)"', re.sub(r"\s+", " ", file.read())))
    yield from (f"no line of said.txt is refused with {code}" for code in sorted(known - heard - UNHEARD.keys()))
    yield from (f"UNHEARD has {code}, which is heard or unknown" for code in sorted(UNHEARD.keys() - (known - heard)))


def lengths(folder):
    for lang, said in every(folder):
        most = LONGEST_HELP if said["text"] in ("help", "ayuda") else LONGEST
        if len(said["answer"]) >= most:
            yield f"{lang}: {said['who']}: {said['text']}: {len(said['answer'])} characters"


def width(line):
    return sum(0 if unicodedata.category(sign) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def widths(folder):
    for lang, said in every(folder):
        lines = [line for block in re.findall(r"```(.*?)```", said["answer"], re.S) for line in block.split("\n")]
        widest = max(map(width, lines), default=0)
        if widest > WIDEST:
            yield f"{lang}: {said['text'] if said['who'] is not None else 'a notice'}: a line of {widest} columns"


def lines(folder):
    """Each line to type, in either language, as a message: all are understood, in the language of the answer."""
    for lang in LANGS:
        typed, words = [], {word for _, _, *both in rows()[0] for part in both for word in part.split("|")}
        prefix = lambda said: "" if said["who"] == 0 else PREFIX
        for said in conversation(folder, lang):
            for at, span in enumerate(spans(said["answer"])):
                usage = at == 0 and re.match(r"(help|ayuda) ", said["text"]) and span.startswith(prefix(said)) and re.search(r"[<\[]", span)
                if span.endswith("…"):
                    continue  # the rest is for whoever reads it
                begins = next((word for word in words if (span + " ").startswith(word + " ")), None)
                if span.startswith("!") or (begins and prefix(said)):
                    yield f"{lang}: {said['text']}: `{span}` lacks the prefix"
                elif span.startswith(PREFIX) and not usage:
                    typed.append((said, span))
                elif begins and not usage:
                    typed.append((said, PREFIX + span))
        messages = ""
        for number, (said, span) in enumerate(typed):
            for sign, mention in CHOSEN:
                span = re.sub(re.escape(sign) + r"\b", mention, span)
            span = re.sub(r"(?<![<\w])@[\w-]+", "<@12>", span)  # any other member
            messages += json.dumps({"id": str((1 << 60) + number), "channel_id": "2000", "guild_id": str(GUILD), "type": 0, "content": span, "author": {"id": "11", "username": "ana"}, "mentions": [],
                                    "gl": {"prefix": PREFIX, "bot_id": str(BOT), "lang": lang}}) + "\n"
        parsed = subprocess.run(["gl-parse"], input=messages, capture_output=True, text=True, check=True).stdout.splitlines()
        for (said, span), record in zip(typed, map(json.loads, parsed), strict=True):
            if record["type"] != "command" or record["lang"] != lang:
                yield f"{lang}: {said['text']}: `{span}` is not understood: {record['type']} in {record.get('lang')} {record.get('error', '')}"


def catalogue():
    """The pairs of po/es.po that differ, as what stands between their conversions."""
    with open(os.path.join(PROJECT, "po/es.po"), encoding="utf-8") as file:
        entries = file.read().split("\n\n")[1:]
    for entry in entries:
        text = {}
        for key, quoted in re.findall(r'^(msg\S+) ((?:"(?:[^"\\]|\\.)*"\s*)+)', entry, re.M):
            text[key] = "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', quoted))
        for key, spanish in text.items():
            if key.startswith("msgstr"):
                yield text["msgid_plural"] if key == "msgstr[1]" else text["msgid"], spanish


def pieces(text):
    """What of TEXT nobody else would say by chance: two words and twelve letters at least."""
    return [piece.strip() for piece in re.split(r"%(?:\d+\$)?[-.*0-9]*(?:ll|z|l)?[a-z]|`[^`]*`|\n", text) if len(piece.strip()) >= 12 and " " in piece.strip()]


def language(folder):
    english, spanish = set(), set()
    for one, other in catalogue():
        english.update(pieces(one))
        spanish.update(pieces(other))
    foreign = {"en": (spanish - english, SPANISH), "es": (english - spanish, ENGLISH)}
    for lang, said in every(folder):
        text = re.sub(r"`gl-[^`]*`|“[^”]*”|«[^»]*»", "", said["answer"])
        text = re.sub(r"(?m)^guildledger-.*$|[0-9a-f]{64}", "", text)  # lines that are hashed, and hashes
        text = re.sub(r"(?m)^(  \d\d/\d\d(?:/\d\d)? \d\d:\d\d) to-sort$", r"\1", text)  # the log keeps the names of verbs and reports as they are in records
        found = [piece for piece in foreign[lang][0] if piece in text]
        words = foreign[lang][1] & set(re.findall(r"[^\W\d_]+", text.lower()))
        if found or words:
            yield f"{lang}: {said['text']}: {found or sorted(words)} in: {said['answer']}"


def keys(folder):
    for lang, said in every(folder):
        found = re.findall(r"\b[a-z]+_[a-z_]+\b|%[sdl]|\(null\)", said["answer"].replace(PREFIX, ""))
        if found:
            yield f"{lang}: {said['text']}: {found} in: {said['answer']}"


if __name__ == "__main__":
    broken = list({"as_wanted": as_wanted, "covered": covered, "refusals": refusals, "lengths": lengths, "widths": widths, "lines": lines, "language": language, "keys": keys}[sys.argv[1]](sys.argv[2]))
    print("\n".join(broken))
    sys.exit(bool(broken))
