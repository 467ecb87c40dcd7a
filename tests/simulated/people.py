"""The people of the simulated guild: what they write, in which language, and what they mean by it.

Each verb of the grammar has a method `say_VERB`, which gives the words behind the verb and the arguments that are meant; a verb without
one fails the test by its name. Who is asked what is drawn by chance, with an eye on the model so that much of it succeeds."""
import datetime, re, zoneinfo

GUILD, OWNER, BOT = "1000", "10", "999"
ZONE = zoneinfo.ZoneInfo("Europe/Madrid")
STAFF = {"501": "teller", "502": "treasurer", "503": "auditor", "504": "admin"}
COLOURS, GAMES, PAID, INNER, ALONE = ["601", "602", "603"], ["611", "612", "613", "614"], ["621", "622"], ["631", "632"], ["641", "642"]
WELCOME, REGISTRAR, ABOVE, MANAGED = "661", "505", "900", "901"
SPANISH = {"asset": "activo", "liability": "pasivo", "equity": "patrimonio", "income": "ingreso", "expense": "gasto", "member": "miembro", "teller": "cajero",
           "treasurer": "tesorero", "auditor": "auditor", "admin": "admin", "none": "ninguno", "one": "uno", "any": "varios", "everyone": "todos", "till": "caja",
           "batch.policy": "lote.política", "registration": "registro", "registration.role": "registro.rol", "registration.grants": "registro.da",
           "roles.authority": "roles.autoridad", "open": "abierto", "role": "rol", "approval": "aprobación", "invitation": "invitación", "books": "libros",
           "registered": "registrado"}
REPORTS = {"balances": "saldos", "trial-balance": "sumas-y-saldos", "balance-sheet": "balance", "income": "resultados", "statement": "extracto", "journal": "diario",
           "batches": "lotes", "batch-totals": "totales-de-lotes", "balances-over-time": "saldos-por-dia", "flows": "flujos", "hours": "horas",
           "activity": "actividad", "top": "ranking", "users": "usuarios", "log": "registro", "roles": "roles", "permits": "permisos", "registrations": "registros", "failed": "fallidas"}
DATED = {"income", "statement", "journal", "balances-over-time", "flows", "hours", "activity", "log"}
COMMON = {"pay": 30, "balance": 6, "deposit": 9, "withdraw": 4, "move": 4, "history": 3, "role take": 4, "role leave": 2, "register": 3, "role grant": 2}
# What waits and what recurs: tests/month/property plays these with a model of its own, in which days fall due; here time passes by the minute.
OF_MONTH = set("""accept, decline, cancel, remind, requests, request, split, charge, hold, capture, release, every, schedules, schedule show, schedule pause,
    schedule resume, schedule stop, dues, dues exempt, budget, limits, statement monthly, undo""".replace("\n   ", "").split(", "))
OF_BUTTONS = {"role menu"}  # by text alone, as here, it never succeeds: tests/bats/buttons.bats
OF_BANK = {"year close", "line", "to-sort", "assign", "assign list", "assign forget", "reconcile", "attach", "proof"}  # a bank's list, files, closed batches: bank.bats, reconcile.bats, evidence.bats, sums.bats, closed-years.bats
MEMOS = ["cuota", "cena del martes", "lunch & more", "=1+1", "@everyone 🎲", "'); DROP TABLE entries; --", "50%", "`code` *bold*", "; a:b  2020-01-01"]


def words_of_manual(path):
    """{verb: {"en": [words], "es": [words]}} of the manual's table, without those of the month, of buttons and of banks."""
    return {verb: words for verb, words in all_words_of_manual(path).items() if verb not in OF_MONTH | OF_BUTTONS | OF_BANK}


def all_words_of_manual(path):
    table = {}
    for line in open(path, encoding="utf8"):
        cells = line.rstrip("\n").split(" Ta ")
        if line.startswith(".It Cm ") and len(cells) == 3 and cells[2] in ("all", "tellers", "treasurers", "auditors", "admins"):
            en, es = (re.sub(r"^(\.It )?Cm ", "", cell).split(" No or Cm ") for cell in cells[:2])
            table[en[0]] = {"en": en, "es": es}
    return table


