"""What must hold after a storm. Each check gives a list of problems in words; an empty one is good."""
import collections, json, os, re, sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import engine
from engine import rows

HEADING = re.compile(r"^\*\*@(.+?)\*\*[ \n]", re.M)  # "**@name** answer", which begins each answer in a digest


def log_of(storm):
    """message id -> (author's name, status, code, answer), of what members wrote; and how often each id is there."""
    rows = storm.query("SELECT message_id, record ->> '$.author.name', status, code, text FROM commands WHERE record ->> '$.source' = 'discord' ORDER BY seq")
    return {str(r[0]): r[1:] for r in rows}, collections.Counter(str(r[0]) for r in rows)


def check_applied(storm):
    wanted = {s["id"] for s in storm.plan.says if not s.get("chatter")}
    _, counts = log_of(storm)
    storm.applied = len(counts)
    problems = ["%d commands were never applied: %s" % (len(wanted - set(counts)), sorted(wanted - set(counts))[:5])] if wanted - set(counts) else []
    problems += ["message %s was applied %d times" % (m, n) for m, n in counts.items() if n != 1]
    problems += ["message %s is no command, and was applied" % m for m in counts if m not in wanted]
    return problems


def bare(text):
    """Without what splitting into parts may change: white space, and fences closed and opened again."""
    return re.sub(r"\s+|```(?:text)?", "", text)


def said(message):
    """Its words, without the last line that mentions whom it pings."""
    return re.sub(r"(^|\n)<@\d+>( <@\d+>)*$", "", message["content"])


def lines_of(text):
    return sorted(bare(line) for line in text.split("\n") if bare(line))


def embed_says(message, answer):
    """Whether an embed, with what stands outside it, is the answer: its title is the answer's first line, or the verb's."""
    lines = lines_of(said(message)) + lines_of("\n".join(e["description"] for e in message["embeds"]))
    return lines_of(answer) in (sorted(lines), sorted(lines + ["**%s**" % bare(e["title"]) for e in message["embeds"]]))


def wrong_pings(storm, channel, own):
    """In each channel those are pinged whose money moved there, and nobody else."""
    wanted = {id for (ids,) in storm.query("SELECT pings FROM outbox WHERE kind = 'reply' AND pings IS NOT NULL AND channel_id = ?", int(channel)) for id in ids.split()}
    found = {re.sub(r"^<@(\d+)>$", r"\1", ping) for message in own for ping in message.get("_pinged") or []}
    storm.pinged = getattr(storm, "pinged", 0) + len(found)
    return ["channel %s pings %s" % (channel, sorted(found - wanted))] * bool(found - wanted) + \
        ["channel %s does not ping %s" % (channel, sorted(wanted - found))] * bool(wanted - found)


def single_answers(messages, log):
    """Replies by the command they answer; each part of a long answer counts once, and their sum must be the answer."""
    parts, problems = collections.defaultdict(list), []
    for message in messages:
        reference = (message.get("message_reference") or {}).get("message_id")
        if reference and not HEADING.match(message["content"]):
            says = message["embeds"] and reference in log and embed_says(message, log[reference][3])
            parts[reference].append(log[reference][3] if says else said(message))
    for reference, contents in parts.items():
        if reference not in log:
            problems.append("a reply answers %s, which is no command" % reference)
        elif bare("".join(contents)) != bare(log[reference][3]):
            problems.append("command %s: answered with %d messages, %r, not once with %r" % (reference, len(contents), contents[:3], log[reference][3]))
    return parts, problems


def digest_answers(messages):
    found = collections.Counter()
    for message in messages:
        if not HEADING.match(message["content"]): # no answer of its own begins like that
            continue
        content = said(message)
        heads = list(HEADING.finditer(content))
        for head, following in zip(heads, heads[1:] + [None]):
            found[head.group(1).replace("\\", ""), content[head.end():following.start() if following else None].strip()] += 1
    return found


def check_answers(storm):
    """Each command was answered by exactly one reply, or stands exactly once in a digest of its channel. Digests name author and
    answer but not the command, so there the multisets of (author, answer) are compared, channel by channel."""
    log, problems, alone, together = log_of(storm)[0], [], 0, 0
    channel_of = {s["id"]: s["channel"] for s in storm.plan.says}
    for channel in storm.plan.channels:
        own = [m for m in storm.look("messages?channel=" + channel) if m["author"]["id"] == "999"]
        singles, more = single_answers(own, log)
        problems += more
        problems += ["the reply to %s went to another channel" % m for m in singles if channel_of.get(m) != channel]
        wanted = collections.Counter((log[m][0], log[m][3].strip()) for m in log if channel_of.get(m) == channel and m not in singles and log[m][3])
        found = digest_answers(own)
        problems += ["channel %s: %d times without an answer: %s" % (channel, n, what) for what, n in (wanted - found).items()]
        problems += ["channel %s: %d times answered too often: %s" % (channel, n, what) for what, n in (found - wanted).items()]
        problems += wrong_pings(storm, channel, own)
        alone, together = alone + len(singles), together + sum(found.values())
    states = dict(storm.query("SELECT state, COUNT(*) FROM outbox GROUP BY state"))
    if set(states) != {"sent"}:
        problems.append("the outbox is not all sent: %s" % states)
    storm.answers = alone, together
    return problems


