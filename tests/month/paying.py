"""What members ask each other for and pay, in the month's model: requests, claims, splits, charges, payments and their limits, undo."""
import dates
from accounts import Account
from lines import Refused
from rows import DAY, HOUR, Asked, Waits


class Paying:
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
            if sum(r.state == "waiting" and r.kind == "request" and r.asked_by == c.who and r.payer is account and not r.over(c.at) for r in self.rows) >= 5:
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
        name = None if name == "cuotas" else name
        if name in (None, "dues") and "dues" not in self.ledger.accounts:
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
        rows = sorted((r for r in self.rows if r.state == "waiting" and r.kind in ("dues", "owe", "charge") and r.payer is mine and r.payee is payee and not r.over(at)), key=self.oldest)
        for row in rows:
            part = min(amount, row.amount - row.paid)
            if part:
                self.pay_row(row, part, at, decided=True)
                amount -= part
        return amount and [(mine, amount, self.ledger.currency), (payee, -amount, self.ledger.currency)]

    def check_limits(self, who, amount, at):
        mine, today = self.ledger.accounts["@%d" % who], dates.local_day(at)
        month = dates.date_of(today)[:2]
        same = {"payment": lambda d: False, "day": lambda d: d == today, "week": lambda d: d - dates.weekday(d) == today - dates.weekday(today), "month": lambda d: dates.date_of(d)[:2] == month}
        for period, counts in same.items():
            most = self.most_of(mine, period)
            used = sum(n for t in self.ledger.transactions if (t["verb"] in ("pay", "accept") or t["decided"]) and t["author"] == who and not t["reversed"] and counts(dates.local_day(t["time"]))
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
        if any(r.kind == "undo" and r.state == "waiting" and not r.over(c.at) and r.target == last["id"] for r in self.rows):
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
