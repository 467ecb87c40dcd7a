"""Accounts, currencies, transactions and batches of the model: double entry with floors, written again from the manual."""
import hashlib, unicodedata

DEBIT_SIDE = {"asset", "expense"}
MOST_AT_ONCE, LARGEST = 10**15, 2**63 - 1
NO_FLOOR = -(2**63)  # an asset's that was lifted
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's


class Refused(Exception):
    """A command that changes nothing: its status and code."""

    def __init__(self, code, status="rejected"):
        super().__init__(code)
        self.code, self.status = code, status


def fold(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


class Account:
    def __init__(self, number, name, kind, owner=None, purpose=None):
        self.number, self.name, self.kind, self.owner, self.purpose, self.state = number, name, kind, owner, purpose, "open"
        self.signed, self.floors = {}, {}  # by currency: debits less credits; None is the floor of the kind

    def holdings(self, currency):
        return self.signed.get(currency, 0) * (1 if self.kind in DEBIT_SIDE else -1)

    def floor(self, currency):
        floor = self.floors.get(currency, 0 if self.owner else None)
        return 0 if floor is None and self.kind == "asset" else floor

    def need(self, currency):
        self.signed.setdefault(currency, 0)
        self.floors.setdefault(currency, 0 if self.owner else None)

    def check(self, currency, amount):
        after = self.signed.get(currency, 0) + amount
        if abs(after) > LARGEST:
            raise Refused("too_large")
        side = 1 if self.kind in DEBIT_SIDE else -1
        floor = self.floor(currency)
        if floor is not None and side * amount < 0 and side * after < floor:
            raise Refused("insufficient_funds")


class Ledger:
    def __init__(self, currency, scale):
        self.currency, self.scales = currency, {currency: scale}
        self.accounts, self.by_owner, self.last_account = {}, {}, 0
        self.till, self.opening, self.over_short = (self.add(n, k, purpose=p) for n, k, p in
                                                    (("till", "asset", "till"), ("opening", "equity", "opening"), ("over-short", "income", "over_short")))
        for account in (self.till, self.opening, self.over_short):
            account.need(currency)
        self.fees, self.transactions, self.manual = None, [], False
        self.batch, self.last_batch, self.closed = 0, 0, []  # open number or 0; closed: number and how many transactions
        self.batch_first = 0
        self.booking = "", 0  # verb and time of what is booked now
        self.author = None    # the id of who asks for it; None: nobody of the guild's
        self.officer = None   # who books by office, and so nothing of their own

    def add(self, name, kind, owner=None, purpose=None):
        self.last_account += 1
        account = self.accounts[fold(name)] = Account(self.last_account, name, kind, owner, purpose)
        if owner:
            self.by_owner[owner] = account
        return account

    def open_batch(self):
        self.last_batch += 1
        self.batch, self.batch_first = self.last_batch, len(self.transactions)

    def close_batch(self):
        self.closed.append((self.batch, len(self.transactions) - self.batch_first))
        self.batch = 0

    def post(self, lines, reverses=None, anyhow=False):
        """LINES of (account, currency, amount); returns the transaction's number. ANYHOW: the batch policy does not hold."""
        if self.officer and any(account.owner == self.officer for account, _, _ in lines):
            raise Refused("own_account")
        for account, _, _ in lines:
            if account.state != "open":
                raise Refused("account_" + account.state)
        if not self.batch and self.manual and not anyhow:
            raise Refused("no_open_batch")
        for account, currency, amount in lines:
            account.check(currency, amount)
        if not self.batch:
            self.open_batch()
        for account, currency, amount in lines:
            account.need(currency)
            account.signed[currency] += amount
        self.transactions.append({"lines": lines, "reverses": reverses, "reversed": None, "code": self.code(lines, reverses), "author": self.author})
        if reverses:
            self.transactions[reverses - 1]["reversed"] = len(self.transactions)
        return len(self.transactions)

    def code(self, lines, reverses):
        """The receipt of the transaction that comes next: 40 bits of the hash of its canonical lines."""
        number, (verb, time) = len(self.transactions) + 1, self.booking
        text = "".join("%d,%d,%d,%s,%s,%d,%s,%d\n" % (number, n + 1, time, verb, reverses or "", account.number, currency, amount) for n, (account, currency, amount) in enumerate(lines))
        bits = int.from_bytes(hashlib.sha256(b"\0" + text.encode()).digest()[:5], "big")
        return "%d-%s" % (number, "".join(BASE32[bits >> 5 * (7 - n) & 31] for n in range(8)))

    def transfer(self, debit, credit, money):
        amount, currency = money
        return self.post([(debit, currency, amount), (credit, currency, -amount)])

    def amount(self, text, currency):
        """Minor units of a decimal; exact or refused."""
        sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
        whole, _, part = digits.partition(".")
        scale = self.scales[currency]
        if part[scale:].strip("0"):
            raise Refused("too_precise")
        value = int(whole + part[:scale].ljust(scale, "0"))
        if value > MOST_AT_ONCE:
            raise Refused("too_large")
        return sign * value

    def sum(self, args, memo_needed):
        currency, memo = args.get("currency"), args.get("memo")
        if currency and currency.upper() not in self.scales:
            raise Refused("unknown_currency")
        currency = currency.upper() if currency else self.currency
        amount = self.amount(args["amount"], currency)
        if amount <= 0:
            raise Refused("not_positive")
        if memo_needed and not memo:
            raise Refused("missing_memo")
        return amount, currency

    def move(self, source, target, money):
        """What a movement between two accounts debits and credits: value enters, leaves, or changes places."""
        kinds = source.kind, target.kind
        if kinds in (("asset", "liability"), ("liability", "asset")):
            raise Refused("use_deposit")
        if (source.kind in DEBIT_SIDE) == (target.kind in DEBIT_SIDE):
            signs = -1, 1
        elif target.kind in ("asset", "liability") or (target.kind == "expense" and source.kind in ("income", "equity")):
            signs = 1, 1
        else:
            signs = -1, -1
        changes = [sign if account.kind in DEBIT_SIDE else -sign for sign, account in zip(signs, (source, target))]
        debit, credit = (source, target) if changes[0] > 0 else (target, source)
        return self.transfer(debit, credit, money)

    def reverse(self, number, anyhow=False):
        if not 1 <= number <= len(self.transactions):
            raise Refused("unknown_transaction")
        target = self.transactions[number - 1]
        if target["reversed"]:
            raise Refused("already_reversed")
        if target["reverses"]:
            raise Refused("is_reversal")
        return self.post([(a, c, -n) for a, c, n in target["lines"]], number, anyhow)

    def count_and_close(self, counted, book, said):
        """COUNTED: (account, amount in words); the difference goes to over/short, or the close is refused. SAID: whether something was counted,
        or was said not to be."""
        if not self.batch:
            raise Refused("no_open_batch_to_close")
        if not said:
            raise Refused("count_missing")
        found, transaction = [], None
        for account, text in counted():
            amount = self.amount(text, self.currency)
            if account in (a for a, _ in found):
                raise Refused("counted_twice")
            found.append((account, amount))
        lines = []
        for account, amount in found:
            difference = amount - account.holdings(self.currency)
            if difference and not book:
                raise Refused("count_differs")
            if difference:
                lines.append((account, self.currency, difference if account.kind in DEBIT_SIDE else -difference))
        net = -sum(n for _, _, n in lines)
        if net:
            lines.append((self.over_short, self.currency, net))
        if lines:
            transaction = self.post(lines)
        self.close_batch()
        return transaction
