"""Lines of the month's verbs, read as the stories and the streams write them: a verb and what belongs to it. Not the whole grammar:
what is not known here ends the run (Unread), and is never taken for a refusal."""
import re
from fractions import Fraction

import dates


class Unread(Exception):
    pass


class Refused(Exception):
    def __init__(self, code, status="rejected"):
        super().__init__(code)
        self.code, self.status = code, status


VERBS = {"pedir": "request", "repartir": "split", "cobrar": "charge", "pagar": "pay", "reservar": "hold", "capturar": "capture", "liberar": "release", "cada": "every", "cuotas": "dues",
         "presupuesto": "budget", "limites": "limits", "deshacer": "undo", "aprobar": "approve", "rechazar": "reject", "aceptar": "accept", "declinar": "decline", "cancelar": "cancel",
         "recordar": "remind", "ingresar": "deposit", "retirar": "withdraw"}
PAIRS = ("schedule show", "schedule pause", "schedule resume", "schedule stop", "dues exempt", "account open", "account close", "account freeze", "account unfreeze", "account limit", "batch open", "batch close")
DAYS = {**{d: n for n, d in enumerate(dates.WEEKDAYS)}, **{d: n for n, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())},
        **{d: n for n, d in enumerate("lun mar mié jue vie sáb dom".split())}, **{d: n for n, d in enumerate("lunes martes miércoles jueves viernes sábado domingo".split())}}
NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4, "último": -1}
UNITS = {"day": "day", "days": "day", "día": "day", "días": "day", "week": "week", "weeks": "week", "semana": "week", "semanas": "week", "month": "month", "months": "month", "mes": "month", "meses": "month",
         "year": "year", "years": "year", "año": "year", "años": "year"}
AMOUNT = re.compile(r"-?\d+([.,]\d+)?$")
MENTION = re.compile(r"<@&?\d+>$")
OPTION = re.compile(r"(due|vence|short|falta|into|en|until|hasta)=(\S+)$")
OPTION_NAMES = {"vence": "due", "falta": "short", "en": "into", "hasta": "until"}


def reference(word):
    """<@11> as @11, <@&601> as &601, a name as it is."""
    if not MENTION.match(word):
        return word
    return word[2:-1] if word[2] == "&" else word[1:-1]


def amount(word):
    return word.replace(",", ".")


class Words:
    def __init__(self, text):
        self.left, self.quoted = [], None
        if '"' in text:  # a memo in quotes: what is in it is no clause
            text, self.quoted, rest = text.split('"')
            text += rest
        self.left = text.split()

    def peek(self):
        return self.left[0] if self.left else ""

    def take(self):
        if not self.left:
            raise Unread("too few words")
        return self.left.pop(0)

    def memo(self):
        words, self.left = self.left, []
        return self.quoted or " ".join(words) or None

    def take_amount(self):
        word = self.take()
        if not AMOUNT.match(word):
            raise Unread("no amount: " + word)
        return amount(word)

    def payees(self):
        found = []
        while self.left and not AMOUNT.match(self.peek()):
            found.append(reference(self.take()))
        return found

    def options(self):
        """key=value, anywhere between the amount and the end."""
        found = {}
        for word in list(self.left):
            if given := OPTION.match(word):
                found[OPTION_NAMES.get(given[1], given[1])] = given[2]
                self.left.remove(word)
        return found

    def clause(self, *names):
        """WORD after one of NAMES where it comes next."""
        if self.peek() in names:
            self.take()
            return self.take()

    def clauses(self, args):
        """Dates and counts at the very end, from right to left."""
        while len(self.left) >= 2:
            a, b = self.left[-2:]
            if a in ("from", "desde", "until", "hasta") and dates.read(b) is not None:
                args["from" if a in ("from", "desde") else "until"] = dates.read(b)
            elif b in ("times", "veces") and a.isdigit():
                args["times"] = int(a)
            elif a in ("at", "las") and re.match(r"\d\d:\d\d$", b):
                args["at"] = int(b[:2]) * 60 + int(b[3:])
                if a == "las":
                    self.left.pop()
            elif a in ("until", "from", "desde", "hasta"):
                raise Refused("ambiguous_clause")
            else:
                return
            del self.left[-2:]


def parse(text):
    """The verb and its arguments; Refused where the grammar itself refuses."""
    words = Words(text.lstrip("!"))
    verb = words.take()
    if "%s %s" % (verb, words.peek()) in PAIRS:
        verb += " " + words.take()
    verb = VERBS.get(verb, verb)
    reader = READERS.get(verb)
    if reader is None:
        raise Unread(text)
    args = reader(words)
    if words.left:
        raise Unread("%s: %s is left" % (text, words.left))
    return verb, args


def number_memo(words):
    return {"n": number(words.take()), "memo": words.memo()}


def number(word):
    if not word.lstrip("$#").isdigit():
        raise Unread(word)
    return int(word.lstrip("$#"))


def accept(words):
    n = number(words.take())
    part = amount(words.take()) if AMOUNT.match(words.peek()) else None
    return {"n": n, "amount": part, "memo": words.memo()}


def target(words):
    to = words.clause("to", "a")
    return to and reference(to)


def capture(words):
    n = number(words.take())
    part = amount(words.take()) if AMOUNT.match(words.peek()) else None
    return {"n": n, "amount": part, "to": target(words)}


def request(words):
    args = {"payees": words.payees(), "amount": words.take_amount(), **words.options()}
    return dict(args, memo=words.memo())


def share(word):
    """@12, @12:2, @12:30%, @12=20."""
    given = re.match(r"(<@&?\d+>)(?::([\d.]+)(%?)|=([\d.,]+))?$", word)
    if not given:
        return None
    who = reference(given[1])
    if given[4]:
        return who, "exact", amount(given[4])
    if given[3]:
        return who, "percent", Fraction(given[2])
    return who, "share", int(given[2] or 1)


