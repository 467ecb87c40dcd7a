"""What gl-report says of a period, beside what a model has: categories, tags, cash flow, and each beside other periods.
The model is an object with accounts (id: name, kind, owner), entries (transaction, account, currency, amount), transactions (id: when it counts,
what it reverses, memo), closes (transactions that bring accounts to zero, which are neither income nor expense), zone, path and run()."""
import datetime, json, re, unicodedata, zoneinfo


def fold(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def tags_of(memo):
    found = re.findall(r"(?:(?<=^)|(?<=[^\w<&/#=]))#(\w(?:[\w-]*\w)?)", memo or "")
    return {fold(t.rstrip("_")) for t in found if re.search(r"[^\W\d_]", t)}


class Reported:
    """A model of books and what gl-report says of them."""

    closes = frozenset()

    def report(self, *words):
        text = self.run("gl-report", "--db", self.path, "--guild", "1000", "--format", "json", *words)
        rows = json.loads(text)
        for row in rows:
            for key, value in row.items():
                if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value) and key not in ("account_id", "level"):
                    row[key] = int(value.replace(".", ""))
        return rows

    def instant(self, day):
        return None if day is None else int(datetime.datetime.combine(day, datetime.time(), zoneinfo.ZoneInfo(self.zone)).timestamp() * 1000)

    def within(self, first, last):
        begin, end = self.instant(first), self.instant(last)
        return [(t, a, c, m) for t, a, c, m in self.entries if (begin is None or self.transactions[t][0] >= begin) and (end is None or self.transactions[t][0] < end)]


def days(first, last):
    return ((["--from", str(first)] if first else []) + (["--to", str(last)] if last else []))


def add(sums, key, amount):
    sums[key] = sums.get(key, 0) + amount


def parts_of(name):
    parts = [fold(p.strip(" ")) for p in name.split(":")]
    return tuple(parts) if all(parts) else (fold(name),)


def check_categories(books, first, last):
    rows = books.report("categories", *days(first, last))
    accounts, groups, totals = {}, {}, {}
    for number, account, currency, amount in books.within(first, last):
        name, kind, _ = books.accounts[account]
        if kind not in ("income", "expense") or number in books.closes:
            continue
        amount = -amount if kind == "income" else amount
        add(accounts, (account, currency), amount)
        add(totals, ("total income" if kind == "income" else "total expenses", currency), amount)
        add(totals, ("result", currency), amount if kind == "income" else -amount)
        for end in range(1, len(parts_of(name)) + 1):
            add(groups, (kind, parts_of(name)[:end], currency), amount)
    assert {(int(r["account_id"]), r["currency"]): r["amount"] for r in rows if r["account_id"]} == accounts, (rows, accounts)
    assert {(r["kind"], r["currency"]): r["amount"] for r in rows if not r["category"]} == totals, (rows, totals)
    for r in rows:
        if r["category"] and not r["account_id"]:
            assert groups[(r["kind"], parts_of(r["category"]), r["currency"])] == r["amount"], (r, groups)
    tops = {}
    for r in rows:
        if r["category"] and r["level"] == 0:
            add(tops, ("total income" if r["kind"] == "income" else "total expenses", r["currency"]), r["amount"])
    assert tops == {k: v for k, v in totals.items() if k[0] != "result"}, (tops, totals)
    income = {(r["kind"], r["currency"]): r["amount"] for r in books.report("income", *days(first, last)) if r["kind"] == "result"}
    assert income == {k: v for k, v in totals.items() if k[0] == "result"}


def check_tags(books, first, last):
    sums, kinds = {}, set()
    for number, account, currency, amount in books.within(first, last):
        kind = books.accounts[account][1]
        if kind not in ("income", "expense") or number in books.closes:
            continue
        _, reverses, memo = books.transactions[number]
        tags = tags_of(books.transactions[reverses][2] if reverses else memo)
        for tag in {"#" + t for t in tags} | {"result"} | (set() if tags else {"untagged"}):
            income, expense, count = sums.get((tag, currency), (0, 0, 0))
            sums[(tag, currency)] = (income - amount, expense, count + 1) if kind == "income" else (income, expense + amount, count + 1)
            kinds.add(tag)
    rows = books.report("tags", *days(first, last))
    found = {("#" + fold(r["tag"][1:]) if r["tag"][0] == "#" else r["tag"], r["currency"]): (r["income"], r["expense"], r["entries"]) for r in rows}
    assert len(found) == len(rows) and found == sums, (found, sums)
    assert all(r["result"] == r["income"] - r["expense"] for r in rows)


