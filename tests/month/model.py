"""The treasurer's month written again from the manual, apart from the program: requests, charges, splits, approvals, confirmations, holds,
undo, limits, budgets, and (falling_due.py) what recurs. It reads the lines that people write, and says of each what comes of it."""
import re

import dates
import falling_due
import lines as grammar
from accounts import Account, Budget, Ledger
from lines import Refused, Unread

HOUR, DAY = 3600000, 86400000
FINAL = ("account_closed", "already_reversed", "is_reversal", "left", "unknown_account", "not_registered")
APPROVED_VERBS = "move withdraw reverse limit capture every payroll dues charge assign import close year".split()
NEEDS = {**dict.fromkeys("deposit withdraw move hold capture release".split(), "teller"), **dict.fromkeys(("config", "permit"), "admin"),
         **dict.fromkeys(("charge", "dues", "dues exempt", "budget", "limits", "reverse", "account open", "account close", "account freeze", "account unfreeze", "account limit", "batch open", "batch close"), "treasurer")}
OFFICE = {v for v, permit in NEEDS.items()}


class Person:
    def __init__(self, name, roles, bot, owner):
        self.name, self.roles, self.bot, self.owner, self.left, self.last_reminder = name, set(roles), bot, owner, False, None
        self.regained = {}  # roles that came back, and when


class Row:
    """What waits, or waited."""

    def __init__(self, number, kind, asked_by, at, **more):
        self.number, self.kind, self.state, self.asked_by, self.asked_at = number, kind, "waiting", asked_by, at
        self.decider = self.payer = self.payee = self.currency = self.amount = self.verb = self.due = self.expires_at = self.ends = self.schedule = self.period = self.target = None
        self.paid, self.lost, self.decided_by, self.run, self.reminders, self.reminded_at = 0, False, None, None, 0, None
        self.__dict__.update(more)

    def over(self, at):
        return (self.expires_at is not None and at >= self.expires_at) or (self.ends is not None and dates.local_day(at) > self.ends)

    def end(self, state, by=None):
        self.state, self.decided_by = state, by


class Asked:
    """A command: who, when, and with what."""

    def __init__(self, verb, args, who, at, approved_by=None, row=None, trial=False):
        self.verb, self.args, self.who, self.at, self.approved_by, self.row = verb, args, who, at, approved_by, row
        self.confirmed = self.claim = False


class Waits(Exception):
    """It waits for somebody: nothing is booked."""