def split(words):
    args = {"amount": words.take_amount(), "payees": [], **words.options()}
    while share(words.peek()):
        args["payees"].append(share(words.take()))
    if words.left[:2] in (["without", "me"], ["sin", "mí"]):
        words.left = words.left[2:]
        args["without_me"] = True
    if not args["payees"]:
        raise Refused("no_payees")
    return dict(args, memo=words.memo())


def pay(words):
    args = {"payees": words.payees(), "amount": words.take_amount()}
    if words.left[:2] in (["cada", "uno"], ["a", "repartir"]):
        args["each"] = "each" if words.take() == "cada" else "split"
        words.take()
    elif words.peek() in ("each", "split", "cada", "repartido", "c/u"):
        args["each"] = "split" if words.take() in ("split", "repartido") else "each"
    several = len(args["payees"]) > 1 or args["payees"][0].startswith("&")
    if several and "each" not in args:
        raise Refused("say_each")
    return dict(args, memo=words.memo())


def hold(words):
    args = {"amount": words.take_amount(), "account": reference(words.take()), "to": target(words)}
    args.update(words.options())
    words.clauses(args)
    return dict(args, memo=words.memo())


def rule(words):
    """(every, unit, what); what is None where the day is that of `from`, or today."""
    every = int(words.take()) if words.peek().isdigit() else 1
    if words.peek() in NTHS:
        nth = NTHS[words.take()]
        return every, "month", ("nth", nth, DAYS[words.take()])
    word = words.take()
    if word in DAYS:
        return every, "week", (DAYS[word],)
    if word not in UNITS:
        raise Refused("bad_rule")
    unit, what = UNITS[word], None
    if unit == "month" and words.left[:2] == ["el", "último"] and words.left[2] == "día":
        words.left = words.left[3:]
        return every, unit, 31
    if words.peek() in ("on", "el", "los"):
        words.take()
        word = words.take()
        if unit == "week":
            what = tuple(sorted(DAYS[d] for d in word.split(",")))
        elif unit == "year":
            a, b = map(int, re.split("[-/]", word))
            what = (b, a) if "/" in word else (a, b)
        elif word in NTHS:
            following = words.take()
            what = 31 if (word, following) == ("last", "day") else ("nth", NTHS[word], DAYS[following])
        elif word.isdigit() and 1 <= int(word) <= 31:
            what = int(word)
        else:
            raise Refused("bad_rule")
    return every, unit, what


def every(words):
    args = {"rule": rule(words)}
    if words.take() not in ("pay", "pagar"):
        raise Refused("bad_rule")
    args.update(payees=words.payees(), amount=words.take_amount())
    if words.peek() in ("from", "de") and len(words.left) > 1 and dates.read(words.left[1]) is None:
        words.take()
        args["account"] = words.take()
    args.update(words.options())
    words.clauses(args)
    return dict(args, memo=words.memo())


def dues(words):
    args = {"role": reference(words.take()), "amount": words.take_amount()}
    if words.peek() not in ("weekly", "monthly", "quarterly", "yearly"):
        raise Refused("bad_rule")
    args["period"] = words.take()
    args["on"] = words.clause("on")
    args["into"] = words.clause("into")
    args["prorate"] = words.clause("prorate") != "off"
    grace = words.clause("grace")
    args["grace"] = int(grace[:-1]) if grace else 14
    if words.left[:2] == ["then", "lose"]:
        args["lose"] = reference(words.left[2])
        words.left = words.left[3:]
    words.clauses(args)
    return args


def exempt(words):
    who = reference(words.take())
    if words.left == ["off"]:
        words.take()
        return {"who": who, "off": True}
    args = {"who": who}
    words.clauses(args)
    return dict(args, memo=words.memo())


def budget(words):
    account = words.take()
    if words.peek() == "none":
        words.take()
        return {"account": account, "amount": None}
    return {"account": account, "amount": words.take_amount(), "period": words.take(), "carry": bool(words.left and words.take() == "carry")}


def limits(words):
    args = {"who": reference(words.take()), "set": {}}
    while words.left:
        key, value = words.take().split("=")
        args["set"][key] = None if value == "none" else amount(value)
    return args


def fields(*names):
    def read(words):
        args = {}
        for name in names:
            args[name] = words.memo() if name == "memo" else reference(words.take()) if words.left else None
        if "amount" in args and args["amount"]:
            args["amount"] = amount(args["amount"])
        return args
    return read


def batch_close(words):
    words.memo()
    return {}


READERS = {"approve": number_memo, "reject": number_memo, "accept": accept, "decline": number_memo, "cancel": number_memo, "remind": number_memo, "release": number_memo, "capture": capture,
           "request": request, "split": split, "charge": request, "pay": pay, "hold": hold, "every": every, "dues": dues, "dues exempt": exempt, "budget": budget, "limits": limits,
           "schedule show": number_memo, "schedule pause": number_memo, "schedule resume": number_memo, "schedule stop": number_memo, "undo": fields("memo"), "permit": fields("role", "permit"),
           "config": fields("key", "value"), "register": fields(), "unregister": fields(), "deposit": fields("who", "amount", "memo"), "withdraw": fields("who", "amount", "memo"),
           "move": fields("from", "to", "amount", "memo"), "reverse": fields("transaction", "memo"), "account open": fields("name", "kind"), "account close": fields("account"),
           "account freeze": fields("account"), "account unfreeze": fields("account"), "account limit": fields("account", "limit"), "batch open": fields(), "batch close": batch_close}
