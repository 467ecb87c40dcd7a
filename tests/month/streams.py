"""What people do in a random month: lines that they write, ticks that come or are missed, roles that change, members who leave."""
import dates

PEOPLE = {"1": {"name": "olga", "roles": [], "owner": True}, "2": {"name": "tom", "roles": ["501"]}, "3": {"name": "tess", "roles": ["501"]}, "4": {"name": "carl", "roles": ["502"]},
          "11": {"name": "ana", "roles": ["601", "603"]}, "12": {"name": "bob", "roles": ["601"]}, "13": {"name": "cleo", "roles": ["601", "602", "603"]}, "14": {"name": "dan", "roles": ["602"]},
          "15": {"name": "eve", "roles": []}, "16": {"name": "fay", "roles": ["601", "602", "603"]}, "17": {"name": "gus", "roles": ["603"]}, "9": {"name": "guildledger", "roles": ["601"], "bot": True}}
MEMBERS, OFFICERS = [11, 12, 13, 14, 15, 16, 17], [2, 3, 4]
FIRST_DAY = dates.day_of(2027, 1, 2)


def setup():
    lines = ["1 !permit <@&501> treasurer", "1 !permit <@&502> teller"] + ["%d !register" % who for who in OFFICERS + MEMBERS if who != 17]
    lines += ["2 !account open events expense", "2 !account open wages expense", "3 !account open hall income"] + ["4 !deposit <@%d> %d start" % (who, 20 + who) for who in MEMBERS[:5]]
    start = dates.instant(dates.day_of(2027, 1, 1), 540)
    return [{"at": start + 20000 * n, "who": int(line.split(" ", 1)[0]), "say": line.split(" ", 1)[1]} for n, line in enumerate(lines)]


