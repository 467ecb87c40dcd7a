"""What falls due in the month's model: dates of schedules and dues, settlement, reminders, the loss of a role, and the end of what waits."""
import dates
from lines import Refused
from schedules import MORNING, Scheduling

CATCH_UP, LATE = 12, 3600000


class Due(Scheduling):
    # --- settlement

    def oldest(self, row):
        return row.due if row.due is not None else dates.local_day(row.asked_at), row.number

    def debts(self, account):
        return sorted((r for r in self.rows if r.state == "waiting" and r.kind in ("dues", "owe") and r.payer is account), key=self.oldest)

    def settle(self, at):
        """What was credited pays what it owes, oldest first, whole rows only; what that credits in turn."""
        waiting, self.credited = self.credited, []
        while waiting:
            account, _ = waiting.pop(0)
            self.settle_account(account, at)
            waiting += self.credited
            self.credited = []

    def settle_account(self, account, at):
        for row in self.debts(account):
            try:
                self.pay_row(row, row.amount - row.paid, at)
            except Refused: # by either account's state, what is available, or what the payee may hold at most
                return

    def regain(self, row, at):
        """The role that was lost for its non-payment comes back with the last such row."""
        if row.kind == "dues" and row.lost and not any(r.lost and r.state == "waiting" and (r.schedule, r.decider) == (row.schedule, row.decider) for r in self.rows):
            self.people[row.decider].roles.add(self.schedules[row.schedule].lose)
            self.people[row.decider].regained[self.schedules[row.schedule].lose] = at

    # --- what falls due

    def due(self, at):
        found, self.now = [], at
        while True:
            events = sorted(self.events(at), key=lambda e: e[:3])
            if not events:
                return found
            _, _, _, line, act = events[0]
            try:
                act()
                status = "ok"
            except Refused as refused:
                status = "rejected:" + refused.code
            asked, passed = getattr(self, "asked", 0), getattr(self, "passed", [])
            found.append({"line": "%s: %s" % (line, status), "asked": asked, "passed": passed})

    def events(self, at):
        """(instant, order at an instant, number, line, what to do)."""
        for row in self.rows:
            if row.state == "waiting":
                end = row.expires_at if row.expires_at is not None else dates.instant(row.ends + 1, 0) if row.ends is not None else None
                if end is not None and end <= at:
                    yield end, 1, row.number, "due expire $%d" % row.number, lambda row=row: self.expire(row)
        booking = not self.ledger.manual or self.ledger.batch
        for s in self.schedules.values():
            pending = s.pending(at)
            if s.awaiting:
                continue
            if s.again_from and pending and booking:
                day = pending[0]
                on = max(s.again_from, day)
                if dates.instant(on, s.at) <= at:
                    word = "dues" if s.kind == "dues" else "pay"
                    yield dates.instant(on, s.at), 2, s.number, "due %s %d %s again %d" % (word, s.number, dates.text(day), s.asked_again), lambda s=s, day=day, on=on: self.fall(s, day, on)
            elif pending and booking:
                if len(pending) > CATCH_UP:
                    last = pending[-CATCH_UP - 1]
                    yield dates.instant(last, s.at), 2, s.number, "due skip %d %s (%d)" % (s.number, dates.text(last), len(pending) - CATCH_UP), lambda s=s, last=last, n=len(pending) - CATCH_UP: s.handle(last, n)
                else:
                    day = pending[0]
                    word = "dues" if s.kind == "dues" else "pay"
                    yield dates.instant(day, s.at), 2, s.number, "due %s %d %s" % (word, s.number, dates.text(day)), lambda s=s, day=day: self.fall(s, day)
            elif s.retrying is not None and s.state in ("active", "ended") and booking:
                yield from self.retries(s, at)
        today = dates.local_day(at)
        morning = dates.instant(today, MORNING)
        if morning <= at:
            yield from self.daily(today, morning, booking)

    def retries(self, s, at):
        day = s.retrying + s.attempt + 1
        if s.attempt < s.retry_days and dates.instant(day, s.at) <= at:
            yield dates.instant(day, s.at), 3, s.number, "due pay %d %s again %d" % (s.number, dates.text(s.retrying), s.attempt + 1), lambda: self.retry(s, day)

    def expire(self, row):
        if row.kind == "hold":
            self.free(row)
        row.end("expired")
        self.run_ended(row, dates.local_day(row.expires_at) if row.expires_at else 0)

    def run_ended(self, row, today=None):
        """An approval of a run is over: a no lets the date pass, without an answer it is asked for again on the next day."""
        s = row.run.schedule if isinstance(row.run, Run) else None
        if not s or s.awaiting is not row:
            return
        s.awaiting = None
        if s.state != "active":
            return
        if today is None:
            self.missed(s, False)
            s.handle(row.period)
        else:
            s.asked_again, s.again_from = s.asked_again + 1, today + 1

    def fall(self, s, day, on=None):
        moment = dates.instant(on or day, s.at)
        s.retrying, s.attempt = None, 0
        if s.kind == "dues":
            self.dues_run(s, day, moment)
        else:
            self.pay_run(s, day, moment)

    def retry(self, s, day):
        s.attempt += 1
        self.pay_run(s, s.retrying, dates.instant(day, s.at), again=True)

    def missed(self, s, again):
        if not again:
            s.misses += 1
        if s.misses >= 3 and s.state == "active":
            s.state, s.retrying = "paused", None

    def reachable(self, s):
        """Accounts of the payees that can be paid; the others are passed over."""
        found = []
        for one in s.payees:
            for name in ["@%d" % who for who in self.wearers(int(one[1:]))] if one.startswith("&") else [one]:
                account = self.ledger.accounts.get(name)
                if account and self.usable(account) and not (s.kind == "payroll" and not s.approved and account.owner == s.owner) and account not in found:
                    found.append(account)
        return found

    def usable(self, account):
        return account.state == "open" and not (account.owner and (self.people[account.owner].left or self.people[account.owner].bot))

    def pay_approved(self, s, payees, c):
        """What was frozen when it was asked, but for those who cannot be paid any more."""
        payees = [p for p in payees if self.usable(p)]
        if not payees:
            raise Refused("passed_over")
        self.pay_out(s, self.run_lines(s, payees), c.at, c.who)

    def run_lines(self, s, payees):
        return [(s.payer, s.amount * len(payees), self.ledger.currency)] + [(p, -s.amount, self.ledger.currency) for p in payees]

    def pay_run(self, s, day, at, again=False):
        payees = self.reachable(s)
        self.asked = len(payees)
        if not payees: # not a shortage: nothing is tried again
            again or s.handle(day)
            s.retrying = None
            self.missed(s, again)
            nobody = all(p.startswith("&") and not self.wearers(int(p[1:])) for p in s.payees)
            raise Refused("no_members" if nobody else "passed_over")
        total = s.amount * len(payees)
        lines = self.run_lines(s, payees)
        try:
            if s.kind == "payroll" and self.run_waits(s, day, total, at, lambda c: self.pay_approved(s, payees, c), [a for a, _, _ in lines], lines):
                return
            again or s.handle(day)
            self.pay_out(s, lines, at, None, day)
        except Refused as refused:
            again or s.done == day or s.handle(day)
            if s.short == "retry":
                s.retrying = day if s.attempt < s.retry_days else None
            self.missed(s, again)
            raise
        s.misses, s.retrying = 0, None

    def pay_out(self, s, lines, at, approved_by=None, day=None):
        self.credited = []
        if s.short == "owe" and day is not None:
            shortage, before = ("insufficient_funds", "account_frozen"), len(self.ledger.transactions)
            if self.debts(s.payer):
                try:
                    self.ledger.check(lines, at)
                except Refused as refused: # a command that is refused moves nothing, older debts either
                    if refused.code not in shortage:
                        raise
            self.settle_account(s.payer, at)
            try:
                if self.debts(s.payer):
                    raise Refused("insufficient_funds")
                self.book_run(s, lines, at)
            except Refused as refused:
                if refused.code not in shortage and len(self.ledger.transactions) == before:
                    raise
                for account, amount, currency in lines[1:]:
                    self.add("owe", Moment(at), asked_by=0, decider=s.payer.owner, payer=s.payer, payee=account, amount=-amount, currency=currency, due=day, schedule=s.number, period=day)
                self.settle_account(s.payer, at)
        else:
            self.book_run(s, lines, at, approved_by)
        self.settle(at)

    def book_run(self, s, lines, at, approved_by=None):
        self.ledger.book("every", lines, at, self.approving if approved_by is not None else None, approved_by, author=s.owner)
        if s.kind == "payroll":
            self.count_moved(sum(n for _, n, _ in lines if n > 0), "payroll", s.owner, at)
        self.credit(lines)

    def run_waits(self, s, day, total, at, act, accounts, lines=()):
        """Whether a run above the threshold waits for a second person."""
        verb = "dues" if s.kind == "dues" else "payroll"
        if not self.is_above(total, verb, s.owner, at):
            return False
        self.ledger.check(list(lines), at)
        s.awaiting = self.add("approval", Moment(at), asked_by=self.asker(s), amount=total, currency=self.ledger.currency, verb="due " + verb, run=Run(self, s, act), expires_at=self.asked_at(at) + 7 * dates.DAY, accounts=accounts, claim=False, period=day)
        return True

    def asker(self, s):
        """Whoever made it; nobody, where they left."""
        return 0 if s.owner and self.people[s.owner].left else s.owner

    def asked_at(self, at):
        """A run that is late by an hour or more is asked when it is looked for, whatever its own time."""
        return self.now if self.now - at >= LATE else at

    def dues_run(self, s, day, at):
        wearers = [who for who in self.wearers(s.role)]
        asked = [who for who in wearers if not self.exempt(who, day)]
        payees = [who for who in asked if self.has_account(who)]
        self.asked, self.passed = len(payees), ["@%d" % who for who in asked if not self.has_account(who)]
        if not wearers:
            s.handle(day)
            s.asked_for = day
            self.missed(s, False)
            raise Refused("no_members")
        if not self.run_waits(s, day, s.amount * len(payees), at, lambda c: self.ask_dues(s, self.still_there(payees), day, day, s.amount, c.at), [self.ledger.accounts["@%d" % w] for w in payees]):
            s.handle(day)
            self.ask_dues(s, payees, day, day, s.amount, at)
            s.misses = 0

    def still_there(self, payees):
        """Whoever left or closed their account while a run waited is passed over."""
        return [who for who in payees if self.has_account(who) and not self.people[who].left]

    def has_account(self, who):
        account = self.ledger.accounts.get("@%d" % who)
        return account is not None and account.state != "closed"

    def ask_dues(self, s, payees, day, period, amount, at):
        """A row for each, all made before the first is paid; then each pays what is oldest."""
        if self.ledger.manual and not self.ledger.batch:  # approved just now: a date is not printed then
            s.asked_again += 1
            raise Refused("no_open_batch")
        s.asked_for = period
        self.count_moved(amount * len(payees), "dues", s.owner, at)
        self.credited = []
        for who in payees:
            account = self.ledger.accounts["@%d" % who]
            self.add("dues", Moment(at), asked_by=0, decider=who, payer=account, payee=s.into, amount=amount, currency=self.ledger.currency, due=day, schedule=s.number, period=period)
        for who in payees:
            self.settle_account(self.ledger.accounts["@%d" % who], at)
        self.settle(at)

    # --- once a day, in the morning

    def daily(self, today, morning, booking):
        for s in self.schedules.values():
            if s.kind == "dues" and s.prorate and s.state == "active" and s.handled and s.asked_for == s.handled == s.done and not s.pending(morning) and booking:
                yield from self.joins(s, today, morning)
        for who, person in self.people.items():
            rows = [r for r in self.rows if r.kind == "dues" and r.state == "waiting" and r.decider == who and today - r.due in (3, 10, 20)]
            if rows and person.last_reminder != today and not person.left and not self.exempt(who, today):
                yield morning, 4, who, "due remind @%d %s" % (who, dates.text(today)), lambda who=who, rows=rows: self.remind(who, rows, today)
        for row in self.rows:
            s = self.schedules.get(row.schedule)
            if row.kind == "dues" and row.state == "waiting" and s.lose and not row.lost and row.due + s.grace <= today and s.lose in self.people[row.decider].roles:
                moment = max(dates.instant(row.due + s.grace, MORNING), self.people[row.decider].regained.get(s.lose, 0))  # it is there to lose from then on
                yield moment, 5, row.number, "due lose $%d" % row.number, lambda row=row, s=s: self.lose(row, s)

    def joins(self, s, today, morning):
        following = s.rule.after(s.handled)
        left, days = following - today, following - s.handled
        amount = s.amount * left // days
        late = [who for who in self.wearers(s.role) if self.has_account(who) and not self.exempt(who, today) and not self.is_newer(who, s.role, morning)
                and not any(r.kind == "dues" and r.schedule == s.number and r.period == s.handled and r.decider == who for r in self.rows)
                and not any(isinstance(r.run, Join) and r.run.stands_for(s, who) and r.state in ("waiting", "declined", "cancelled") for r in self.rows)]
        if late and amount and today > s.handled and not s.awaiting:
            yield morning, 2, s.number, "due join %d %s (%d/%d days)" % (s.number, dates.text(today), left, days), lambda: self.join(s, late, today, amount, morning)

    def is_newer(self, who, role, look):
        """Whether the account, the role that came back or the end of an exemption came with the look of today or later: then it is tomorrow's."""
        ended = [e["ended_at"] for e in self.exemptions if e["who"] == who and e["ended"] is not None]
        return self.ledger.accounts["@%d" % who].since >= look or self.people[who].regained.get(role, 0) >= look or any(at >= look for at in ended)

    def join(self, s, late, today, amount, at):
        self.asked, self.passed = len(late), []
        if self.is_above(amount * len(late), "dues", s.owner, at):
            self.add("approval", Moment(at), asked_by=self.asker(s), amount=amount * len(late), currency=self.ledger.currency, verb="due join", run=Join(self, s, late, today, amount), expires_at=at + 7 * dates.DAY,
                     accounts=[self.ledger.accounts["@%d" % w] for w in late], claim=False, period=s.handled)
            return
        self.ask_dues(s, late, today, s.handled, amount, at)

    def remind(self, who, rows, today):
        self.people[who].last_reminder = today
        for row in rows:
            row.reminders += 1

    def lose(self, row, s):
        row.lost = True
        self.people[row.decider].roles.discard(s.lose)


class Moment:
    """Who asks when time itself does: nobody."""

    def __init__(self, at):
        self.at, self.who = at, 0


class Run:
    """A run that waits for a second person, and books when they approve."""
    verb, args, who = "due", {}, 0

    def __init__(self, books, schedule, act):
        self.books, self.schedule, self.act = books, schedule, act

    def __call__(self, c, row):
        self.books.approving = row
        self.act(c)
        self.schedule.handle(row.period)
        self.schedule.misses = 0


class Join:
    """Members who joined a period, whom a second person lets ask."""
    verb, args, who = "due", {}, 0

    def __init__(self, books, schedule, late, day, amount):
        self.books, self.schedule, self.late, self.day, self.amount, self.period = books, schedule, late, day, amount, schedule.handled

    def stands_for(self, schedule, who):
        return self.schedule is schedule and self.period == schedule.handled and who in self.late

    def __call__(self, c, row):
        s = self.schedule
        if s.state != "active" or s.handled != self.period or s.done != self.period:
            raise Refused("not_due")
        there = self.books.still_there(self.late)
        if not there:
            raise Refused("not_due")
        self.books.ask_dues(s, there, self.day, self.period, self.amount, c.at)
