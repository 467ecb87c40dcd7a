"""Books of a story or of a stream, kept by the tools themselves."""
import json, os, re, subprocess

import engine
from engine import BIN

GUILD, EPOCH, ROUNDS = 1000, 1420070400000, 60
NUMBERS = re.compile(r"\$(\d+)")
NOTES = "kind = 'registration' AND (state = 'cancelled' OR COALESCE(decided_by, -1) = asked_by)"  # rows that say who withdrew or came back: nothing waited


class Trouble(Exception):
    """What no story foresees: a tool that fails, or gl-due that never ends."""


class Books:
    def __init__(self, folder, people, owner, currency, scale, zone):
        self.path = os.path.join(folder, "books.db")
        self.db = engine.fresh(self.path)
        self.roster_file = os.path.join(folder, "roster.ndjson")
        self.people = {int(who): {"name": p["name"], "roles": [int(r) for r in p["roles"]], "bot": bool(p.get("bot")), "left": False} for who, p in people.items()}
        self.owner, self.currency, self.serial, self.printed = owner, currency, 0, []
        self.environment = dict(os.environ, GL_DB=self.db, GL_GUILD=str(GUILD), PATH=BIN + ":" + os.environ["PATH"], GL_LOG="warn", GL_LOG_FORMAT="text", TZ="UTC", ASAN_OPTIONS="detect_leaks=0")
        self.tool("gl-db", "init", "--guild", str(GUILD), "--name", "Test", "--owner", str(owner), "--currency", currency, "--scale", str(scale), "--timezone", zone)
        self.unapplied = [self.member(who) for who in self.people]
        self.write_roster()

    def tool(self, *words, text=""):
        done = subprocess.run(words, input=text, capture_output=True, text=True, env=self.environment)
        if done.returncode or done.stderr:
            raise Trouble("%s ended with %d: %s" % (" ".join(words), done.returncode, (done.stderr or done.stdout)[-2000:]))
        return done.stdout

    # --- who is there

    def member(self, who):
        p = self.people[who]
        record = {"type": "member", "guild_id": str(GUILD), "user_id": str(who), "name": p["name"], "roles": [str(r) for r in p["roles"]], "pending": False, "left": p["left"]}
        return dict(record, bot=True) if p["bot"] else record

    def write_roster(self):
        with open(self.roster_file, "w") as file:
            for record in [{"type": "guild", "guild_id": str(GUILD), "name": "Test", "owner_id": str(self.owner), "lang": "en"}, *map(self.member, self.people)]:
                file.write(json.dumps(record) + "\n")

    def roster(self, at, roles, left):
        """Members change: their roles, or they leave. It is applied before what is said next."""
        for who, some in roles.items():
            self.people.setdefault(who, {"name": "u%d" % who, "bot": False}).update(roles=some, left=False)
        for who in left:
            self.people[who].update(roles=[], left=True)
        self.unapplied += [self.member(who) for who in [*roles, *left]]
        self.write_roster()

    # --- what is said

    def message(self, at, who, text):
        self.serial += 1
        return {"id": str((at - EPOCH << 22) + self.serial), "channel_id": "2000", "guild_id": str(GUILD), "type": 0, "content": text, "mentions": [], "mention_roles": [], "mention_everyone": False,
                "author": {"id": str(who), "username": self.people[who]["name"] if who in self.people else "u%d" % who, "global_name": None}, "attachments": [], "embeds": [], "flags": 0,
                "pinned": False, "tts": False, "gl": {"prefix": "!", "bot_id": "9", "bot_role_id": "998", "lang": "en"}}

    def numbers(self):
        return [row[0] for row in engine.ask(self.db, "SELECT number FROM waiting WHERE guild_id = %d AND NOT (%s) ORDER BY number" % (GUILD, NOTES))]

    def say(self, said):
        """Applies (at, who, text), and yields each with its status: as many in one go as name no number ($k) that is yet to come."""
        known, position = [], 0
        while position < len(said):
            group, fresh = [], False
            for at, who, text in said[position:]:
                if NUMBERS.search(text) and not fresh:
                    if group:
                        break
                    known, fresh = self.numbers(), True
                if any(int(k) > len(known) for k in NUMBERS.findall(text)) and group:
                    break
                group.append((at, who, NUMBERS.sub(lambda k: str(known[int(k[1]) - 1]) if int(k[1]) <= len(known) else k[0], text)))
                if who == 0:
                    break
            statuses = self.apply_said(group)
            for (at, who, _), (_, _, text), status in zip(group, said[position:], statuses):
                yield at, who, text, status
            position += len(group)

    def apply_said(self, group):
        if group[0][1] == 0:
            return self.by_operator(*group[0])
        if group[-1][1] == 0:
            return self.apply_said(group[:-1]) + self.by_operator(*group[-1])
        messages = [self.message(*one) for one in group]
        parsed = self.tool("gl-parse", text="".join(json.dumps(m) + "\n" for m in messages))
        outcomes = self.apply(self.tool("gl-identify", "--roster", self.roster_file, text=parsed))
        return [status_of(outcomes.get(m["id"])) for m in messages]

    def by_operator(self, at, _, text):
        command = self.tool("gl-command", "--at", time_text(at), "--as", "operator", *text.lstrip("!").split(" "))
        outcomes = self.apply(command)
        return [status_of(outcomes.get(json.loads(command)["message_id"]))]

    def apply(self, lines):
        records = "".join(json.dumps(r) + "\n" for r in self.unapplied)
        self.unapplied = []
        outcomes = [json.loads(line) for line in self.tool("gl-apply", text=records + lines).splitlines()]
        return {o["message_id"]: o for o in outcomes if "message_id" in o}

    # --- what falls due

    def due(self, at):
        """gl-due | gl-apply until gl-due prints nothing: a line for each command."""
        lines = []
        if self.unapplied:
            self.apply("")
        for _ in range(ROUNDS):
            printed = self.tool("gl-due", "--at", time_text(at))
            if not printed:
                return lines
            self.printed.append(printed)
            outcomes, places = self.apply(printed), None
            for command in map(json.loads, printed.splitlines()):
                if "n" in command["args"]:
                    places = places or {number: k + 1 for k, number in enumerate(self.numbers())}
                lines.append(dict(due_line(command, outcomes.get(command["message_id"]), places), command=command))
        raise Trouble("gl-due --at %s prints something for ever: %s" % (time_text(at), printed[-600:]))

    # --- what the books hold

    def state(self):
        db = engine.reading(self.db)
        try:
            return state_of(db)
        finally:
            if db is not None:
                db.close()

    def log_rows(self):
        return engine.ask(self.db, "SELECT COUNT(*) FROM commands")[0][0]

    def troubles(self, at=None, verify=True):
        """What is wrong with any books: gl-verify finds something, a replay gives others, or what fell due is applied twice."""
        found, seen, rounds = [], set(), 0
        while at is not None:  # what was held up may be due since, as where a batch is open again
            again = self.tool("gl-due", "--at", time_text(at))
            ids, rounds = {json.loads(line)["message_id"] for line in again.splitlines()}, rounds + 1
            if ids & seen or rounds > 100:
                found.append("gl-due --at %s once more: %s" % (time_text(at), again[-400:]))
            if not ids or found:
                break
            seen |= ids
            self.apply(again)
        before = self.log_rows()
        self.apply("".join(self.printed))
        if self.log_rows() != before:
            found.append("what gl-due printed is applied twice")
        try:
            if verify:
                self.tool("gl-verify", "--replay")
        except Trouble as trouble:
            found.append(str(trouble))
        return found