def check_cash(books, first, last, only):
    held = {a for a, (n, k, o) in books.accounts.items() if k == "asset" and (only is None or a == only)}
    words = ["--account", books.accounts[only][0]] if only else []
    rows = books.report("cash-flow", *days(first, last), *words)
    moved = {(t, c) for t, a, c, _ in books.entries if a in held}
    opening, closing, came, went = {}, {}, {}, {}
    inside = books.within(first, last)
    for t, a, c, m in books.within(None, last):
        if a in held:
            add(closing, c, m)
            opening.setdefault(c, 0)
    for t, a, c, m in books.within(None, first) if first else []:
        if a in held:
            add(opening, c, m)
    for t, a, c, m in inside:
        if (t, c) in moved and a not in held:
            key = ("members" if books.accounts[a][2] else a, c)
            add(came if m < 0 else went, key, -m)
    said = lambda flow: {r["currency"]: r["amount"] for r in rows if r["flow"] == flow}
    party = lambda r: (int(r["account_id"]) if r["account_id"] else "members", r["currency"])
    leaves = lambda flow: {party(r): r["amount"] for r in rows if r["flow"] == flow and (r["account_id"] or r["category"] == "members")}
    assert said("opening balance") == opening and said("closing balance") == closing, (rows, opening, closing)
    assert leaves("in") == came and leaves("out") == went, (rows, came, went)
    for currency in closing:
        total = said("total in").get(currency, 0) + said("total out").get(currency, 0)
        assert said("opening balance")[currency] + total == said("closing balance")[currency], rows


KEYS = {"categories": ("kind", "category", "account_id", "currency"), "income": ("kind", "account", "currency"), "cash-flow": ("flow", "category", "account_id", "currency")}


def shifted(day, months):
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    last = (datetime.date(year + month // 11, month % 11 + 1 if month == 11 else month + 2, 1) if month < 11 else datetime.date(year + 1, 1, 1)) - datetime.timedelta(1)
    return datetime.date(year, month + 1, min(day.day, last.day))


def check_compared(books, name, first, last):
    key = lambda r: tuple(r[k] for k in KEYS[name])
    # a group is one of what lies beside each other: both periods together may have others
    is_group = lambda r: "category" in r and not r["account_id"] and r["category"] not in (None, "members")
    alone = lambda f, l: {key(r): r["amount"] for r in books.report(name, *days(f, l)) if not is_group(r)}
    now = alone(first, last)
    whole = first.day == 1 and last.day == 1
    months = (last.year - first.year) * 12 + last.month - first.month
    before = (shifted(first, -months) if whole else first - (last - first), first)
    year = (shifted(first, -12), shifted(last, -12))
    for how, period in (("before", before), ("year", year)):
        then = alone(*period)
        rows = books.report(name, *days(first, last), "--compare=" + how)
        for r in rows:
            if not is_group(r):
                assert (r["amount"], r["before"], r["change"]) == (now.get(key(r), 0), then.get(key(r), 0), now.get(key(r), 0) - then.get(key(r), 0)), (how, r)
            if r["percent"] is not None:
                assert r["before"] and abs(r["percent"] - 100 * r["change"] / abs(r["before"])) <= 0.5 + 1e-9 * abs(r["percent"]), r
        assert {key(r) for r in rows if not is_group(r)} >= set(now) | set(then), (how, rows)
    if months and months <= 12 and whole:
        rows = books.report(name, *days(first, last), "--compare=months")
        for i in range(months):
            month = shifted(first, i)
            column = alone(month, shifted(first, i + 1))
            for r in rows:
                if not is_group(r):
                    assert r[str(month)[:7]] == column.get(key(r), 0), (month, r, column)
