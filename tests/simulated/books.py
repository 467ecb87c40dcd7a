"""The model of a guild's books: who may do what, registrations, settings, and what each verb does. It reads the log's records in
the log's order, and says of each what came of it: (status, code, transaction)."""
import copy

from money import NO_FLOOR, Ledger, Refused, fold
from roles import Roles

EVERY = {"member", "teller", "treasurer", "auditor", "admin"}
NEEDS = {"teller": "deposit withdraw move", "treasurer": "account_open account_close account_freeze account_unfreeze account_limit reverse batch_open batch_close",
         "auditor": "batch_list batch_show report role_list role_who why", "admin": "permit permits config role_group role_allow role_deny role_grant role_revoke"}
PERMIT_OF = {verb: permit for permit, verbs in NEEDS.items() for verb in verbs.split()}
CHOICES = {"batch.policy": ("auto", "manual"), "registration": ("open", "role", "approval", "invitation"), "roles.authority": ("books", "discord"),
           "reading": ("all", "mentions"), "threads": ("on", "off"), "language": ("en", "es")}
ACCOUNT_REPORTS = {"statement", "balances", "journal", "flows", "balances-over-time"}


class User:
    def __init__(self, id):
        self.id, self.seen, self.left, self.roles, self.registration = id, False, False, {}, None  # registration: [state, request]


class Command:
    """What a member meant, and what was seen of them."""

    def __init__(self, verb, args, record, user, time):
        author = record["author"]
        self.verb, self.args, self.user, self.time = verb, args, user, time
        self.schedule = record["source"] == "schedule"
        self.roles, self.source = author.get("roles", []), record["source"]
        self.discord = self.source == "discord"
        # Read again after a restore: what was asked for may be worn by now, so what was seen before counts.
        self.worn = [r for r, held in user.roles.items() if held.worn] if record.get("late") and user else self.roles
        self.owner = bool(author.get("owner"))


def widen(permits):
    if "admin" in permits:
        return set(EVERY)
    return permits | {"teller", "auditor"} if "treasurer" in permits else permits