class Books(falling_due.Due):
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

    # --- decisions

    def decide(self, c):
        row = self.row(c.args["n"])
        yes = c.verb in ("accept", "approve")
        if row.state != "waiting":
            raise Refused("expired" if row.state == "expired" else "already_decided")
        if row.over(c.at):
            raise Refused("expired")
        if row.kind == "hold":
            raise Refused("use_capture")
        if row.kind == "confirm":
            if c.who != row.asked_by:
                raise Refused("not_yours", "denied")
        elif c.who == row.asked_by and row.kind != "charge":  # a charge is the community's
            raise Refused("own_request" if yes else "use_cancel")
        if row.kind in ("approval", "registration"):
            if "treasurer" not in self.permits_of(c.who):
                raise Refused("missing_permit", "denied")
            if yes and any(a.owner == c.who for a in getattr(row, "accounts", [])) and c.who:
                raise Refused("own_account")
        elif c.who != row.decider:
            raise Refused("not_yours", "denied")
        if not yes and row.kind in ("dues", "owe"):
            raise Refused("not_declinable")
        return row, yes

    def do_accept(self, c):
        row, yes = self.decide(c)
        if not yes:
            row.end("declined", c.who)
            return self.run_ended(row)
        try:
            getattr(self, "accept_" + row.kind)(c, row)
        except Refused as refused:
            if refused.code in FINAL:
                row.end("failed", c.who)
            raise

    do_approve = do_decline = do_reject = do_accept

    def accept_request(self, c, row):
        part = self.ledger.minor(c.args["amount"]) if c.args.get("amount") else row.amount - row.paid
        if part > row.amount - row.paid:
            raise Refused("more_than_open")
        if row.kind == "request" and self.people[row.asked_by].left:
            raise Refused("left")
        if row.kind in ("request", "charge"):
            self.check_limits(c.who, part, c.at)
        self.pay_row(row, part, c.at)

    accept_charge = accept_dues = accept_owe = accept_request

    def pay_row(self, row, part, at):
        verb = {"request": "accept", "charge": "accept", "dues": "dues", "owe": "every"}[row.kind]
        lines = [(row.payer, part, row.currency), (row.payee, -part, row.currency)]
        self.ledger.book(verb, lines, at, row, author=row.payer.owner)
        self.credit(lines)
        row.paid += part
        if row.paid == row.amount:
            row.end("accepted", row.payer.owner)
            self.regain(row, at)

    def accept_approval(self, c, row):
        if isinstance(row.run, Asked):
            again = Asked(row.run.verb, row.run.args, row.run.who, c.at, c.who, row)
            again.claim = row.claim
            self.run_again(again)
        else:
            row.run(c, row)
        row.end("accepted", c.who)

    def run_again(self, c):
        getattr(self, "do_" + c.verb.replace(" ", "_"))(c)

    def accept_confirm(self, c, row):
        again = Asked(row.run.verb, row.run.args, row.run.who, c.at)
        again.confirmed = True
        self.run_again(again)
        row.end("accepted", c.who)

    def accept_undo(self, c, row):
        self.reverse(row.target, "undo", c.at, row, c.who, row.asked_by)
        row.paid = row.amount
        row.end("accepted", c.who)

    def accept_registration(self, c, row):
        self.open_account(row.asked_by, c.at)
        row.end("accepted", c.who)

    def do_cancel(self, c):
        row = self.row(c.args["n"])
        if row.state != "waiting":
            raise Refused("expired" if row.state == "expired" else "already_decided")
        if row.over(c.at):
            raise Refused("expired")
        if row.kind in ("charge", "dues"):
            if "treasurer" not in self.permits_of(c.who):
                raise Refused("not_yours", "denied")
            if row.decider == c.who:
                raise Refused("own_account")
            if row.kind == "dues" and not c.args["memo"]:
                raise Refused("missing_memo")
        elif row.kind == "owe":
            if row.payee.owner != c.who and "treasurer" not in self.permits_of(c.who):
                raise Refused("not_yours", "denied")
        elif c.who != row.asked_by:
            raise Refused("not_yours", "denied")
        row.end("cancelled", c.who)
        self.regain(row, c.at)
        self.run_ended(row)

    def do_remind(self, c):
        row = self.row(c.args["n"])
        if row.state != "waiting":
            raise Refused("expired" if row.state == "expired" else "already_decided")
        if row.over(c.at):
            raise Refused("expired")
        if c.who != row.asked_by and not (row.kind in ("charge", "dues") and "treasurer" in self.permits_of(c.who)):
            raise Refused("not_yours", "denied")
        if row.reminded_at is not None and c.at < row.reminded_at + DAY:
            raise Refused("too_soon")
        row.reminded_at = c.at

    # --- asking

    def do_request(self, c):
        if not c.args["payees"][0].startswith(("@", "&")):
            return self.claim(c)
        mine, amount = self.own_open(c), self.money(c)
        payees = self.expand(c.args["payees"], but=mine.name)
        if not payees:
            raise Refused("self_request")
        self.ask(c, mine, [(p, amount) for p in payees])

    def ask(self, c, mine, shares):
        for account, _ in shares:
            if sum(r.state == "waiting" and r.kind == "request" and r.asked_by == c.who and r.payer is account for r in self.rows) >= 5:
                raise Refused("too_many_open")
        for account, amount in shares:
            self.add("request", c, decider=account.owner, payer=account, payee=mine, amount=amount, currency=self.ledger.currency, **self.term(c))

    def term(self, c):
        due = c.args.get("due") and dates.read(c.args["due"])
        return {"due": due, "ends": due + 30} if due else {"expires_at": c.at + 30 * DAY}

    def claim(self, c):
        """What a member spent for the community: a movement to them that another treasurer approves."""
        mine = self.own_open(c)
        account = self.ledger.account(c.args["payees"][0])
        if account.kind == "asset":
            raise Refused("use_withdraw")
        move = Asked("move", {"from": account.name, "to": mine.name, "amount": c.args["amount"], "memo": c.args["memo"]}, c.who, c.at)
        move.claim = True
        lines = self.ledger.move(account, mine, self.money(c), self.ledger.currency)
        self.ledger.check(lines, c.at)
        self.asks_approval(move, self.money(c), always=True, accounts=[account, mine])

    def do_split(self, c):
        mine, total = self.own_open(c), self.money(c)
        names, weights, exact = [], [], {}
        forms = {form for _, form, _ in c.args["payees"]}
        if "percent" in forms and len(forms) > 1:
            raise Refused("bad_option")
        me = not c.args.get("without_me")
        if "percent" in forms:
            rest = 10000 - sum(int(value * 100) for _, _, value in c.args["payees"])
            if rest < 0 or (not me and rest):
                raise Refused("percent_sum")
            names, weights = ([mine.name], [rest]) if me else ([], [])
        elif me:
            names, weights = [mine.name], [1]
        for name, form, value in c.args["payees"]:
            if form == "exact":
                exact[name] = self.ledger.minor(value)
            else:
                names.append(name)
                weights.append(int(value * 100) if form == "percent" else value)
        rest = total - sum(exact.values())
        if rest < 0 or (rest and not names):
            raise Refused("exact_sum")
        shares = dict(zip(names, divided(rest, weights) if rest or len(names) > 1 else [0] * len(names)), **exact)
        accounts = [(self.ledger.account(name), shares[name]) for name, _, _ in c.args["payees"] if shares[name]]
        self.ask(c, mine, accounts)

    def do_charge(self, c):
        into = self.dues_account(c.args.get("into"))
        payees, amount = self.expand(c.args["payees"]), self.money(c)
        if not payees:
            raise Refused("not_registered" if any(self.wearers(int(one[1:])) for one in c.args["payees"] if one.startswith("&")) else "no_members")
        c.args["payees"] = [account.name for account in payees] # who has the role now is asked, also where it is approved later
        self.asks_approval(c, amount * len(payees), accounts=payees + [into])
        self.count_moved(amount * len(payees), "charge", c.who, c.at)
        for account in payees:
            self.add("charge", c, decider=account.owner, payer=account, payee=into, amount=amount, currency=self.ledger.currency, asked_by=c.who, **self.term(c))

    def dues_account(self, name):
        if name is None and "dues" not in self.ledger.accounts:
            self.ledger.accounts["dues"] = Account("dues", "income")
        account = self.ledger.account(name or "dues")
        if account.kind not in ("income", "equity", "liability") or account.owner:
            raise Refused("not_payable")
        return account

    # --- paying

    def do_pay(self, c):
        mine, amount = self.own(c), self.money(c)
        names = c.args["payees"]
        if names == [mine.name]:
            raise Refused("self_payment")
        payees = self.expand(names, but=mine.name)
        if any(p.kind in ("asset", "expense") for p in payees):
            raise Refused("not_payable")
        each = divided(amount, [1] * len(payees)) if c.args.get("each") == "split" else [amount] * len(payees)
        total = sum(each)
        self.check_limits(c.who, total, c.at)
        lines = [(mine, total, self.ledger.currency)] + [(p, -n, self.ledger.currency) for p, n in zip(payees, each)]
        self.ledger.check(lines, c.at)
        over = self.sum_setting("confirm.over")
        if ((over is not None and total > over) or len(payees) > int(self.setting("confirm.people", 20))) and not c.confirmed:
            self.add("confirm", c, decider=c.who, amount=total, currency=self.ledger.currency, verb="pay", run=c, expires_at=c.at + HOUR)
            raise Waits
        if len(payees) == 1:
            lines = self.pay_debts(mine, payees[0], amount, c.at)
        if lines:
            self.post(c, lines)

    def pay_debts(self, mine, payee, amount, at):
        """What is open to PAYEE is paid first, also in part; the lines of what is left over."""
        rows = sorted((r for r in self.rows if r.state == "waiting" and r.kind in ("dues", "owe", "charge") and r.payer is mine and r.payee is payee), key=self.oldest)
        for row in rows:
            part = min(amount, row.amount - row.paid)
            if part:
                self.pay_row(row, part, at)
                amount -= part
        return amount and [(mine, amount, self.ledger.currency), (payee, -amount, self.ledger.currency)]

    def check_limits(self, who, amount, at):
        mine, today = self.ledger.accounts["@%d" % who], dates.local_day(at)
        month = dates.date_of(today)[:2]
        same = {"payment": lambda d: False, "day": lambda d: d == today, "week": lambda d: d - dates.weekday(d) == today - dates.weekday(today), "month": lambda d: dates.date_of(d)[:2] == month}
        for period, counts in same.items():
            most = self.most_of(mine, period)
            used = sum(n for t in self.ledger.transactions if t["verb"] in ("pay", "accept") and t["author"] == who and not t["reversed"] and counts(dates.local_day(t["time"]))
                       for a, n, _ in t["raw"] if n > 0 and a.owner == who)
            if most is not None and used + amount > most:
                raise Refused("over_limit")

    def do_undo(self, c):
        self.own(c)
        paid = [t for t in self.ledger.transactions if t["verb"] == "pay" and t["author"] == c.who]
        last = paid[-1] if paid else None
        if not last or last["reversed"] or c.at > last["time"] + 7 * DAY:
            raise Refused("nothing_to_undo")
        if len(last["raw"]) > 2:
            raise Refused("undo_many")
        payee = last["raw"][1][0]
        if not payee.owner:
            raise Refused("undo_community")
        if self.people[payee.owner].left:
            raise Refused("left")
        if any(r.kind == "undo" and r.state == "waiting" and r.target == last["id"] for r in self.rows):
            raise Refused("already_asked")
        self.add("undo", c, decider=payee.owner, target=last["id"], amount=last["raw"][0][1], currency=self.ledger.currency, payer=payee, expires_at=c.at + 7 * DAY)

    def reverse(self, number, verb, at, row, approved_by, author, trial=False):
        if not 1 <= number <= len(self.ledger.transactions):
            raise Refused("unknown_transaction")
        t = self.ledger.transactions[number - 1]
        if t["reversed"]:
            raise Refused("already_reversed")
        if t["reverses"]:
            raise Refused("is_reversal")
        lines = [(a, -n, c) for a, n, c in t["raw"]]
        if trial:
            return lines
        return self.ledger.book(verb, lines, at, row, approved_by, number, author)

    def do_reverse(self, c):
        number = int(c.args["transaction"])
        lines = self.reverse(number, "reverse", c.at, None, None, None, trial=True)
        if not c.args["memo"]:
            raise Refused("missing_memo")
        credited = self.credited
        self.post(c, lines, reverses=number)
        self.credited = credited[:0]

    # --- office

    def customer(self, c):
        account = self.ledger.account(c.args["who"])
        amount = self.money(c)
        if not c.args["memo"]:
            raise Refused("missing_memo")
        return account, amount

    def do_deposit(self, c):
        account, amount = self.customer(c)
        self.post(c, [(self.ledger.accounts["till"], amount, self.ledger.currency), (account, -amount, self.ledger.currency)])

    def do_withdraw(self, c):
        account, amount = self.customer(c)
        self.post(c, [(account, amount, self.ledger.currency), (self.ledger.accounts["till"], -amount, self.ledger.currency)])

    def do_move(self, c):
        source, target = self.ledger.account(c.args["from"]), self.ledger.account(c.args["to"])
        self.post(c, self.ledger.move(source, target, self.money(c), self.ledger.currency))

    def do_hold(self, c):
        account = self.ledger.account(c.args["account"])
        if not account.owner and "treasurer" not in self.permits_of(c.who):
            raise Refused("missing_permit", "denied")
        amount, to = self.money(c), c.args.get("to") and self.ledger.account(c.args["to"])
        if account.state != "open":
            raise Refused("account_" + account.state)
        if not account.affords(self.ledger.currency, amount):
            raise Refused("insufficient_funds")
        self.add("hold", c, payer=account, payee=to or None, amount=amount, currency=self.ledger.currency, ends=c.args.get("until") or dates.local_day(c.at) + 30)
        account.held[self.ledger.currency] = account.held.get(self.ledger.currency, 0) + amount

    def held_row(self, c):
        row = self.row(c.args["n"])
        if row.kind != "hold":
            raise Unread("capture of what is no hold")
        if row.state != "waiting":
            raise Refused("expired" if row.state == "expired" else "already_decided")
        if row.over(c.at):
            raise Refused("expired")
        if row.payer.owner == c.who:
            raise Refused("own_account")
        if not row.payer.owner and "treasurer" not in self.permits_of(c.who):
            raise Refused("missing_permit", "denied")
        return row

    def do_capture(self, c):
        row = self.held_row(c)
        amount = self.ledger.minor(c.args["amount"]) if c.args.get("amount") else row.amount
        if amount > row.amount:
            raise Refused("more_than_held")
        to = self.ledger.account(c.args["to"]) if c.args.get("to") else row.payee
        if to is None:
            raise Refused("to_needed")
        if to.owner and to.owner == c.who:
            raise Refused("own_account")
        self.free(row)
        try:
            self.post(c, self.ledger.move(row.payer, to, amount, row.currency), row=row)
        except (Refused, Waits):
            row.payer.held[row.currency] = row.payer.held.get(row.currency, 0) + row.amount
            raise
        row.paid = amount
        row.end("accepted", c.who)

    def free(self, row):
        row.payer.held[row.currency] -= row.amount

    def do_release(self, c):
        row = self.held_row(c)
        self.free(row)
        row.end("cancelled", c.who)

    def do_budget(self, c):
        account = self.ledger.account(c.args["account"])
        if account.kind != "expense":
            raise Refused("not_an_expense")
        if c.args["amount"] is None:
            self.ledger.budgets.pop((account.name, self.ledger.currency), None)
        else:
            self.ledger.budgets[account.name, self.ledger.currency] = Budget(self.money(c), self.ledger.currency, c.args["period"], c.args["carry"], dates.local_day(c.at))

    def do_limits(self, c):
        account = self.ledger.account(c.args["who"])
        terms = {key: value and self.ledger.minor(value) for key, value in c.args["set"].items()}
        looser = [most for key, most in terms.items() if self.most_of(account, key) is not None and (most is None or most > self.most_of(account, key))]
        if looser:  # as a lower floor; none is above every threshold
            self.asks_approval(c, 10**18 if None in looser else max(looser), verb="limit", accounts=[account])
        for key, most in terms.items():
            if key == "ceiling":
                account.ceiling[self.ledger.currency] = most
            else:  # none is their own, too: before what the settings say
                self.limits.setdefault(account.owner, {})[key] = most

    def most_of(self, account, key):
        """The ceiling or the limit that holds now, or None."""
        if key == "ceiling":
            return account.ceiling.get(self.ledger.currency)
        own = self.limits.get(account.owner, {})
        return own[key] if key in own else self.sum_setting("limit." + key)

    # --- the guild

    def do_permit(self, c):
        self.permits[int(c.args["role"][1:])] = c.args["permit"]

    def do_config(self, c):
        key, value = c.args["key"], c.args["value"]
        if key in ("approval.over", "approval.day") and self.setting(key) is not None and (value == "none" or self.ledger.minor(value) > self.sum_setting(key)):
            self.asks_approval(c, 0, always=True)
        self.settings[key] = value
        self.ledger.manual = self.setting("batch.policy") == "manual"
        self.ledger.refuse_over_budget = self.setting("budget.over") == "refuse"

    def do_register(self, c):
        name = "@%d" % c.who
        account = self.ledger.accounts.get(name)
        if account and account.state != "closed":
            raise Refused("already_registered")
        if self.setting("registration") == "approval" and "treasurer" not in self.permits_of(c.who):
            self.add("registration", c)
            raise Waits
        self.open_account(c.who, c.at)

    def open_account(self, who, at):
        name = "@%d" % who
        account = self.ledger.accounts.get(name)
        if account:
            account.state, account.since = "open", at
            return
        account = self.ledger.accounts[name] = Account(name, "liability", who)
        account.since = at
        for key, limits in (("account.floor", account.floor), ("account.ceiling", account.ceiling)):
            if self.setting(key) is not None:
                limits[self.ledger.currency] = self.sum_setting(key)

    def do_unregister(self, c):
        account = self.own(c)
        if account.state != "open":
            raise Refused("account_" + account.state)
        self.close(account)

    def close(self, account):
        if any(account.held.values()):
            raise Refused("has_holds")
        if any(account.signed.values()):
            raise Refused("not_empty")
        account.state = "closed"
        for row in self.rows:
            if row.state == "waiting" and row.kind in ("request", "charge") and account in (row.payer, row.payee):
                row.end("cancelled")
        for s in self.schedules.values():
            if s.payer is account and s.state in ("active", "paused"):
                s.state = "stopped"

    def do_account_open(self, c):
        if c.args["name"] in self.ledger.accounts:
            raise Refused("name_taken")
        self.ledger.accounts[c.args["name"]] = Account(c.args["name"], c.args["kind"])

    def do_account_close(self, c):
        account = self.ledger.account(c.args["account"])
        if account.state == "closed":
            raise Refused("account_closed")
        self.close(account)

    def do_account_freeze(self, c):
        account = self.ledger.account(c.args["account"])
        if account.state != "open":
            raise Refused("not_open")
        account.state = "frozen"

    def do_account_unfreeze(self, c):
        account = self.ledger.account(c.args["account"])
        if account.state != "frozen":
            raise Refused("not_frozen")
        account.state = "open"

    def do_account_limit(self, c):
        account, floor = self.ledger.account(c.args["account"]), self.ledger.minor(c.args["limit"])
        if account.holdings(self.ledger.currency) - account.held.get(self.ledger.currency, 0) < floor:
            raise Refused("above_balance")
        if floor < 0:
            self.asks_approval(c, -floor, verb="limit", accounts=[account])
        account.floor[self.ledger.currency] = floor

    def do_batch_open(self, c):
        if self.ledger.batch:
            raise Refused("batch_open")
        self.ledger.batch = True

    def do_batch_close(self, c):
        if not self.ledger.batch:
            raise Refused("no_open_batch_to_close")
        self.ledger.batch = False

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


def divided(amount, weights):
    """AMOUNT by WEIGHTS, exactly: the units left go to the largest remainders, the first of equal ones first."""
    total = sum(weights)
    if not total:
        return []
    if amount < len(weights) and set(weights) == {1}:
        raise Refused("too_small")
    shares = [amount * w // total for w in weights]
    for place in sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % total), i))[:amount - sum(shares)]:
        shares[place] += 1
    return shares