class Source:
    def __init__(self, rng, run):
        self.rng, self.run, self.model, self.ticks_missed = rng, run, run.model, 0
        self.style = {"threshold": rng.random() < 0.6, "manual": rng.random() < 0.3, "confirm": rng.random() < 0.4, "limit": rng.random() < 0.3, "refuse": rng.random() < 0.5,
                      "lose": rng.choice([None, "603", "603"]), "busy": rng.choice([2, 4, 7]), "missing": rng.choice([0, 0.03, 0.1])}
        self.see()
        self.marked = set()  # whose roles were lost or came back: they are not changed by hand

    # --- a day: a tick in the morning, what is said around it

    def day(self, day):
        count = self.rng.randrange(self.style["busy"] + 1)
        minutes = sorted(self.rng.randrange(15, 1430) for _ in range(count))
        tick = 540 + self.rng.choice([0, 0, 1, 17, 90])
        late = [m for m in minutes if m >= tick]
        for minute in minutes[:count - len(late)]:
            yield from self.act(day, minute)
        if self.ticks_missed:
            self.ticks_missed -= 1
        elif self.rng.random() < self.style["missing"]:
            self.ticks_missed = self.rng.choice([1, 1, 2, 4, 15])
        else:
            yield {"due": dates.instant(day, tick)}
            yield from self.follow(dates.instant(day, tick) + 1000)
        for minute in late:
            yield from self.act(day, minute)

    def act(self, day, minute):
        at = dates.instant(day, minute) + self.rng.randrange(1000) * 10
        for who, text in self.said(day, at):
            if isinstance(who, int):
                yield {"at": at, "who": who, "say": text}
                yield from self.follow(at + 1)
            else:
                yield dict(who, at=at)
                self.see()
            at += self.rng.choice([40, 15000, 15000])

    def follow(self, at):
        """Discord follows what the books want: who lost a role wears it no longer, who gets it back wears it."""
        for who, person in self.model.people.items():
            if person.roles != self.seen[who]:
                self.marked.add(who)
                yield {"at": at, "roles": {who: "follow"}}
        self.see()

    def see(self):
        self.seen = {who: set(person.roles) for who, person in self.model.people.items()}

    # --- what is said

    def said(self, day, at):
        """Pairs of who and text; of a step of another kind and None."""
        choices = [(self.pay, 8), (self.pay_many, 4), (self.deposit, 7), (self.withdraw, 4), (self.ask, 8), (self.claim, 2), (self.split, 4), (self.decide, 16), (self.at_once, 3), (self.charge, 2),
                   (self.hold, 4), (self.end_hold, 5), (self.every, 4), (self.payroll, 2), (self.dues, 5), (self.change_schedule, 4), (self.exempt, 2), (self.budget, 1), (self.limits, 1), (self.freeze, 2),
                   (self.thaw, 5), (self.come_and_go, 2), (self.limit, 1), (self.undo, 3), (self.reverse, 2), (self.move, 3), (self.setting, 2), (self.batch, 3), (self.roles, 3), (self.remind, 2), (self.pay_dues, 4)]
        while True:
            what = self.rng.choices([c for c, _ in choices], [w for _, w in choices])[0]
            found = what(day, at)
            if found:
                return found if isinstance(found, list) else [found]

    def member(self, registered=True):
        here = [m for m in MEMBERS if not self.model.people[m].left and (not registered or self.open_account(m))]
        return self.rng.choice(here)

    def open_account(self, who):
        account = self.model.ledger.accounts.get("@%d" % who)
        return account and account.state != "closed"

    def amount(self, most=30):
        value = self.rng.choice([self.rng.randrange(1, most * 100), self.rng.randrange(1, most) * 100, 500])
        return self.model.ledger.text(value)

    def others(self, who, count):
        here = [m for m in MEMBERS if m != who and self.open_account(m) and not self.model.people[m].left]
        return self.rng.sample(here, min(count, len(here)))

    @staticmethod
    def mention(*some):
        return " ".join("<@%d>" % one for one in some)

    def token(self, kind, number):
        return next("«%s:%d.%d»" % key for key, place in self.run.made.items() if place == number and key[0] == kind)

    def debts_of(self, who, kinds=("dues", "owe")):
        return [r for r in self.model.rows if r.state == "waiting" and r.kind in kinds and r.decider == who]

    def pay(self, day, at):
        who = self.member()
        target = self.others(who, 1)
        if not target or self.owes_to(who, target[0]):
            return
        return who, self.rng.choice(["!pay %s %s", "!pagar %s %s", "!pay %s %s pizza"]) % (self.mention(*target), self.amount())

    def owes_to(self, who, payee):
        return any(r.payee.owner == payee for r in self.debts_of(who))

    def pay_many(self, day, at):
        who = self.member()
        some = self.others(who, self.rng.randrange(2, 4))
        words = self.rng.choice(["each", "split", "cada uno", "a repartir"])
        if who not in self.model.wearers(602) and self.rng.random() < 0.3 and len(self.model.expand(["&602"])) > 1:
            return who, "!pay <@&602> %s %s thanks" % (self.amount(8), self.rng.choice(["each", "split"]))
        return len(some) > 1 and (who, "%s %s %s %s" % (self.rng.choice(["!pay", "!pagar"]), self.mention(*some), self.amount(12), words))

    def pay_dues(self, day, at):
        owing = [m for m in MEMBERS if self.debts_of(m, ("dues",)) and not self.debts_of(m, ("charge", "owe")) and not self.model.people[m].left and self.open_account(m)]
        return owing and (self.rng.choice(owing), "!pay dues %s" % self.amount(12))

    def deposit(self, day, at):
        return self.rng.choice([4, 4, 2]), "!deposit %s %s cash" % (self.mention(self.member()), self.amount(40))

    def withdraw(self, day, at):
        return self.rng.choice([4, 2, 3]), "!withdraw %s %s cash" % (self.mention(self.member()), self.amount(40))

    def ask(self, day, at):
        who = self.member()
        some = self.others(who, self.rng.choice([1, 1, 2, 3]))
        if not some:
            return
        due = " due=%s" % dates.text(day + self.rng.randrange(0, 40)) if self.rng.random() < 0.3 else ""
        return who, self.rng.choice(["!request", "!pedir"]) + " %s %s%s lunch" % (self.mention(*some), self.amount(12), due)

    def claim(self, day, at):
        who = self.rng.choice([self.member(), 2, 3])
        return who, "!request %s %s balloons" % (self.rng.choice(["events", "events", "wages", "till"]), self.amount(20))

    def split(self, day, at):
        who = self.member()
        some = self.others(who, self.rng.choice([1, 2, 3, 4]))
        if not some:
            return
        form = self.rng.choice(["", "share", "percent", "exact"])
        if form == "percent":
            shares = ["<@%d>:%d%%" % (one, self.rng.choice([10, 20, 25, 33, 40])) for one in some]
        elif form == "share":
            shares = ["<@%d>:%d" % (one, self.rng.randrange(1, 6)) for one in some]
        elif form == "exact":
            shares = ["<@%d>=%s" % (some[0], self.amount(9))] + ["<@%d>" % one for one in some[1:]]
        else:
            shares = ["<@%d>" % one for one in some]
        return who, "!split %s %s%s dinner" % (self.amount(40), " ".join(shares), " without me" if self.rng.random() < 0.25 else "")

    def decide(self, day, at):
        rows = [r for r in self.model.rows if (r.state == "waiting" or self.rng.random() < 0.01) and r.kind not in ("hold", "owe") or (r.kind == "owe" and r.state == "waiting")]
        if not rows:
            return
        row = self.rng.choice(rows[-12:])
        return self.decision(row)

    def decision(self, row):
        deciders = [row.decider] * 6 if row.decider else [2, 3, 2, 3]
        who = self.rng.choice(deciders + [row.asked_by or 2, self.rng.choice([2, 3, 11, 12])])
        if self.model.people[who].left:
            return
        verb = self.rng.choice(["accept"] * 6 + ["approve", "aceptar", "decline", "reject", "cancel"])
        if row.kind in ("dues", "owe") and verb in ("decline", "reject") and who != row.decider:
            verb = "accept"
        if verb == "cancel":
            return who if row.kind != "dues" else self.rng.choice([2, 3]), "!cancel %s%s" % (self.token("r", row.number), self.rng.choice([" hardship", " hardship", ""]))
        part = " " + self.amount(6) if row.kind in ("request", "charge", "dues") and verb in ("accept", "aceptar") and self.rng.random() < 0.3 else ""
        return who, "!%s %s%s" % (verb, self.token("r", row.number), part)

    def at_once(self, day, at):
        """Two decide within a moment; the record that is first decides."""
        rows = [r for r in self.model.rows if r.state == "waiting" and r.kind in ("approval", "request", "charge", "undo")]
        if rows:
            row = self.rng.choice(rows)
            pair = [2, 3] if row.kind == "approval" else [row.decider, row.decider]
            if not any(self.model.people[who].left for who in pair):
                return [(who, "!%s %s" % (self.rng.choice(["approve", "approve", "reject"]), self.token("r", row.number))) for who in pair]

    def charge(self, day, at):
        return self.rng.choice([2, 3]), "!charge %s %s%s shirt" % (self.rng.choice(["<@&602>", self.mention(*self.others(0, 2))]), self.amount(9), self.rng.choice(["", " due=" + dates.text(day + 9)]))

    def hold(self, day, at):
        until = " until " + dates.text(day + self.rng.randrange(0, 20)) if self.rng.random() < 0.5 else ""
        to = " to hall" if self.rng.random() < 0.7 else ""
        if self.rng.random() < 0.15:
            return self.rng.choice([2, 4]), "!hold %s till key%s" % (self.amount(30), until)
        return self.rng.choice([4, 2]), "!hold %s %s%s key%s" % (self.amount(30), self.mention(self.member()), to, until)

    def end_hold(self, day, at):
        rows = [r for r in self.model.rows if r.kind == "hold" and (r.state == "waiting" or self.rng.random() < 0.02) and r.payer.owner]
        if rows:
            row = self.rng.choice(rows)
            if self.rng.random() < 0.35:
                return self.rng.choice([4, 2, 3]), "!release %s" % self.token("r", row.number)
            part = " " + self.model.ledger.text(max(1, row.amount * self.rng.choice([30, 100, 120]) // 100)) if self.rng.random() < 0.5 else ""
            return self.rng.choice([4, 2, 3]), "!capture %s%s%s" % (self.token("r", row.number), part, " to hall" if self.rng.random() < 0.4 else "")

    def rule(self, day):
        names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        return self.rng.choice(["day", "%d days" % self.rng.randrange(2, 20), self.rng.choice(["monday", "friday", "sunday"]), "week on " + ",".join(sorted(self.rng.sample(names, 2), key=names.index)), "2 weeks on fri",
                                "3 weeks on mon,sun", "month", "month on %d" % self.rng.randrange(1, 32), "month on 31", "month on last day", "month on last friday", "last monday", "month on second tuesday", "month on fourth sunday",
                                "2 months on 30", "3 months on 31", "year on 02-29", "year", "month"])

    def every(self, day, at):
        who = self.member()
        if sum(s.owner == who and s.state == "active" for s in self.model.schedules.values()) > 2:
            return
        some = self.others(who, self.rng.choice([1, 1, 1, 2]))
        if not some:
            return
        short = self.rng.choice(["", "", " short=skip", " short=owe", " short=owe", " short=retry:2d", " short=retry:3d"])
        words = self.rng.choice(["", "", " from " + dates.text(day + self.rng.randrange(-40, 60))]) + self.rng.choice(["", "", " until " + dates.text(day + self.rng.randrange(100, 400)), " %d times" % self.rng.randrange(1, 8)])
        words += self.rng.choice(["", "", "", " at 02:30", " at 08:15"])
        if "owe" in short:
            some = some[:1]
        return who, "!every %s pay %s %s%s rent%s" % (self.rule(day), self.mention(*some), self.amount(7), short, words)

    def payroll(self, day, at):
        if sum(s.kind == "payroll" and s.state == "active" for s in self.model.schedules.values()) < 2:
            return self.rng.choice([2, 3]), "!every %s pay <@&602> %s from %s" % (self.rule(day), self.amount(15), self.rng.choice(["wages", "wages", "wages", "events", "hall"]))

    def dues(self, day, at):
        if sum(s.kind == "dues" and s.state == "active" for s in self.model.schedules.values()) < 2:
            lose = " grace 14d then lose <@&%s>" % self.style["lose"] if self.style["lose"] and self.rng.random() < 0.5 else ""
            period = self.rng.choice(["monthly", "monthly", "monthly on 15", "monthly on 31", "monthly", "weekly", "weekly on thu", "quarterly", "yearly on 06-01"])
            return self.rng.choice([2, 3]), "!dues <@&%d> %s %s%s%s" % (self.rng.choice([601, 602, 603]), self.amount(6), period, self.rng.choice(["", "", " prorate off"]), lose)

    def change_schedule(self, day, at):
        some = [s for s in self.model.schedules.values() if s.state in ("active", "paused") or self.rng.random() < 0.02]
        if some:
            s = self.rng.choice(some)
            what = self.rng.choice(["pause", "stop"]) if s.state == "active" and self.rng.random() < 0.35 else "resume"
            return self.rng.choice([s.owner, s.owner, 2, 12]), "!schedule %s %s" % (what, self.token("s", s.number))

    def exempt(self, day, at):
        who = self.mention(self.member())
        return self.rng.choice([2, 3]), "!dues exempt %s %s" % (who, self.rng.choice(["off", "student", "student", "ill until " + dates.text(day + self.rng.randrange(60))]))

    def budget(self, day, at):
        return self.rng.choice([2, 3]), "!budget %s %s %s" % (self.rng.choice(["events", "wages"]), self.rng.randrange(20, 200), self.rng.choice(["weekly", "monthly", "quarterly"]))

    def limits(self, day, at):
        return self.rng.choice([2, 3]), "!limits %s %s=%s" % (self.mention(self.member()), self.rng.choice(["payment", "day", "week", "month", "ceiling"]), self.rng.choice([20, 40, 60, 90, "none"]))

    def freeze(self, day, at):
        who = self.member()
        return sum(a.state == "frozen" for a in self.model.ledger.accounts.values()) < 2 and (self.rng.choice([2, 3]), "!account freeze %s" % self.mention(who))

    def thaw(self, day, at):
        frozen = [a.owner for a in self.model.ledger.accounts.values() if a.state == "frozen"]
        return frozen and (self.rng.choice([2, 3]), "!account unfreeze %s" % self.mention(self.rng.choice(frozen)))

    def come_and_go(self, day, at):
        who = self.rng.choice([15, 16, 17, 14])
        person = self.model.people[who]
        if person.left:
            return [({"roles": {who: sorted(int(r) for r in PEOPLE[str(who)]["roles"] if r != "603")}}, None)]
        if who in self.marked:
            return
        if not self.open_account(who):
            return who, "!register"
        return who, "!unregister"

    def roles(self, day, at):
        who = self.rng.choice(MEMBERS)
        person = self.model.people[who]
        if who in self.marked or person.left:
            return
        if self.rng.random() < 0.12 and who in (15, 16, 17) and not any(r.lost for r in self.model.rows if r.decider == who):
            return [({"left": [who]}, None)]
        if any(s.lose for s in self.model.schedules.values()):
            changed = person.roles ^ {self.rng.choice([601, 602])}
        else:
            changed = person.roles ^ {self.rng.choice([601, 602, 603])}
        return [({"roles": {who: sorted(changed)}}, None)]

    def limit(self, day, at):
        return self.rng.choice([2, 3]), "!account limit %s -%s" % (self.mention(self.member()), self.rng.choice([0, 5, 20, 60, 150]))

    def undo(self, day, at):
        who = self.member()
        target = self.others(who, 1)
        if not target or self.owes_to(who, target[0]):
            return
        return [(who, "!pay %s %s oops" % (self.mention(*target), self.amount(9))), (who, "!undo wrong")]

    def reverse(self, day, at):
        count = len(self.model.ledger.transactions)
        number = self.rng.randrange(max(1, count - 15), count + 1)
        return self.rng.choice([2, 3]), "!reverse %s mistake" % self.token("t", number)

    def move(self, day, at):
        a, b = self.rng.sample(["events", "wages", "hall", "over-short"], 2)
        return self.rng.choice([2, 3, 4]), "!move %s %s %s adjustment" % (a, b, self.amount(60))

    def setting(self, day, at):
        style = self.style
        some = ["approval.over %s" % self.rng.choice([20, 40, 10])] if style["threshold"] else []
        some += ["confirm.over %s" % self.rng.choice([15, 25, "none"])] if style["confirm"] else []
        some += ["limit.day %s" % self.rng.choice([30, 20])] if style["limit"] and "limit.day" not in self.model.settings else []
        some += ["budget.over %s" % self.rng.choice(["refuse", "warn"])] if style["refuse"] else []
        some += ["batch.policy %s" % self.rng.choice(["manual", "manual", "auto"])] if style["manual"] else []
        return some and (1, "!config " + self.rng.choice(some))

    def batch(self, day, at):
        if self.model.ledger.batch:
            return self.rng.choice([2, 3]), "!batch close till=uncounted"
        return self.rng.choice([2, 3]), "!batch open"

    def remind(self, day, at):
        rows = [r for r in self.model.rows if r.state == "waiting" and r.kind in ("request", "charge")]
        if rows:
            row = self.rng.choice(rows)
            return self.rng.choice([row.asked_by, row.asked_by, 2]), "!remind %s" % self.token("r", row.number)