class Books:
    def __init__(self, guild, owner, currency, scale):
        self.guild, self.owner = guild, owner
        self.ledger, self.roles = Ledger(currency, scale), Roles(self)
        self.users, self.settings, self.permits = {}, {}, {guild: {"member"}}
        self.applied, self.requests, self.seq, self.last_time = set(), {}, 1, 0

    def snapshot(self):
        return copy.deepcopy(self)

    # --- records

    def read(self, seq, record, said, delivery):
        """SAID: what the driver meant, for a message of its own; DELIVERY: (kind, user, role) of a result's id."""
        self.seq, self.ledger.author = seq, None
        kind = record["type"]
        if kind in ("command", "reject"):
            return self.command(record, said)
        if kind == "guild":
            self.owner = record.get("owner_id", self.owner)
            if "bot_position" in record:
                self.roles.bot_position = record["bot_position"]
        elif kind == "role":
            self.roles.known.setdefault(record["role_id"], {"group": None}).update(
                name=record["name"], position=record["position"], managed=record["managed"], permissions=record["permissions"])
        elif kind == "member":
            self.roles.look(self.users.setdefault(record["user_id"], User(record["user_id"])), record)
        elif kind == "delivered":
            what, user, role = delivery
            code, transaction = self.roles.result(self.users[user], role, what == "role_add", record)
            return "ok", code, transaction
        return "ok", None, None

    def command(self, record, said):
        self.applied.add(record["message_id"])
        self.last_time = max(self.last_time, said["time"])
        author, user = record["author"], None
        if record["source"] == "discord":
            if not author["member"]:
                return "denied", "not_a_member", None
            user = self.users.setdefault(author["id"], User(author["id"]))
        if said.get("reject"):
            return "rejected", said["reject"], None
        command = Command(said["verb"].replace(" ", "_"), said["args"], record, user, said["time"])
        self.ledger.booking, self.ledger.officer, self.ledger.author = (said["verb"], said["time"]), None, user.id if user else None
        if PERMIT_OF.get(command.verb, "member") not in self.permits_of(command):
            return "denied", "missing_permit", None
        if user and PERMIT_OF.get(command.verb) in ("teller", "treasurer", "admin") and command.verb not in ("role_grant", "role_revoke"):
            self.ledger.officer = user.id
            if self.is_own(command):
                return "rejected", "own_account", None
        try:
            return "ok", None, getattr(self, "do_" + command.verb)(command)
        except Refused as refused:
            return refused.status, refused.code, None

    def is_own(self, c):
        """Whether the command names its author's own account."""
        named = [c.args.get(key) for key in ("who", "from", "to", "account")] + [name for name, _ in c.args.get("counted", ())]
        return "@" + c.user.id in named

    # --- looking

    def permits_of(self, c):
        if not c.discord or c.owner or c.user.id == self.owner:
            return set(EVERY)
        return widen(set().union(*(permits for role, permits in self.permits.items() if role == self.guild or role in c.roles)))

    def account_of(self, user):
        return self.ledger.by_owner.get(user.id) if user else None

    def find(self, reference):
        if reference.startswith("@"):
            account = self.ledger.by_owner.get(reference[1:])
            if not account:
                raise Refused("not_registered" if reference[1:] in self.users else "unknown_user")
            return account
        if fold(reference) in ("till", "caja"):
            return self.ledger.till
        if fold(reference) not in self.ledger.accounts:
            raise Refused("unknown_account")
        return self.ledger.accounts[fold(reference)]

    def own(self, c):
        if not c.user:
            raise Refused("no_own_account")
        if not self.account_of(c.user):
            raise Refused("not_registered")
        return self.account_of(c.user)

    # --- looking, as verbs

    def do_help(self, c):
        pass

    do_whoami = do_top = do_batch_status = do_permits = do_roles = do_batch_list = do_role_list = do_help

    def do_balance(self, c):
        who = c.args.get("who")
        if not who or (c.user and who == "@" + c.user.id):
            self.own(c)
        else:
            self.find(who)  # whether there is such an account comes before who may see it
            if not {"teller", "auditor"} & self.permits_of(c):
                raise Refused("missing_permit", "denied")

    do_history = do_balance

    def do_batch_show(self, c):
        number = int(c.args.get("batch", self.ledger.last_batch))
        if not 1 <= number <= self.ledger.last_batch:
            raise Refused("unknown_batch")

    def do_report(self, c):
        try:
            if "account" in c.args:
                self.find(c.args["account"])
            if "batch" in c.args:
                self.do_batch_show(c)
        except Refused:
            raise Refused("bad_report")
        if c.args.get("wrong"):
            raise Refused("bad_report")

    def do_statement(self, c):
        self.own(c)

    def do_private(self, c):
        if not c.user:
            raise Refused("no_preferences")

    do_hidden = do_notices = do_private

    def do_role_who(self, c):
        self.roles.find(c.args["role"])

    def do_why(self, c):
        if c.args["who"][1:] not in self.users:
            raise Refused("unknown_user")

    def do_mydata(self, c):
        if not c.user:
            raise Refused("no_own_data")

    def do_verify(self, c):
        number = int(c.args["code"].split("-")[0])
        if number > len(self.ledger.transactions):
            raise Refused("unknown_receipt")
        if self.ledger.transactions[number - 1]["code"] != c.args["code"]:
            raise Refused("wrong_receipt")

    def do_transaction(self, c):
        number, booked = c.args["transaction"], self.ledger.transactions
        if not 1 <= number <= len(booked):
            raise Refused("unknown_transaction")
        concerned = [booked[number - 1]["author"]] + [account.owner for account, _, _ in booked[number - 1]["lines"]]
        if "auditor" not in self.permits_of(c) and not (c.user and c.user.id in concerned):
            raise Refused("unknown_transaction")

    def do_forget(self, c):
        if not (c.user and c.args["who"] == "@" + c.user.id) and "admin" not in self.permits_of(c):
            raise Refused("missing_permit", "denied")
        if c.args["who"][1:] not in self.users:
            raise Refused("unknown_user")

    # --- money

    def do_pay(self, c):
        source = self.own(c)
        if c.args["to"] == "@" + c.user.id:
            raise Refused("self_payment")
        target = self.find(c.args["to"])
        money = self.ledger.sum(c.args, False)
        if target.kind in ("asset", "expense"):
            raise Refused("not_payable")
        if target.owner and self.users[target.owner].left:
            raise Refused("left")
        return self.ledger.transfer(source, target, money)

    def customer(self, c):
        account = self.find(c.args["who"])
        if account.kind != "liability":
            raise Refused("not_a_member_account")
        return account, self.ledger.sum(c.args, True)

    def do_deposit(self, c):
        account, money = self.customer(c)
        return self.ledger.transfer(self.ledger.till, account, money)

    def do_withdraw(self, c):
        account, money = self.customer(c)
        return self.ledger.transfer(account, self.ledger.till, money)

    def do_move(self, c):
        source, target = self.find(c.args["from"]), self.find(c.args["to"])
        if source is target:
            raise Refused("same_account")
        return self.ledger.move(source, target, self.ledger.sum(c.args, True))

    def do_reverse(self, c):
        return self.ledger.reverse(int(c.args["transaction"]))

    def do_account_open(self, c):
        name, ledger = c.args["name"], self.ledger
        if fold(name) in ledger.accounts or fold(name) in ("till", "caja"):
            raise Refused("name_taken")
        floor = c.args.get("floor")
        minor = ledger.amount(floor, ledger.currency) if floor else None
        if minor and minor > 0:
            raise Refused("above_balance")
        account = ledger.add(name, c.args["kind"])
        account.need(ledger.currency)
        account.floors[ledger.currency] = minor

    def do_account_close(self, c):
        account = self.find(c.args["account"])
        if account.state == "closed":
            raise Refused("account_closed")
        if account.purpose:
            raise Refused("account_needed")
        if any(account.signed.values()):
            raise Refused("not_empty")
        account.state = "closed"

    def do_account_freeze(self, c):
        account = self.find(c.args["account"])
        if account.state != "open":
            raise Refused("not_open")
        account.state = "frozen"

    def do_account_unfreeze(self, c):
        account = self.find(c.args["account"])
        if account.state != "frozen":
            raise Refused("not_frozen")
        account.state = "open"

    def do_account_limit(self, c):
        account = self.find(c.args["account"])
        currency = c.args.get("currency", self.ledger.currency).upper()
        if currency not in self.ledger.scales:
            raise Refused("unknown_currency")
        floor = None if c.args["limit"] == "none" else self.ledger.amount(c.args["limit"], currency)
        if floor is not None and account.holdings(currency) < floor:
            raise Refused("above_balance")
        account.need(currency)
        account.floors[currency] = NO_FLOOR if floor is None and account.kind == "asset" else floor

    def do_batch_open(self, c):
        if self.ledger.batch:
            raise Refused("batch_open")
        self.ledger.open_batch()

    def do_batch_close(self, c):
        return self.ledger.count_and_close(lambda: [(self.find(name), text) for name, text in c.args.get("counted", ())], c.args.get("difference") == "book",
                                           bool(c.args) or c.schedule)

    # --- who takes part

    def keep(self, user, state, request):
        user.registration = [state, request]
        self.requests[request] = user.id

    def open_account(self, user):
        if user.registration and user.registration[0] != "approved":
            self.keep(user, "approved", user.registration[1])
        account = self.account_of(user)
        if account:
            account.state = "open"
        else:
            self.ledger.add("@" + user.id, "liability", user.id).need(self.ledger.currency)
        granted = self.settings.get("registration.grants")
        if granted in self.roles.known and not self.roles.powerful(granted):
            self.roles.wish(user, granted, True, granted=True)

    def is_open(self, user):
        account = self.account_of(user)
        return account and account.state != "closed"

    def do_register(self, c):
        who = c.args.get("who")
        for_other = who and not (c.user and who == "@" + c.user.id)
        user = self.users.get(who[1:]) if for_other else c.user
        if not c.user and not who:
            raise Refused("no_own_account")
        if not user:
            raise Refused("unknown_user")
        if self.is_open(user):
            raise Refused("already_registered")
        if not for_other and self.account_of(user) and (not user.registration or user.registration[0] == "approved"):
            raise Refused("account_closed")
        if for_other and user.left:
            raise Refused("left")
        policy = self.settings.get("registration", "open")
        treasurer = "treasurer" in self.permits_of(c) and (for_other or policy == "approval")  # they are who would approve
        if not treasurer:
            if for_other:
                raise Refused("missing_permit", "denied")
            if policy == "invitation":
                raise Refused("registration_by_invitation")
            if policy == "role" and self.settings.get("registration.role") not in c.roles:
                raise Refused("registration_by_role")
            if policy == "approval":
                if user.registration and user.registration[0] == "waiting":
                    raise Refused("waiting")
                self.keep(user, "waiting", self.seq)
                return
        self.open_account(user)

    def do_unregister(self, c):
        account = self.own(c)
        if account.state != "open":
            raise Refused("account_" + account.state)
        if any(account.signed.values()):
            raise Refused("not_empty")
        self.keep(c.user, "withdrawn", self.seq)
        account.state = "closed"

    def asker(self, c):
        """Who asked for what is approved or rejected: known, waiting, another's, and then whether one may."""
        who = c.args["who"]
        user = self.users.get(who[1:] if who.startswith("@") else self.requests.get(int(who)))
        if not user or (who.startswith("@") and not (user.registration and user.registration[0] == "waiting")):
            raise Refused("unknown_request")
        if not who.startswith("@") and user.registration != ["waiting", int(who)]:
            raise Refused("already_decided")
        if user is c.user:
            raise Refused("own_request" if c.verb == "approve" else "use_cancel")
        if "treasurer" not in self.permits_of(c):
            raise Refused("missing_permit", "denied")
        return user

    def do_approve(self, c):
        user = self.asker(c)
        self.keep(user, "approved", user.registration[1])
        if not self.is_open(user):
            self.open_account(user)

    def do_reject(self, c):
        user = self.asker(c)
        self.keep(user, "rejected", user.registration[1])

    # --- what admins set

    def do_permit(self, c):
        role, permit = c.args["role"], c.args["permit"]
        role = self.guild if role == "everyone" else role[1:]
        if role == self.guild and permit not in ("member", "none"):
            raise Refused("everyone_too_powerful")
        offered = (role in self.roles.known and self.roles.known[role].get("group")) or role == self.settings.get("registration.grants")
        if permit not in ("member", "none") and offered:
            raise Refused("role_is_offered")
        self.permits[role] = {"none": set(), "member": {"member"}}.get(permit, {"member", permit})

    def do_config(self, c):
        key, value = c.args["key"], c.args.get("value")
        if key.startswith("currency."):
            code = key[9:]
            if code in self.ledger.scales:
                raise Refused("currency_exists")
            if not (len(value) == 1 and value.isdigit()):
                raise Refused("bad_value")
            self.ledger.scales[code] = int(value)
            return
        if key not in CHOICES and key not in ("prefix", "channel", "report.channel", "registration.role", "registration.grants"):
            raise Refused("unknown_setting")
        if value is None:
            return
        if key in CHOICES and value not in CHOICES[key]:
            raise Refused("bad_value")
        if key == "registration.grants" and value != "none":
            self.roles.can_offer(self.roles.find("&" + value))
        self.settings[key] = value
        self.ledger.manual = self.settings.get("batch.policy") == "manual"

    # --- roles

    def do_role_take(self, c):
        if not c.user:
            raise Refused("no_own_roles")
        return self.roles.take(c)

    def do_role_leave(self, c):
        if not c.user:
            raise Refused("no_own_roles")
        self.roles.leave(c)

    def do_role_group(self, c):
        self.roles.order_group(c)

    def do_role_allow(self, c):
        self.roles.allow(c)

    def do_role_deny(self, c):
        self.roles.deny(c)

    def do_role_grant(self, c):
        self.roles.grant(c)

    def do_role_revoke(self, c):
        self.roles.revoke(c)