class Person:
    def __init__(self, id, name, lang, roles=()):
        self.id, self.name, self.lang, self.roles, self.here = id, name, lang, list(roles), False


class People:
    def __init__(self, rng, count, words):
        self.rng, self.words, self.books = rng, words, None
        staff = [("11", ["501"]), ("12", ["501"]), ("13", ["502"]), ("14", ["502"]), ("15", ["503"]), ("16", ["504"])]
        self.all = [Person(OWNER, "owner", "en")] + [Person(i, "staff" + i, rng.choice(["en", "es"]), r) for i, r in staff]
        self.all += [Person(str(10000 + n), rng.choice(["ana", "íñigo", "zoë", "日本", "bob", "O'Hara", "=cmd"]) + str(n), rng.choice(["en", "es"]),
                            ["505"] if n % 5 == 0 else []) for n in range(count - len(self.all))]
        self.by_id = {p.id: p for p in self.all}
        self.turn = []  # verbs in both languages, so that none is left out by chance

    def missing(self):
        return sorted(v for v in self.words if not hasattr(self, "say_" + v.replace(" ", "_")))

    def present(self):
        return [p for p in self.all if p.here]

    # --- choosing

    def author(self, verb):
        from books import PERMIT_OF
        permit = "treasurer" if verb in ("approve", "reject") else PERMIT_OF.get(verb.replace(" ", "_"))
        if permit and self.rng.random() < 0.9:
            fitting = [p for p in self.all[1:7] if p.here and (STAFF[p.roles[0]] == permit or (STAFF[p.roles[0]] == "treasurer" and permit != "admin"))]
            if permit == "admin" or not fitting:
                return self.rng.choice([self.by_id[OWNER], self.by_id[OWNER], self.by_id["16"]])
            return self.rng.choice(fitting)
        return self.rng.choice(self.present())

    def command(self, time, author=None, verb=None, lang=None):
        """What is written at TIME (Unix ms): user, text, and what is meant."""
        rng = self.rng
        if not verb and rng.random() < 0.04:
            return self.nonsense()
        if not verb and rng.random() < 0.25:
            if not self.turn:
                self.turn = [(v, lang) for v in self.words for lang in ("en", "es")]
                rng.shuffle(self.turn)
            verb, lang = self.turn.pop()
        verb = verb or rng.choices(list(COMMON), list(COMMON.values()))[0]
        author = author or self.author(verb)
        lang = lang or author.lang
        rest, args = getattr(self, "say_" + verb.replace(" ", "_"))(author, lang, time)
        return {"user": author.id, "text": (rng.choice(self.words[verb][lang]) + " " + rest).strip(), "verb": verb, "args": args, "lang": lang}

    def nonsense(self):
        other = self.mention(self.someone())
        text, code = self.rng.choice([("pay %s 1,000" % other, "ambiguous_amount"), ("batch", "incomplete_verb"), ("pagar %s" % other, "missing_argument"),
                                      ("deposit %s 5" % other, "missing_memo"), ("reverse x y", "number_expected"), ("cuenta abrir x nada", "bad_choice"),
                                      ("pay %s 5 \"lunch" % other, "unclosed_quote"), ("pay %s 5 %s" % (other, "x y" * 80), "memo_too_long"),
                                      ("pay %s 0" % other, "zero_amount"), ("balance %s now" % other, "surplus")])
        return {"user": self.rng.choice(self.present()).id, "text": text, "reject": code, "lang": "en"}

    def someone(self):
        people = self.present() if self.rng.random() < 0.97 else self.all
        registered = [p for p in people if p.id in self.books.ledger.by_owner]
        return self.rng.choice(registered if registered and self.rng.random() < 0.9 else people)

    @staticmethod
    def mention(person):
        return "<@%s>" % person.id

    def who(self, person=None):
        person = person or self.someone()
        return self.rng.choice(["<@%s>", "<@!%s>"]) % person.id, "@" + person.id

    def account(self, lang, kinds=None):
        """An account of the guild, or a member's: as written, and as meant."""
        own = [a for a in self.books.ledger.accounts.values() if not a.owner and (not kinds or a.kind in kinds)]
        if not own or self.rng.random() < 0.35 or self.rng.random() < 0.02:
            return self.who()
        name = self.rng.choice(own).name if self.rng.random() < 0.97 else "nowhere"
        written = "caja" if name == "till" and lang == "es" else name.upper() if self.rng.random() < 0.1 else name
        return '"%s"' % written if " " in written else written, name

    def number(self, minor, scale, lang):
        whole, part = divmod(abs(minor), 10**scale)
        digits = "%0*d" % (scale, part) if scale else ""
        digits = digits.rstrip("0") if self.rng.random() < 0.5 else digits
        digits += "0" * (len(digits) == 3)  # three behind one separator could be thousands
        point, group = (",", ".") if lang == "es" else (".", ",")
        text = "{:,}".format(whole).replace(",", group) if whole >= 1000 and digits and self.rng.random() < 0.7 else str(whole)
        return ("-" if minor < 0 else "") + text + (point + digits if digits else ""), ("-" if minor < 0 else "") + str(whole) + ("." + digits if digits else "")

    def sum(self, lang, memo_needed, most=40):
        """"12.50 EUR lunch" and its arguments."""
        rng, args = self.rng, {}
        scales = self.books.ledger.scales
        code = rng.choice(list(scales) + [self.books.ledger.currency] * 4)
        scale = scales[code]
        minor = rng.randrange(1, most * 10**scale) if rng.random() < 0.95 else rng.choice([1, 10**scale * 5000 + 7 % 10**scale, 10**15 + 1])
        written, args["amount"] = self.number(minor, scale, lang)
        if rng.random() < 0.01 and scale < 8:
            written, args["amount"] = ("1,0000000001", "1.0000000001") if lang == "es" else ("1.0000000001", "1.0000000001")
        if code != self.books.ledger.currency or rng.random() < 0.2:
            args["currency"] = rng.choice([code, code.lower()]) if rng.random() < 0.97 else "XYZ"
            written += " " + args["currency"]
        if memo_needed or rng.random() < 0.5:
            args["memo"] = rng.choice(MEMOS)
            first = args["memo"].split()[0].upper()
            quoted = ("currency" not in args and first.isalnum()) or first[0] in "@0123456789"  # else it could belong to the amount
            written += " " + ('"%s"' % args["memo"] if quoted else args["memo"])
        return written, args

    def all_of(self, owner, lang):
        """What somebody has, or the least more: where a floor is."""
        account, scales = self.books.ledger.by_owner.get(owner), self.books.ledger.scales
        code = self.rng.choice(list(scales))
        minor = max(account.holdings(code) if account else 0, 1) + self.rng.choice([0, 0, 0, 1])
        written, amount = self.number(minor, scales[code], lang)
        return "%s %s all" % (written, code), {"amount": amount, "currency": code, "memo": "all"}

    # --- what each verb takes

    def say_help(self, author, lang, time):
        verb = self.rng.choice(list(self.words))
        return self.rng.choice([("", {}), (self.words[verb][lang][0], {"verb": verb})])

    def say_whoami(self, author, lang, time):
        return "", {}

    say_batch_status = say_permits = say_roles = say_role_list = say_unregister = say_mydata = say_batch_open = say_whoami

    def say_register(self, author, lang, time):
        newcomers = [p for p in self.present() if p.id not in self.books.ledger.by_owner]
        if newcomers and author.roles[:1] in (["502"], ["501"]) and self.rng.random() < 0.7:
            written, args = self.who(self.rng.choice(newcomers))
            return written, {"who": args}
        return "", {}

    def say_balance(self, author, lang, time):
        if self.rng.random() < 0.7:
            return "", {}
        written, who = self.who() if self.rng.random() < 0.7 else self.account(lang)
        return written, {"who": who}

    def say_history(self, author, lang, time):
        n = self.rng.randrange(1, 20)
        return self.rng.choice([("", {}), (str(n), {"n": n})])

    def say_statement(self, author, lang, time):
        return self.rng.choice([("", {}), ("30d", {}), ("2025-01", {})])

    def chosen(self, lang, values):
        """One of VALUES, pairs of English and Spanish, or nothing: what it is now."""
        pair = self.rng.choice([("", "")] + values)
        return pair[lang == "es"], {}

    def say_private(self, author, lang, time):
        return self.chosen(lang, [("on", "si"), ("off", "no")])

    def say_hidden(self, author, lang, time):
        return self.chosen(lang, [("on", "si"), ("off", "no")])

    def say_notices(self, author, lang, time):
        return self.chosen(lang, [("ping", "mencion"), ("dm", "privado"), ("off", "no")])

    def say_top(self, author, lang, time):
        return self.rng.choice([("", {}), ("5", {"n": 5})])

    def say_pay(self, author, lang, time):
        written, to = self.who() if self.rng.random() < 0.93 else self.account(lang)
        words, args = self.all_of(author.id, lang) if self.rng.random() < 0.12 else self.sum(lang, False)
        return "%s %s" % (written, words), dict(args, to=to)

    def say_deposit(self, author, lang, time):
        written, who = self.who() if self.rng.random() < 0.97 else self.account(lang)
        words, args = self.sum(lang, True, 100)
        return "%s %s" % (written, words), dict(args, who=who)

    def say_withdraw(self, author, lang, time):
        written, who = self.who()
        words, args = self.all_of(who[1:], lang) if self.rng.random() < 0.15 else self.sum(lang, True, 30)
        return "%s %s" % (written, words), dict(args, who=who)

    def say_move(self, author, lang, time):
        (one, source), (two, target) = self.account(lang), self.account(lang)
        words, args = self.sum(lang, True, 60)
        return "%s %s %s" % (one, two, words), dict(args, **{"from": source, "to": target})

    def say_account_open(self, author, lang, time):
        name = self.rng.choice(["events", "Biblioteca café", "gifts", "Bote", "rent %d" % self.rng.randrange(9), "🎲", "savings", "till"])
        kind = self.rng.choice(["asset", "liability", "equity", "income", "expense"])
        words, args = '"%s" %s' % (name, self.word(kind, lang)), {"name": name, "kind": kind}
        if self.rng.random() < 0.3:
            written, args["floor"] = self.number(self.rng.choice([0, -5000, 100]), 2, lang)
            words += (" floor=" if lang == "en" else " mínimo=") + written
        return words, args

    @staticmethod
    def word(english, lang):
        return SPANISH.get(english, english) if lang == "es" else english

    def say_account_close(self, author, lang, time):
        written, account = self.account(lang)
        return written, {"account": account}

    say_account_freeze = say_account_close

    def say_account_unfreeze(self, author, lang, time):
        frozen = [a for a in self.books.ledger.accounts.values() if a.state == "frozen"]
        if not frozen:
            return self.say_account_close(author, lang, time)
        account = self.rng.choice(frozen)
        return ("<@%s>" % account.owner if account.owner else '"%s"' % account.name), {"account": account.name}

    def say_account_limit(self, author, lang, time):
        written, account = self.account(lang)
        limit, args = self.rng.choice([("none", "none"), ("0", "0"), ("-20", "-20"), ("5", "5"), ("-12.50" if lang == "en" else "-12,50", "-12.50")])
        return "%s %s" % (written, self.word(limit, lang) if limit == "none" else limit), {"account": account, "limit": args}

    def say_reverse(self, author, lang, time):
        last = len(self.books.ledger.transactions)
        number = self.rng.randrange(max(1, last - 30), last + 3)
        return "%s%d %s" % (self.rng.choice(["", "#"]), number, self.rng.choice(MEMOS)), {"transaction": number}

    def say_transaction(self, author, lang, time):
        booked = self.books.ledger.transactions
        last = len(booked)
        number = self.rng.randrange(max(1, last - 30), last + 3)
        mine = [n for n in range(max(1, last - 300), last + 1) if booked[n - 1]["author"] == author.id]
        if mine and self.rng.random() < 0.5: # most members may see no other
            number = self.rng.choice(mine)
        return "%s%d" % (self.rng.choice(["", "#"]), number), {"transaction": number}

    def say_batch_close(self, author, lang, time):
        ledger, rng = self.books.ledger, self.rng
        chance = rng.random()
        if chance < 0.1:
            return "", {}
        if chance < 0.3:
            return {"en": "till=uncounted", "es": "caja=sin-contar"}[lang], {"uncounted": "till"}
        counted, words = [], []
        for name in ["till"] + [a.name for a in ledger.accounts.values() if a.kind == "asset" and not a.purpose and " " not in a.name][:rng.randrange(2)]:
            minor = ledger.accounts[name.casefold()].holdings(ledger.currency) + rng.choice([0, 0, 0, 25, -130])
            written, text = self.number(minor, 2, lang)
            counted.append((name, text))
            words.append("%s=%s" % (self.word(name, lang), written))
        args = {"counted": counted}
        if rng.random() < 0.6:
            args["difference"] = "book"
            words.append("difference=book" if lang == "en" else "diferencia=asentar")
        return " ".join(words), args

    def say_batch_list(self, author, lang, time):
        return self.rng.choice([("", {}), ("3", {})])

    def say_batch_show(self, author, lang, time):
        number = self.rng.randrange(1, self.books.ledger.last_batch + 3)
        return self.rng.choice([("", {}), (str(number), {"batch": number})])

    def say_report(self, author, lang, time):
        name, rng = self.rng.choice(list(REPORTS)), self.rng
        words, args = [name if lang == "en" else REPORTS[name]], {}
        if name == "statement":
            written, args["account"] = self.who() if rng.random() < 0.8 else self.account(lang)
            words.append(written)
        if name in DATED and rng.random() < 0.7:
            day = datetime.datetime.fromtimestamp(time / 1000, ZONE).date() - datetime.timedelta(days=rng.randrange(40))
            words.append(("from=%s" if lang == "en" else "desde=%s") % day)
        if name in ("users", "roles", "permits") and rng.random() < 0.3:
            args["wrong"] = True
            words.append("batch=1" if lang == "en" else "lote=1")
        return " ".join(words), args

    def say_permit(self, author, lang, time):
        role = self.rng.choice(["everyone", "&" + ALONE[0], "&" + COLOURS[0], "&671", "&672"])
        permit = "member" if role == "everyone" and self.rng.random() < 0.7 else self.rng.choice(["member", "none", "teller", "auditor", "treasurer"])
        if role == "everyone" and permit == "none":
            permit = "member"
        return "%s %s" % (self.word("everyone", lang) if role == "everyone" else "<@&%s>" % role[1:], self.word(permit, lang)), {"role": role, "permit": permit}

    def say_config(self, author, lang, time):
        rng = self.rng
        key = rng.choice(["batch.policy", "registration", "registration.role", "registration.grants", "roles.authority", "language", "currency.PTS", "nothing", "batch.policy"])
        if key == "batch.policy":
            value = "auto" if rng.random() < 0.8 else "manual"
        else:
            value = {"registration": rng.choice(["open", "open", "role", "approval", "invitation", "maybe"]), "registration.role": REGISTRAR,
                     "registration.grants": rng.choice([WELCOME, WELCOME, ABOVE, "none"]), "roles.authority": rng.choice(["books", "books", "discord"]),
                     "language": "en", "currency.PTS": "3", "nothing": "1"}[key]
        if rng.random() < 0.15 and not key.startswith("currency"):
            return self.word(key, lang), {"key": key}
        written = "<@&%s>" % value if value.isdigit() and len(value) > 2 else self.word(value, lang)
        spoken = key.replace("currency", "moneda") if lang == "es" else key
        spoken = {"language": "idioma"}.get(spoken, spoken) if lang == "es" else spoken
        return "%s %s" % (self.word(spoken, lang), written), {"key": key, "value": value}

    def say_approve(self, author, lang, time):
        waiting = [u for u in self.books.users.values() if u.registration and u.registration[0] == "waiting"]
        if waiting and self.rng.random() < 0.9:
            user = self.rng.choice(waiting)
            return ("<@%s>" % user.id, {"who": "@" + user.id}) if self.rng.random() < 0.5 else (str(user.registration[1]), {"who": str(user.registration[1])})
        return "7", {"who": "7"}

    say_reject = say_approve

    # --- roles

    def role(self, roles, lang):
        """A role as a mention, or by its name."""
        role = self.rng.choice(roles)
        name = self.books.roles.known[role]["name"] if role in self.books.roles.known else None
        return ("<@&%s>" % role, "&" + role) if not name or self.rng.random() < 0.6 else (name, name)

    def say_role_take(self, author, lang, time):
        written, role = self.role(COLOURS + GAMES + PAID * 2 + INNER + ALONE + [ABOVE] * (self.rng.random() < 0.2), lang)
        return written, {"role": role}

    def say_role_leave(self, author, lang, time):
        user = self.books.users.get(author.id)
        worn = [r for r, h in user.roles.items() if h.wanted and r not in STAFF] if user else []
        written, role = self.role(worn or COLOURS, lang)
        return written, {"role": role}

    def say_role_group(self, author, lang, time):
        name, roles, most, more, args = self.rng.choice([
            ("colours", COLOURS, "one", "", {}), ("games", GAMES, "2", "", {}), ("paid", PAID, "any", "fee", {"fee": self.rng.choice(["3", "5.50", "1"])}),
            ("inner", INNER, "any", "needs", {"needs": "&" + COLOURS[0]}), ("members", ["643"], "any", "needs", {"needs": "registered"}),
            ("passing", ["644"], self.rng.choice(["any", "none"]), "", {}), ("odd", [ABOVE], "any", "", {})])
        words = ["%s %s" % (name, self.word(most, lang))] + ["<@&%s>" % r for r in roles]
        if more == "fee":
            words.append("fee=%s" % args["fee"] if lang == "en" else "cuota=%s" % args["fee"].replace(".", ","))
        elif more:
            needs = args["needs"] if args["needs"] == "registered" else "<@&%s>" % args["needs"][1:]
            words.append(("needs=%s" if lang == "en" else "requiere=%s") % self.word(needs, lang))
        return " ".join(words), dict(args, name=name, most=most, roles=roles)

    def say_role_allow(self, author, lang, time):
        written, role = self.role(ALONE + ["671", MANAGED], lang)
        return written, {"role": role}

    say_role_deny = say_role_allow

    def say_role_grant(self, author, lang, time):
        rng, (written, who) = self.rng, self.who()
        role = rng.choice(["651", "652", "653", ABOVE if rng.random() < 0.2 else "651"])
        words, args = "%s <@&%s>" % (written, role), {"who": who, "role": "&" + role}
        kind = rng.randrange(4)
        if kind == 1:
            number, unit = rng.randrange(1, 10), rng.choice("dh")
            words, args["until_in"] = "%s %d%s" % (words, number, unit), number * (86400000 if unit == "d" else 3600000)
        elif kind == 2:
            day = datetime.datetime.fromtimestamp(time / 1000, ZONE).date() + datetime.timedelta(days=rng.randrange(-1, 20))
            start = datetime.datetime(day.year, day.month, day.day, tzinfo=ZONE)
            words, args["until"] = "%s %s" % (words, day), int(start.timestamp() * 1000)
        return words, args

    def say_role_revoke(self, author, lang, time):
        granted = [(u, r) for u in self.books.users.values() for r, h in u.roles.items() if h.decided and h.wanted and h.granted]
        if granted and self.rng.random() < 0.8:
            user, role = self.rng.choice(granted)
            return "<@%s> <@&%s>" % (user.id, role), {"who": "@" + user.id, "role": "&" + role}
        written, who = self.who()
        return "%s <@&653>" % written, {"who": who, "role": "&653"}

    def say_role_who(self, author, lang, time):
        written, role = self.role(COLOURS + ["651"], lang)
        return written, {"role": role}

    def say_why(self, author, lang, time):
        (written, who), verb = self.who(), self.rng.choice(list(self.words))
        return "%s %s" % (written, self.words[verb][lang][0]), {"who": who, "verb": verb}

    def say_verify(self, author, lang, time):
        booked, rng = self.books.ledger.transactions, self.rng
        if not booked:
            return "1-00000000", {"code": "1-00000000"}
        code = rng.choice(booked)["code"]
        if rng.random() < 0.2:
            code = rng.choice([code[:-1] + ("0" if code[-1] != "0" else "1"), "%d%s" % (len(booked) + 9, code[code.index("-"):])])
        return rng.choice([code, code.lower(), code[:-4] + "-" + code[-4:]]), {"code": code}

    def say_forget(self, author, lang, time):
        written, who = self.who(author) if self.rng.random() < 0.5 else self.who(self.rng.choice([p for p in self.all if p not in self.all[:7]]))
        return written, {"who": who}
