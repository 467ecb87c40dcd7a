"""The treasurer's month written again from the manual, apart from the program: requests, charges, splits, approvals, confirmations, holds,
undo, limits, budgets, and (falling_due.py) what recurs. It reads the lines that people write, and says of each what comes of it; here is
what all of them share."""
import dates
import falling_due
import lines as grammar
from accounts import Ledger
from deciding import Deciding
from lines import Refused, Unread
from office import Office
from paying import Paying
from rows import DAY, Asked, Person, Row, Waits

APPROVED_VERBS = "move withdraw reverse limit capture every payroll dues charge assign import close year".split()
NEEDS = {**dict.fromkeys("deposit withdraw move hold capture release".split(), "teller"), **dict.fromkeys(("config", "permit"), "admin"),
         **dict.fromkeys(("charge", "dues", "dues exempt", "budget", "limits", "reverse", "account open", "account close", "account freeze", "account unfreeze", "account limit", "batch open", "batch close"), "treasurer")}
OFFICE = {v for v, permit in NEEDS.items()}


class Books(Deciding, Paying, Office, falling_due.Due):
    def __init__(self, people, owner, currency, scale, zone):
        if zone != "Europe/Madrid":
            raise Unread("zone " + zone)
        self.people = {int(w): Person(p["name"], map(int, p["roles"]), bool(p.get("bot")), int(w) == owner) for w, p in people.items()}
        self.ledger, self.rows, self.schedules, self.permits = Ledger(currency, scale), [], {}, {}
        self.exemptions, self.limits, self.settings, self.credited = [], {}, {}, []
        self.moved = {}  # by who asked, the name in approval.verbs and the local day

    # --- what is said

    def say(self, said):
        for at, who, text in said:
            yield at, who, text, self.one(at, who, text)

    def one(self, at, who, text):
        try:
            verb, args = grammar.parse(text)
            self.do(Asked(verb, args, who, at))
        except Waits:
            pass
        except Refused as refused:
            return "%s:%s" % (refused.status, refused.code)
        return "ok"

    def do(self, c):
        if c.who and self.people[c.who].left:
            raise Refused("not_a_member", "denied")
        need = NEEDS.get(c.verb)
        if c.verb == "limits" and not c.args["set"]:
            need = None
        if c.verb == "every" and c.args.get("account"):
            need = "treasurer"
        if need and need not in self.permits_of(c.who):
            raise Refused("missing_permit", "denied")
        if c.verb in OFFICE and c.who and "@%d" % c.who in (c.args.get("who"), c.args.get("account"), c.args.get("from"), c.args.get("to")):
            raise Refused("own_account")
        self.run(c)

    def run(self, c):
        """The rule of its verb; what it credits settles afterwards."""
        self.credited = []
        getattr(self, "do_" + c.verb.replace(" ", "_"))(c)
        self.settle(c.at)

    def permits_of(self, who):
        person = self.people.get(who)
        if who == 0 or (person and person.owner):
            return {"member", "teller", "treasurer", "auditor", "admin"}
        found = {"member"} | {p for r, p in self.permits.items() if r in person.roles}
        return found | {"teller", "auditor"} if "treasurer" in found else found

    def own(self, c):
        if not c.who:
            raise Refused("no_own_account")
        return self.ledger.account("@%d" % c.who)

    def own_open(self, c):
        account = self.own(c)
        if account.state != "open":
            raise Refused("account_" + account.state)
        return account

    def person(self, reference):
        return self.people[int(reference[1:])]

    def money(self, c, key="amount"):
        amount = self.ledger.minor(c.args[key])
        if amount <= 0:
            raise Refused("not_positive")
        return amount

    def wearers(self, role):
        """Who counts for a role: no bots, nobody who left."""
        return [who for who in sorted(self.people) if role in self.people[who].roles and not self.people[who].bot and not self.people[who].left]

    def expand(self, payees, but=None):
        """Accounts of PAYEES, each once, as typed; a role's by rising id. Without an account: passed over in a role, refused by name."""
        found = []
        for one in payees:
            some = ["@%d" % who for who in self.wearers(int(one[1:]))] if one.startswith("&") else [one]
            for name in some:
                if name.startswith("@") and (self.person(name).bot or name == but):
                    continue
                if one.startswith("&") and (name not in self.ledger.accounts or self.ledger.accounts[name].state == "closed"):
                    continue
                if name.startswith("@") and self.person(name).left:
                    raise Refused("left")
                account = self.ledger.account(name)
                if account not in found:
                    found.append(account)
        return found

    # --- what waits

    def add(self, kind, c, **more):
        row = Row(len(self.rows) + 1, kind, more.pop("asked_by", c.who), c.at, **more)
        self.rows.append(row)
        return row

    def row(self, n):
        if not 1 <= n <= len(self.rows):
            raise Refused("unknown_request")
        return self.rows[n - 1]

    def setting(self, key, default=None):
        value = self.settings.get(key)
        return default if value in (None, "none") else value

    def sum_setting(self, key):
        value = self.setting(key)
        return None if value is None else self.ledger.minor(value)

    def asks_approval(self, c, amount, verb=None, always=False, run=None, **more):
        """Waits, when another treasurer has to approve it; all its rules were tried before."""
        if c.approved_by is not None or not (always or self.is_above(amount, verb or c.verb, c.who, c.at)):
            return
        row = self.add("approval", c, amount=amount, currency=self.ledger.currency, verb=c.verb, run=run or c, expires_at=c.at + 7 * DAY, **more)
        row.claim = c.claim
        raise Waits

    def is_above(self, amount, verb, who, at):
        """Whether nobody does so alone: above the threshold, or with what the same person moved by that verb on that local day."""
        over, day = self.sum_setting("approval.over"), self.sum_setting("approval.day")
        if verb not in self.setting("approval.verbs", " ".join(APPROVED_VERBS)).split():
            return False
        return (over is not None and amount > over) or (day is not None and self.moved.get((who, verb, dates.local_day(at)), 0) + amount > day)

    def count_moved(self, amount, verb, who, at):
        key = who, verb, dates.local_day(at)
        self.moved[key] = self.moved.get(key, 0) + amount

    def post(self, c, lines, verb=None, asking=None, row=None, **more):
        """Books for C, unless it has to wait for approval. ASKING: the amount that counts for it."""
        if c.verb in OFFICE and c.who and not c.claim and any(a.owner == c.who for a, _, _ in lines):
            raise Refused("own_account")
        self.ledger.check(lines, c.at)
        total = sum(n for _, n, _ in lines if n > 0)
        self.asks_approval(c, total if asking is None else asking, accounts=[a for a, _, _ in lines])
        number = self.ledger.book(verb or c.verb, lines, c.at, row or c.row, c.approved_by, author=c.who, **more)
        self.count_moved(total, verb or c.verb, c.who, c.at)
        self.credit(lines)
        return number

    def credit(self, lines):
        self.credited += [(a, cur) for a, n, cur in lines if a.owner and n < 0]

    # --- members

    def roster(self, at, roles, left):
        for who, some in roles.items():
            person = self.people.setdefault(who, Person("u%d" % who, (), False, False))
            person.roles, person.left = set(some), False
        for who in left:
            self.people[who].roles, self.people[who].left = set(), True
            for row in self.rows:
                if row.state == "waiting" and row.asked_by == who and row.kind in ("approval", "confirm", "undo", "registration"):
                    row.end("cancelled")
                    self.run_ended(row, dates.local_day(at))
            for s in self.schedules.values():
                if s.owner == who and s.state == "active" and s.kind != "dues":
                    s.state = "paused"

    # --- the end

    def state(self):
        named = lambda which: {a.name: {c: v for c, v in which(a).items() if v} for a in self.ledger.accounts.values() if any(which(a).values())}
        waiting = [{"number": r.number, "kind": r.kind, "state": r.state, "decider": "@%d" % r.decider if r.decider else None, "amount": r.amount, "paid": r.paid, "currency": r.currency,
                    "due": dates.text(r.due) if r.due else None, "lost": int(r.lost), "reminders": r.reminders} for r in self.rows]
        return {"balances": named(lambda a: {c: a.sign() * v for c, v in a.signed.items()}), "held": named(lambda a: a.held), "waiting": waiting,
                "schedules": {n: s.columns() for n, s in self.schedules.items()}, "roles": {who: sorted(p.roles) for who, p in self.people.items()},
                "transactions": [{k: t[k] for k in ("id", "time", "verb", "lines", "waiting", "approved_by", "reverses")} for t in self.ledger.transactions]}
