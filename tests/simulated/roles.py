"""Roles of the model: what the books want, what was seen on Discord, what is on its way; groups, fees, ends."""
from money import Refused

UNKNOWN_MEMBER = (10007, 10013)
# Kick, ban, administrator, manage channels, server; audit log; manage messages; mention everyone; insights; mute, deafen, move; manage
# nicknames, roles, webhooks, expressions, events, threads; timeout; subscription insights.
POWERS = sum(1 << bit for bit in (1, 2, 3, 4, 5, 7, 13, 17, 19, 22, 23, 24, 27, 28, 29, 30, 33, 34, 40, 41))


class Held:
    """One role of one member."""

    def __init__(self):
        self.worn = self.decided = self.wanted = self.granted = False
        self.until = self.fee = 0
        self.adding = self.removing = 0

    def waits(self):
        return self.adding or self.removing


class Roles:
    """A part of the model; BOOKS has users, ledger, permits and settings."""

    def __init__(self, books):
        self.books, self.known, self.groups = books, {}, {}
        self.bot_position = None

    # --- looking

    def find(self, reference, offered=False):
        if reference == "everyone":
            raise Refused("role_everyone")
        if reference.startswith("&"):
            if reference[1:] not in self.known:
                raise Refused("unknown_role")
            if offered and not self.known[reference[1:]].get("group"):
                raise Refused("role_not_offered")
            return reference[1:]
        named = [r for r, role in self.known.items() if role["name"].casefold() == reference.lstrip("@").casefold() and (not offered or role.get("group"))]
        if len(named) > 1:
            raise Refused("ambiguous_role")
        if not named:
            raise Refused("role_not_offered" if offered else "unknown_role")
        return named[0]

    def can_hand_out(self, role):
        known = self.known[role]
        if known["managed"]:
            raise Refused("role_managed")
        if self.bot_position is not None and known["position"] >= self.bot_position:
            raise Refused("role_above_bot")

    def can_offer(self, role):
        self.can_hand_out(role)
        if self.powerful(role) or self.books.permits.get(role, set()) - {"member"}:
            raise Refused("role_too_powerful")

    def powerful(self, role):
        """Whether it lets its wearers do to others what everyone may not."""
        everyone = int(self.known.get(self.books.guild, {"permissions": 0})["permissions"])
        return not everyone & 8 and int(self.known[role]["permissions"]) & POWERS & ~everyone

    @staticmethod
    def wears(user, role, seen):
        held = user.roles.get(role)
        return held.wanted if held and held.decided else role in seen

    # --- wanting and delivering

    def deliver(self, user, role, sure):
        held = user.roles[role]
        if user.left or (held.adding if held.wanted else held.removing) or (not held.waits() and held.worn == held.wanted and sure):
            return
        if held.wanted:
            held.adding += 1
        else:
            held.removing += 1

    def wish(self, user, role, wanted, granted=False, until=0, fee=0, unsure=False):
        held = user.roles.setdefault(role, Held())
        held.decided, held.wanted, held.granted, held.until = True, wanted, granted, until
        if fee or not held.adding:
            held.fee = fee
        self.deliver(user, role, user.seen and not unsure)

    def result(self, user, role, adds, record):
        """A delivery came to its end. Returns (code, transaction)."""
        held = user.roles.setdefault(role, Held())
        if adds:
            held.adding -= held.adding > 0
        else:
            held.removing -= held.removing > 0
        if record["status"] == "failed":
            return self.refused(user, role, adds, record["error"]["code"])
        held.worn = adds
        group = self.group_of(role)
        if adds and held.decided and held.wanted and group and group["most"] == 1:
            for other in sorted(self.known, key=int):
                if other != role and self.group_of(other) is group and self.wears(user, other, [r for r, h in user.roles.items() if h.worn]):
                    self.wish(user, other, False)
        if held.decided and not held.waits():
            self.heal(user, role)
        return None, None

    def refused(self, user, role, adds, code):
        held, transaction, outcome = user.roles[role], None, None
        if not adds or not held.decided or (code in UNKNOWN_MEMBER if held.wanted else not held.fee):
            return None, None
        if held.fee:
            self.books.ledger.booking = "refund", self.books.last_time
            try:
                transaction = self.books.ledger.reverse(held.fee, anyhow=True)
            except Refused as refused:
                outcome = "not_refunded" if refused.code.startswith("account_") or refused.code == "insufficient_funds" else None
        held.fee, held.decided = 0, held.granted or not held.wanted
        return outcome, transaction

    def look(self, user, record):
        """A member as the roster shows them."""
        before_too = user.seen and not user.left
        user.seen, user.left = True, record.get("left", False)
        if user.left and before_too and user.registration and user.registration[0] == "waiting":
            self.books.keep(user, "withdrawn", user.registration[1])  # who leaves takes back what only they asked for
        for role in record["roles"]:
            user.roles.setdefault(role, Held())
        for role, held in user.roles.items():
            if user.left:
                held.worn = False
                continue
            now, before = role in record["roles"], held.worn
            held.worn = now
            if not held.waits():
                self.compare(user, role, held, now, before, before_too and before != now)

    def compare(self, user, role, held, now, before, by_hand):
        books_win = self.books.settings.get("roles.authority", "books") == "books"
        if not held.decided and by_hand and self.group_of(role) and not self.powerful(role) and books_win:
            held.decided, held.wanted, held.granted = True, before, True
        if not held.decided or held.wanted == now or role not in self.known:
            return
        if by_hand and not books_win:
            held.wanted, held.until, held.fee = now, 0, 0
        else:
            self.heal(user, role)

    def heal(self, user, role):
        """What the books want and Discord lacks; not a role that became powerful, unless an admin granted it."""
        held = user.roles[role]
        by_itself = not held.granted or role == self.books.settings.get("registration.grants")
        became = role in self.known and (self.powerful(role) or self.books.permits.get(role, set()) - {"member"})
        if held.wanted and not held.worn and by_itself and became:
            held.decided = False
        else:
            self.deliver(user, role, True)

    def due(self, now):
        return {(user.id, role, held.until) for user in self.books.users.values() for role, held in user.roles.items()
                if held.decided and held.wanted and held.until and held.until <= now}

    # --- what members choose

    def group_of(self, role):
        return self.groups.get(self.known[role].get("group")) if role in self.known else None

    def take(self, c):
        role = self.find(c.args["role"], offered=True)
        self.can_hand_out(role)
        if self.powerful(role):
            raise Refused("role_too_powerful")
        user, group = c.user, self.group_of(role)
        if self.wears(user, role, c.worn):
            raise Refused("already_worn")
        held = user.roles.setdefault(role, Held())
        fee = group["fee"] and not (held.adding and held.fee)
        account = self.books.account_of(user)
        if (group["registered"] or group["fee"]) and (not account or account.state == "closed"):
            raise Refused("not_registered")
        if group["needs"] and not self.wears(user, group["needs"], c.worn):
            raise Refused("role_needed")
        if group["most"] > 1 and sum(self.group_of(r) is group and self.wears(user, r, c.worn) for r in self.known) >= group["most"]:
            raise Refused("group_full")
        transaction = self.books.ledger.transfer(account, self.books.ledger.fees, (group["fee"], group["currency"])) if fee else None
        for other in sorted(self.known, key=int):
            if group["most"] == 1 and other != role and self.group_of(other) is group and self.wears(user, other, c.worn) and other not in c.roles:
                self.wish(user, other, False)
        self.wish(user, role, True, fee=transaction or 0, unsure=role not in c.roles)
        return transaction

    def leave(self, c):
        role = self.find(c.args["role"], offered=True)
        self.can_hand_out(role)
        if not self.wears(c.user, role, c.worn):
            raise Refused("not_worn")
        self.wish(c.user, role, False, unsure=role in c.roles)

    # --- what admins order

    def wearer(self, c, ending=False):
        user = self.books.users.get(c.args["who"][1:])
        if not user:
            raise Refused("unknown_user")
        if user.left and not ending:
            raise Refused("left")
        if user is c.user and not c.owner:
            raise Refused("own_role")
        return user

    def grant(self, c):
        user, role = self.wearer(c), self.find(c.args["role"])
        self.can_hand_out(role)
        until = c.time + c.args["until_in"] if "until_in" in c.args else c.args.get("until", 0)
        if until <= c.time and "until" in c.args:
            raise Refused("past")
        held = user.roles.setdefault(role, Held())
        if held.decided and held.wanted and held.until == until:
            raise Refused("already_worn")
        self.wish(user, role, True, granted=True, until=until)

    def revoke(self, c):
        ending = c.args.get("ending_ms")
        user, role = self.wearer(c, ending), self.find(c.args["role"])
        if not ending:
            self.can_hand_out(role)
        held = user.roles.setdefault(role, Held())
        if ending and not (held.decided and held.wanted and held.until == ending):
            raise Refused("not_due")
        if held.decided and not held.wanted:
            raise Refused("not_worn")
        self.wish(user, role, False, granted=True)

    def circle(self, group, joining, needs):
        """Whether a role of GROUP, once JOINING are in it, would be needed before one could have the first."""
        for _ in range(64):
            if not needs:
                return False
            role = self.known.get(needs)
            if needs in joining or (role and group and role.get("group") == group):
                return True
            needs = self.groups[role["group"]]["needs"] if role and role.get("group") else None
        return bool(needs)

    def order_group(self, c):
        name, most, ledger = c.args["name"], c.args["most"], self.books.ledger
        key = name.casefold()
        if most == "none":
            if key not in self.groups:
                raise Refused("bad_group")
            for role in self.known.values():
                if role.get("group") == key:
                    role["group"] = None
            del self.groups[key]
            return
        needs, registered = None, c.args.get("needs") == "registered"
        if "needs" in c.args and not registered:
            needs = self.find(c.args["needs"])
        fee = ledger.amount(c.args["fee"], ledger.currency) if "fee" in c.args else 0
        roles = [self.find("&" + r) for r in c.args["roles"]]
        for role in roles:
            self.can_offer(role)
        if self.circle(key if key in self.groups else None, roles, needs):
            raise Refused("circular_condition")
        if fee and not ledger.fees:
            if "role-fees" in ledger.accounts:
                raise Refused("name_taken")
            ledger.fees = ledger.add("role-fees", "income", purpose="fees")
        self.groups.setdefault(key, {}).update(most={"one": 1, "any": 0}.get(most) if most in ("one", "any") else int(most), needs=needs, registered=registered,
                                               fee=fee, currency=ledger.currency)
        for role in roles:
            self.known[role]["group"] = key

    def allow(self, c):
        role = self.find(c.args["role"])
        self.can_offer(role)
        if self.known[role].get("group"):
            raise Refused("already_offered")
        if "roles" in self.groups and self.circle("roles", [role], self.groups["roles"]["needs"]):
            raise Refused("circular_condition")
        self.groups.setdefault("roles", {"most": 0, "needs": None, "registered": False, "fee": 0, "currency": self.books.ledger.currency})
        self.known[role]["group"] = "roles"

    def deny(self, c):
        self.known[self.find(c.args["role"], offered=True)]["group"] = None
