"""Who decides what waits, in the month's model: accept, approve, decline, reject, cancel, remind, and what an acceptance does."""
from lines import Refused
from rows import DAY, Asked

FINAL = ("account_closed", "already_reversed", "is_reversal", "left", "unknown_account", "not_registered")


class Deciding:
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
        elif c.who == row.asked_by and row.kind != "charge" and not self.of_leaver(row):  # a charge is the community's
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

    @staticmethod
    def of_leaver(row):
        """A run that nobody asked for, since whoever made it left."""
        return row.kind == "approval" and not row.asked_by and hasattr(row.run, "schedule") and bool(row.run.schedule.owner)

    def do_accept(self, c):
        row, yes = self.decide(c)
        if not yes:
            row.end("declined", c.who)
            return self.run_ended(row)
        try:
            getattr(self, "accept_" + row.kind)(c, row)
        except Refused as refused:
            if refused.code in FINAL and row.kind not in ("dues", "owe"):  # what is owed stays owed by the person
                row.end("failed", c.who)
            raise

    do_approve = do_decline = do_reject = do_accept

    def accept_request(self, c, row):
        if c.args.get("amount") and row.kind == "owe":
            raise Refused("surplus")
        part = self.ledger.minor(c.args["amount"]) if c.args.get("amount") else row.amount - row.paid
        if part > row.amount - row.paid:
            raise Refused("more_than_open")
        if row.kind == "request" and self.people[row.asked_by].left:
            raise Refused("left")
        self.check_limits(c.who, part, c.at)
        self.pay_row(row, part, c.at, decided=True)

    accept_charge = accept_dues = accept_owe = accept_request

    def pay_row(self, row, part, at, decided=False):
        """DECIDED: its payer wants it now, and limits count it; else it pays itself."""
        verb = {"request": "accept", "charge": "accept", "dues": "dues", "owe": "every"}[row.kind]
        lines = [(row.payer, part, row.currency), (row.payee, -part, row.currency)]
        self.ledger.book(verb, lines, at, row, author=row.payer.owner, decided=decided)
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
        elif c.who != row.asked_by or self.of_leaver(row):
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