# messages read and deliveries carried out are counted, too, but no log row tells of them
COUNTED_BY_THE_LOG = "counters WHERE name = 'command' OR name = 'batch'"


def tables(file):
    """All that the records decide, row by row; not the outbox's states and not the cursors, which tell of Discord."""
    books = engine.reading(file)
    try:
        return {name: books.execute("SELECT * FROM %s" % (name if name != "counters" else COUNTED_BY_THE_LOG)).fetchall()
                for (name,) in books.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() if name not in ("outbox", "cursors") and not name.startswith("sqlite_")}
    finally:
        books.close()


ENTRIES = """SELECT c.message_id, a.name, e.currency, e.amount FROM entries e JOIN transactions t USING (guild_id, transaction_id)
	JOIN commands c ON c.guild_id = t.guild_id AND c.seq = t.seq JOIN accounts a ON a.guild_id = e.guild_id AND a.account_id = e.account_id
	WHERE c.record ->> '$.source' = 'discord' ORDER BY 1, 2, 3, 4"""
BALANCES = "SELECT a.name, a.kind, a.state, b.currency, b.balance, b.entries FROM balances b JOIN accounts a USING (guild_id, account_id) ORDER BY 1, 4"
OUTCOMES = """SELECT message_id, verb, status, code, text FROM commands WHERE record ->> '$.source' = 'discord' ORDER BY message_id"""


def check_books(storm):
    """Two undisturbed runs. One applies the log's own records in the log's order: the books must equal, row by row. The other parses
    what the members wrote, in the order they wrote it; a channel that was in trouble may in the storm have been read after the others,
    so there everything is compared that the plan keeps independent of that order: each command's status and entries, each balance; and
    the answers too, to the letter, unless they tell a balance or a number that the order gives (with digits and receipts left out, then)."""
    storm.run("gl-verify --db '%s' --replay >&2" % storm.books)
    calm, replayed = os.path.join(storm.folder, "calm.db"), os.path.join(storm.folder, "replayed.db")
    before = rows(replayed, "SELECT MAX(seq) FROM commands")[0][0]
    records = storm.query("SELECT record FROM commands WHERE seq > ? ORDER BY seq", before)
    storm.run("gl-apply --db '%s' >/dev/null" % replayed, "".join(r[0] + "\n" for r in records))
    stormy, again = tables(storm.books), tables(replayed)
    problems = ["replaying the log gives another table %s: %s" % (t, [p for p in zip(stormy[t], again[t]) if p[0] != p[1]][:2] or "other rows")
                for t in stormy if stormy[t] != again[t]]
    written = sorted((m for c in storm.plan.channels for m in storm.look("messages?channel=" + c)), key=lambda m: int(m["id"]))
    given = {"prefix": "!", "bot_id": "999", "bot_role_id": "1998", "lang": "en"}
    lines = "".join(json.dumps(dict({k: v for k, v in m.items() if not k.startswith("_")}, guild_id="1000", gl=given)) + "\n" for m in written)
    roster = os.path.join(storm.folder, "roster.ndjson")
    with open(roster, "w") as file:
        file.write(storm.roster)
    storm.run("gl-parse | gl-identify --roster '%s' | gl-apply --db '%s' >/dev/null" % (roster, calm), lines)
    for name, sql in (("entries", ENTRIES), ("balances", BALANCES)):
        if rows(storm.books, sql) != rows(calm, sql):
            problems.append("the %s are not those of the undisturbed run: %s" % (name, sorted(set(rows(storm.books, sql)) ^ set(rows(calm, sql)))[:6]))
    in_order = [r[0] for r in storm.query("SELECT message_id FROM commands WHERE record ->> '$.source' = 'discord' ORDER BY seq")]
    storm.in_order = in_order == sorted(in_order)
    mask = (lambda verb, text: text) if storm.in_order else (lambda verb, text: "" if verb == "history" else re.sub(r"\d+(-[0-9A-Z]{8})?", "#", text or ""))
    one, other = ([r[:4] + (mask(r[1], r[4]),) for r in rows(file, OUTCOMES)] for file in (storm.books, calm))
    problems += ["not answered as in the undisturbed run: %s, but %s" % pair for pair in list(zip(one, other)) if pair[0] != pair[1]][:5]
    return problems + (["the undisturbed run has other commands"] if len(one) != len(other) else [])
