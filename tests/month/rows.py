"""What the month's model keeps of people, of what waits and of what was asked."""
import dates

HOUR, DAY = 3600000, 86400000


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
