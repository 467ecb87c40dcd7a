"""Schedules and dues in the month's model: their dates, and how people make and change them."""
import dates
from lines import Refused

MORNING = 9 * 60
PERIODS = {"weekly": (1, "week"), "monthly": (1, "month"), "quarterly": (3, "month"), "yearly": (1, "year")}


class Schedule:
    def __init__(self, number, kind, owner, rule, at, done, **more):
        self.number, self.kind, self.owner, self.rule, self.at, self.done = number, kind, owner, rule, at, done
        self.state, self.misses, self.until, self.times, self.short, self.retry_days = "active", 0, None, None, "skip", 0
        self.payer = self.payees = self.retrying = self.role = self.into = self.lose = self.handled = None
        self.attempt, self.prorate, self.grace, self.approved = 0, False, None, False
        self.asked_for = None  # the period whose dues were asked
        self.awaiting, self.asked_again, self.again_from = None, 0, None  # a run that waits for a second person; nobody answered, so it is asked again
        self.__dict__.update(more)

    def columns(self):
        return {"kind": self.kind, "state": self.state, "done": self.handled and dates.text(self.handled), "misses": self.misses, "times_left": self.times}

    def next(self):
        """The date that comes next, or None."""
        if self.state != "active" or self.times == 0:
            return None
        day = self.rule.after(self.done)
        return None if self.until is not None and day > self.until else day

    def pending(self, at):
        """Dates that have come and are not handled."""
        found, day = [], self.next()
        while day is not None and dates.instant(day, self.at) <= at and len(found) < 400:
            if self.times is not None and len(found) == self.times:
                break
            found.append(day)
            day = self.rule.after(day)
            if self.until is not None and day > self.until:
                break
        return found

    def handle(self, day, count=1):
        self.done = self.handled = day
        self.awaiting, self.asked_again, self.again_from = None, 0, None
        if self.times is not None:
            self.times -= count
        if self.state == "active" and (self.times == 0 or (self.until is not None and self.rule.after(day) > self.until)):
            self.state = "ended"


class Scheduling:
    def first_done(self, c, start, minute):
        """The day before the first that may come."""
        today = dates.local_day(c.at)
        first = today if dates.local_minute(c.at) < minute else today + 1
        return max(first, start or first) - 1

    def do_every(self, c):
        every, unit, what = c.args["rule"]
        payroll, today = c.args.get("account"), dates.local_day(c.at)
        payer, amount = (self.ledger.account(payroll) if payroll else self.own(c)), self.money(c)
        if payroll and payer.kind == "asset":
            raise Refused("use_cost_account")
        if payroll and c.args.get("short") in ("owe", "deber"):
            raise Refused("bad_option")
        if not payroll and any(p.startswith("&") for p in c.args["payees"]):
            raise Refused("role_own_money")
        if c.args.get("until") is not None and c.args["until"] < today:
            raise Refused("past")
        payees = self.expand(c.args["payees"])
        anchor = c.args.get("from") or today
        year, month, number = dates.date_of(anchor)
        if what is None:
            what = {"day": None, "week": (dates.weekday(anchor),), "month": number, "year": (month, number)}[unit]
        at, rule = c.args.get("at", MORNING), dates.Rule(every, unit, what, anchor)
        if c.args.get("until") is not None and rule.after(self.first_done(c, c.args.get("from"), at)) > c.args["until"]:
            raise Refused("no_dates")
        if payroll:
            self.asks_approval(c, amount * len(payees), always=any(p.owner == c.who for p in payees), accounts=[payer] + payees)
        short, _, days = (c.args.get("short") or "skip").partition(":")
        number = len(self.schedules) + 1
        self.schedules[number] = Schedule(number, "payroll" if payroll else "pay", c.who, rule, at, self.first_done(c, c.args.get("from"), at), payer=payer,
                                          payees=c.args["payees"], amount=amount, until=c.args.get("until"), times=c.args.get("times"), short={"saltar": "skip", "reintentar": "retry", "deber": "owe"}.get(short, short),
                                          retry_days=int(days.rstrip("d") or 1) if days else 0, approved=c.approved_by is not None, start=c.args.get("from"))

    def do_dues(self, c):
        every, unit = PERIODS[c.args["period"]]
        on, into = c.args["on"], self.dues_account(c.args["into"])
        what = {"week": (0,), "month": 1, "year": (1, 1)}[unit]
        if on:
            what = (dates.WEEKDAYS.index(on),) if unit == "week" else int(on) if unit == "month" else tuple(map(int, on.split("-")))
        anchor = dates.day_of(2027, 1, 4) if unit == "week" else dates.day_of(2027, 1, 1)
        number = len(self.schedules) + 1
        self.schedules[number] = Schedule(number, "dues", c.who, dates.Rule(every, unit, what, anchor), MORNING, self.first_done(c, c.args.get("from"), MORNING), role=int(c.args["role"][1:]), into=into,
                                          amount=self.money(c), until=c.args.get("until"), prorate=c.args["prorate"], grace=c.args["grace"], lose=c.args.get("lose") and int(c.args["lose"][1:]), start=c.args.get("from"))

    def schedule(self, c):
        if c.args["n"] not in self.schedules:
            raise Refused("unknown_schedule")
        s = self.schedules[c.args["n"]]
        if s.owner != c.who and "treasurer" not in self.permits_of(c.who):
            raise Refused("not_yours", "denied")
        if c.verb != "schedule show" and s.state in ("ended", "stopped"):
            raise Refused("schedule_over")
        return s

    def do_schedule_show(self, c):
        self.schedule(c)

    def do_schedule_pause(self, c):
        s = self.schedule(c)
        if s.state == "paused":
            raise Refused("already_paused")
        s.state, s.retrying = "paused", None

    def do_schedule_resume(self, c):
        s = self.schedule(c)
        if s.state == "active":
            raise Refused("not_paused")
        if s.kind == "pay" and self.people[s.owner].left:
            raise Refused("left")
        done = max(s.done, self.first_done(c, s.start, s.at))
        if s.times == 0 or (s.until is not None and s.rule.after(done) > s.until):
            raise Refused("schedule_over")
        s.state, s.misses, s.done = "active", 0, done

    def do_schedule_stop(self, c):
        s = self.schedule(c)
        s.state, s.retrying = "stopped", None

    def do_dues_exempt(self, c):
        who, today = int(c.args["who"][1:]), dates.local_day(c.at)
        if c.args.get("off"):
            found = [e for e in self.exemptions if e["who"] == who and e["ended"] is None]
            if not found:
                raise Refused("not_exempt")
            for e in found:
                e["ended"], e["ended_at"] = today, c.at
            return
        if not c.args["memo"]:
            raise Refused("missing_memo")
        self.exemptions.append({"who": who, "from": today, "until": c.args.get("until"), "ended": None})

    @staticmethod
    def exempts(e, day):
        return e["from"] <= day and (e["until"] is None or day <= e["until"]) and e["ended"] is None

    def exempt(self, who, day):
        return any(e["who"] == who and self.exempts(e, day) for e in self.exemptions)
