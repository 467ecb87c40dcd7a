"""Accounts and bookings of the month's model: double entry with floors, what is held, ceilings and budgets. Amounts are minor units."""
import dates
from lines import Refused

DEBIT_SIDE = ("asset", "expense")


class Account:
    def __init__(self, name, kind, owner=None):
        self.name, self.kind, self.owner, self.state = name, kind, owner, "open"
        self.signed, self.floor, self.ceiling, self.held = {}, {}, {}, {}

    def sign(self):
        return 1 if self.kind in DEBIT_SIDE else -1

    def holdings(self, currency):
        return self.sign() * self.signed.get(currency, 0)

    def floor_of(self, currency):
        """None: none. Members and assets have one, of 0 unless it is set."""
        return self.floor.get(currency, 0 if self.owner or self.kind == "asset" else None)

    def available(self, currency):
        """What may go, down to the floor; None: without end."""
        floor = self.floor_of(currency)
        return None if floor is None else self.holdings(currency) - self.held.get(currency, 0) - floor

    def affords(self, currency, amount):
        return self.available(currency) is None or self.available(currency) >= amount


class Budget:
    def __init__(self, amount, currency, period, carry, since):
        self.amount, self.currency, self.period, self.carry, self.since = amount, currency, period, carry, since

    def start(self, day):
        """The first day of the period that holds DAY."""
        year, month, _ = dates.date_of(day)
        if self.period == "weekly":
            return day - dates.weekday(day)
        month = {"monthly": month, "quarterly": month - (month - 1) % 3, "yearly": 1}[self.period]
        return dates.day_of(year, month, 1)

    def next_start(self, start):
        return next(d for d in range(start + 1, start + 400) if self.start(d) == d)

    def left(self, account, transactions, day):
        """What is booked late counts in the period of its date, whatever came after that."""
        start, total = self.start(day), self.amount
        end = self.next_start(start)
        if self.carry:
            at = self.start(self.since)
            while at < start:
                total += self.amount
                at = self.next_start(at)
            start = self.start(self.since)
        spent = sum(value for t in transactions for a, value, c in t["raw"] if a is account and c == self.currency and start <= dates.local_day(t["time"]) < end)
        return total - spent


class Ledger:
    def __init__(self, currency, scale):
        self.currency, self.scales = currency, {currency: scale}
        self.accounts = {name: Account(name, kind) for name, kind in (("till", "asset"), ("opening", "equity"), ("over-short", "income"))}
        self.transactions, self.budgets, self.refuse_over_budget = [], {}, False
        self.manual, self.batch = False, False

    def minor(self, text, currency=None):
        scale = self.scales[currency or self.currency]
        sign, text = (-1, text[1:]) if text.startswith("-") else (1, text)
        whole, _, part = text.partition(".")
        if part[scale:].strip("0"):
            raise Refused("too_precise")
        return sign * int(whole + part[:scale].ljust(scale, "0"))

    def text(self, value, currency=None):
        scale = self.scales[currency or self.currency]
        digits = str(abs(value)).rjust(scale + 1, "0")
        return ("-" if value < 0 else "") + digits[:len(digits) - scale] + ("." + digits[-scale:] if scale else "")

    def account(self, name):
        if name not in self.accounts:
            raise Refused("not_registered" if name.startswith("@") else "unknown_account")
        return self.accounts[name]

    def check(self, lines, at):
        """LINES of (account, amount, currency), positive is debit. In this order: states, batch, then each line's floor, ceiling and budget."""
        for account, _, _ in lines:
            if account.state != "open":
                raise Refused("account_" + account.state)
        if self.manual and not self.batch:
            raise Refused("no_open_batch")
        for account, amount, currency in lines:
            change = account.sign() * amount
            if change < 0 and not account.affords(currency, -change):
                raise Refused("insufficient_funds")
            ceiling = account.ceiling.get(currency)
            if change > 0 and ceiling is not None and account.holdings(currency) + change > ceiling:
                raise Refused("over_ceiling")
            budget = self.budgets.get((account.name, currency))
            if budget and self.refuse_over_budget and amount > 0 and amount > budget.left(account, self.transactions, dates.local_day(at)):
                raise Refused("over_budget")

    def book(self, verb, lines, at, row=None, approved_by=None, reverses=None, author=None, decided=False):
        """Checks, books, and returns the transaction's number. ROW is what waited, and is paid by it."""
        self.check(lines, at)
        self.batch = True
        for account, amount, currency in lines:
            account.signed[currency] = account.signed.get(currency, 0) + amount
        number = len(self.transactions) + 1
        self.transactions.append({"id": number, "time": at, "verb": verb, "raw": list(lines), "lines": [(a.name, n, c) for a, n, c in lines], "waiting": row.number if row else None,
                                  "approved_by": approved_by, "reverses": reverses, "author": author, "reversed": False, "decided": decided})
        if reverses:
            self.transactions[reverses - 1]["reversed"] = True
        return number

    def move(self, source, target, amount, currency):
        """The two lines of a movement: value changes places, enters, or leaves; debit first."""
        if {source.kind, target.kind} == {"asset", "liability"}:
            raise Refused("use_deposit")
        if source.sign() == target.sign():
            signs = -1, 1
        elif target.kind in ("asset", "liability") or (target.kind == "expense" and source.kind in ("income", "equity")):
            signs = 1, 1
        else:
            signs = -1, -1
        debits = [sign * account.sign() for sign, account in zip(signs, (source, target))]
        debit, credit = (source, target) if debits[0] > 0 else (target, source)
        return [(debit, amount, currency), (credit, -amount, currency)]
