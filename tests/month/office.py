"""What offices do, in the month's model: cash, holds, budgets and limits, settings, accounts, batches."""
import dates
from accounts import Account, Budget
from lines import Refused, Unread
from rows import Waits


class Office:
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
        if to.owner and self.people[to.owner].left:
            raise Refused("left")
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