def time_text(ms):
    import stories
    return stories.instant(ms)


def status_of(outcome):
    if outcome is None:
        return "unanswered"
    return outcome["status"] if outcome["status"] == "ok" else "%s:%s" % (outcome["status"], outcome.get("code"))


def due_line(command, outcome, places):
    args, words = command["args"], command["verb"]
    if "schedule" in args:
        words += " %s %s" % (args["schedule"], args["date"])
        if args.get("attempt", "0") != "0":
            words += " again " + args["attempt"]
        if "left" in args:
            words += " (%s/%s days)" % (args["left"], args["days"])
        if "skipped" in args:
            words += " (%s)" % args["skipped"]
    elif "n" in args:
        words += " $%d" % places.get(int(args["n"]), 0)
    elif "who" in args:
        words += " %s %s" % (args["who"], args.get("date", args.get("role")))
    return {"line": "%s: %s" % (words, status_of(outcome)), "asked": len(args.get("payees", "").split()), "passed": args.get("passed", "").split()}


def state_of(db):
    """All that a story speaks of, out of the books."""
    accounts = {i: ("@%d" % owner if owner else name, kind) for i, name, kind, owner in db.execute("SELECT account_id, name, kind, owner_id FROM accounts")}
    balances, held = {}, {}
    for account, currency, balance, kept in db.execute("SELECT account_id, currency, balance, held FROM balances"):
        name, kind = accounts[account]
        if balance:
            balances.setdefault(name, {})[currency] = balance if kind in ("asset", "expense") else -balance
        if kept:
            held.setdefault(name, {})[currency] = kept
    lines = {}
    for number, account, amount, currency in db.execute("SELECT transaction_id, account_id, amount, currency FROM entries ORDER BY transaction_id, entry"):
        lines.setdefault(number, []).append((accounts[account][0], amount, currency))
    transactions = [{"id": i, "time": time, "verb": verb, "lines": lines[i], "waiting": waiting, "approved_by": approved, "reverses": reverses} for i, time, verb, waiting, approved, reverses in
                    db.execute("SELECT transaction_id, time, verb, waiting, approved_by, reverses FROM transactions ORDER BY transaction_id")]
    waiting = [dict(row, decider="@%d" % row["decider_id"] if row["decider_id"] else None) for row in dicts(db, "waiting WHERE NOT (%s)" % NOTES, "number")]
    schedules = {row["schedule"]: row for row in dicts(db, "schedules", "schedule")}
    roles = {who: set() for (who,) in db.execute("SELECT user_id FROM members")}
    for who, role in db.execute("SELECT user_id, role_id FROM member_roles").fetchall():
        roles[who].add(role)
    for who, role, wanted in db.execute("SELECT user_id, role_id, wanted FROM wanted_roles").fetchall():
        (roles[who].add if wanted else roles[who].discard)(role)
    return {"balances": balances, "held": held, "waiting": waiting, "schedules": schedules, "transactions": transactions, "roles": {who: sorted(some) for who, some in roles.items()}}


def dicts(db, table, order):
    cursor = db.execute("SELECT * FROM %s ORDER BY %s" % (table, order))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor]
