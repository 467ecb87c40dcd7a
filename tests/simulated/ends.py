"""What must hold when the simulated time is over."""
import csv, decimal, hashlib, io, json, os, re, subprocess

from guild import BIN
from people import GUILD
from storm_checks import tables

ROOTS = {"asset": "Assets", "liability": "Liabilities", "equity": "Equity", "income": "Income", "expense": "Expenses"}


class Wrong(Exception):
    pass


def check(year, init):
    return (verbs(year) + balances(year) + batches(year) + roles(year) + answers(year) + replay(year, init) + accountants(year) + statements(year))


def verbs(year):
    problems = ["the verb %s was never used in %s" % (v, lang) for v in year.words for lang in ("en", "es") if not year.used[v, lang]]
    return problems + ["the verb %s never succeeded" % v for v in year.words if not year.done[v]]


def balances(year):
    query, ledger = year.guild.query, year.model.ledger
    problems = ["the trial balance is not zero: %s" % r for r in query("SELECT currency, SUM(balance) FROM balances GROUP BY 1 HAVING SUM(balance) <> 0")]
    problems += ["a transaction does not balance: %s" % r for r in query("SELECT transaction_id, currency FROM entries GROUP BY 1, 2 HAVING SUM(amount) <> 0")]
    problems += ["a balance is not the sum of its entries: %s" % (r,) for r in query(
        "SELECT b.account_id, b.currency FROM balances b WHERE b.balance <> (SELECT COALESCE(SUM(amount), 0) FROM entries e WHERE e.account_id = b.account_id AND e.currency = b.currency)")]
    stored = {(a, c): (b, f) for a, c, b, f in query("SELECT account_id, currency, balance, floor FROM balances")}
    wanted = {(a.number, c): (n, a.floors[c]) for a in ledger.accounts.values() for c, n in a.signed.items()}
    problems += ["balance or floor %s is not the model's %s: account %s" % (stored.get(k), wanted.get(k), k) for k in sorted(set(stored) | set(wanted)) if stored.get(k) != wanted.get(k)]
    states = dict(query("SELECT account_id, state FROM accounts"))
    problems += ["account %s is %s" % (a.name, states.get(a.number)) for a in ledger.accounts.values() if states.get(a.number) != a.state]
    total = json.loads(year.guild.run("gl-report trial-balance --format json", year.now))
    return problems + ["gl-report's trial balance: %s" % row for row in total if row["kind"] == "total" and row["debit"] != row["credit"]]


def batches(year):
    ledger, guild = year.model.ledger, year.guild
    stored = [(b, n) for b, n in guild.query("SELECT batch, transactions FROM batches WHERE state = 'closed' ORDER BY 1")]
    problems = [] if stored == ledger.closed else ["the closed batches differ: %s" % sorted(set(stored) ^ set(ledger.closed))]
    stored_hashes = dict(guild.query("SELECT batch, hash FROM batches WHERE state = 'closed'"))
    for batch, _ in stored:
        entries, seal = (guild.run(command % batch, year.now, environment=guild.environment) for command in ("gl-batch canonical %d | sha256sum", "gl-batch seal %d"))
        made = hashlib.sha256(seal.encode()).hexdigest()
        if seal.split(",")[4] != hash_before(stored_hashes, batch) or made != stored_hashes[batch] or seal.split(",")[6] != entries.split()[0]:
            problems.append("the seal of batch %d is not what its entries and the batch before make" % batch)
    sealed = sum(n for _, n in stored)
    for number in year.rng.sample(range(1, sealed + 1), min(5, sealed)):
        code = ledger.transactions[number - 1]["code"]
        batch = guild.query("SELECT batch FROM transactions WHERE transaction_id = ?", number)[0][0]
        guild.run("gl-batch receipt %s >'%s/receipt' && gl-batch check-receipt '%s/receipt' %s" % (code, guild.folder, guild.folder, stored_hashes[batch]), year.now)
    return problems


def hash_before(hashes, batch):
    return hashes.get(batch - 1, "0" * 64)


def roles(year):
    problems, members, known = [], year.guild.members(), year.model.roles
    for user in year.model.users.values():
        worn = members.get(user.id, {}).get("roles", [])
        for role, held in user.roles.items():
            if user.id in members and held.decided and held.wanted != (role in worn):
                problems.append("%s is to %s role %s, which the books want otherwise" % (user.id, "wear" if role in worn else "lack", role))
            if held.waits():
                problems.append("the model waits for role %s of %s" % (role, user.id))
    stored = {(str(u), str(r)): (bool(w), u_ or 0) for u, r, w, u_ in year.guild.query("SELECT user_id, role_id, wanted, until FROM wanted_roles")}
    wanted = {(user.id, role): (h.wanted, h.until) for user in year.model.users.values() for role, h in user.roles.items() if h.decided}
    problems += ["wanted role %s: books %s, model %s" % (k, stored.get(k), wanted.get(k)) for k in sorted(set(stored) | set(wanted)) if stored.get(k) != wanted.get(k)]
    fees = year.guild.query("SELECT -COALESCE(SUM(balance), 0) FROM balances JOIN accounts USING (guild_id, account_id) WHERE purpose = 'fees' AND currency = 'PTS'")[0][0]
    return problems + ([] if fees == known.books.ledger.fees.holdings("PTS") else ["fees are %d" % fees])


def answers(year):
    query = year.guild.query
    asked = query("SELECT COUNT(*) FROM commands WHERE record ->> '$.source' = 'discord' AND status <> 'duplicate'")[0][0]
    answered = query("SELECT COUNT(DISTINCT reply_to) FROM outbox WHERE kind = 'reply' AND seq IN (SELECT seq FROM commands WHERE record ->> '$.source' = 'discord')")[0][0]
    problems = [] if asked == answered else ["%d commands, %d answers" % (asked, answered)]
    states = query("SELECT kind, state, error, COUNT(*) FROM outbox WHERE state <> 'sent' AND NOT (kind LIKE 'role%' AND state = 'failed') GROUP BY 1, 2, 3")
    return problems + ["not sent: %s" % (s,) for s in states] + ["the request broke Discord's schema: %s" % e for e in year.guild.look("stats")["schema_errors"][:3]]


def without_table(record):
    post = json.loads(record)
    if "```" in post["content"] or post["content"] == "…" or "files" in post:
        post["content"] = "…"
        post.pop("files", None)
    return json.dumps(post)


def settled(found):
    """How far a forget has come, and which tables that were answered meanwhile are blank, hangs on how the messages came in runs:
    gl-verify --replay, which knows, compares those."""
    if found["forgets"]:
        found["forgets"] = [r[:-2] for r in found["forgets"]]
        found["commands"] = [r[:10] + ("…" if r[10] and "```" in r[10] else r[10], without_table(r[11]) if r[5] == "post" else r[11]) + r[12:] for r in found["commands"]]
    return found


def blank_tables(one, two):
    """A table is blank (…) where a forget found it already answered, and gone where it was asked for after that."""
    for at, (row, other) in enumerate(zip(one, two)):
        if {row[10], other[10]} == {None, "…"}:
            one[at], two[at] = row[:10] + ("…",) + row[11:], other[:10] + ("…",) + other[11:]


def first_difference(one, two):
    """The log row from which on the replayed log is another, which says more than any table."""
    for row, other in zip(one, two):
        if row != other:
            return ["log row %s: %s, and in the replay %s" % (row[1], row, other)]
    return []


def log_of(guild):
    """The log as gl-apply reads it. What became of a post or a direct message is not in it, so that for a plain replay all of them are
    still to be sent, and a second `mydata` of a member is refused while the first waits. That it was answered ok in the log says that the
    first was over: that is told in its place. So members may ask again, and whatever else hangs on deliveries still shows. In parts, each up
    to a forget: a second one of the same member is refused while the first goes on, and a part's end is the end of that."""
    sent = dict(guild.query("SELECT seq, delivery FROM outbox WHERE kind = 'dm' AND seq IN (SELECT seq FROM commands WHERE verb = 'mydata')"))
    parts, waiting = [[]], {}
    for seq, record, verb, status in guild.query("SELECT seq, record, verb, status FROM commands WHERE seq > 1 ORDER BY seq"):
        if verb == "mydata" and status == "ok":
            who = json.loads(record)["author"]["id"]
            if who in waiting:
                parts[-1].append(json.dumps({"type": "delivered", "guild_id": GUILD, "id": str(waiting[who]), "status": "sent"}))
            waiting[who] = sent[seq]
        parts[-1].append(record)
        if verb == "forget" and status == "ok":
            parts.append([])
    return ["".join(line + "\n" for line in part) for part in parts]


def replay(year, init):
    guild, again = year.guild, os.path.join(year.guild.folder, "again.db")
    guild.run("%s --db '%s'" % (init, again), year.now)
    for part in log_of(guild):
        guild.run("gl-apply --db '%s' >/dev/null" % again, year.now, part)
    problems = []
    if os.path.exists(os.path.join(BIN, "gl-verify")):
        done = subprocess.run([os.path.join(BIN, "gl-verify"), "--replay"], env=guild.environment, capture_output=True, text=True)
        if done.returncode:
            problems.append("gl-verify --replay: %d %s %s" % (done.returncode, done.stdout[-500:], done.stderr[-500:]))
    one, two = settled(tables(guild.books)), settled(tables(again))
    if one["forgets"]:
        blank_tables(one["commands"], two["commands"])
    problems += first_difference(one["commands"], two["commands"])
    one["settings"] = [r for r in one["settings"] if not r[1].startswith("restored")]  # when a copy was put back: nobody's command
    return problems + ["replaying the log gives another table %s: %s" % (t, [p for p in zip(one[t], two[t]) if p[0] != p[1]][:2] or "%d and %d rows" % (len(one[t]), len(two[t])))
                       for t in one if one[t] != two[t]]


def journal_name(account):
    if account.owner:
        return "%s:Members:%s" % (ROOTS[account.kind], account.owner)
    from money import fold
    slug = re.sub("[^a-z0-9]+", "-", fold(account.name), flags=re.A).strip("-")
    return "%s:%s-%d" % (ROOTS[account.kind], (slug[:1].upper() + slug[1:]) or "Account", account.number)


def accountants(year):
    """ledger, hledger and beancount read the journal and must arrive at the model's balances."""
    guild, ledger, problems = year.guild, year.model.ledger, []
    wanted = {(journal_name(a), c): decimal.Decimal(n) / 10**ledger.scales[c] for a in ledger.accounts.values() for c, n in a.signed.items() if n}
    environment = dict(guild.environment, LC_ALL="C.UTF-8")
    run = lambda *words: guild.run(" ".join(words), year.now, environment=environment)
    for program in ("ledger", "hledger", "beancount"):
        file, found = os.path.join(guild.folder, "journal." + program), {}
        run("gl-report journal --format %s >'%s'" % (program, file))
        if program == "ledger":
            lines = (line.split("\t") for line in run("ledger -f '%s' --pedantic register --format '%%(account)\\t%%(commodity(amount))\\t%%(quantity(amount))\\n'" % file).splitlines())
            rows = ((a, c.strip('"'), n) for a, c, n in lines if c)
        elif program == "hledger":
            run("hledger -f '%s' check --strict ordereddates" % file)
            rows = ((r["account"], r["commodity"], r["amount"]) for r in csv.DictReader(io.StringIO(run("hledger -f '%s' print -O csv" % file))))
        else:
            run("bean-check '%s'" % file)
            rows = json.loads(run("/usr/bin/python3 -c 'import json, sys\nfrom beancount import loader\nfrom beancount.core.data import Transaction\n"
                                  "print(json.dumps([(p.account, p.units.currency, str(p.units.number)) for e in loader.load_file(sys.argv[1])[0] if isinstance(e, Transaction) for p in e.postings]))'", "'%s'" % file))
            rows = ((a, c.removeprefix("X-"), n) for a, c, n in rows)
        for account, code, amount in rows:
            found[account, code] = found.get((account, code), 0) + decimal.Decimal(amount)
        found = {k: n for k, n in found.items() if n}
        problems += ["%s: %s has %s, the model %s" % (program, k, found.get(k), wanted.get(k)) for k in sorted(set(found) | set(wanted)) if found.get(k) != wanted.get(k)][:5]
    return problems


def statements(year):
    """Some members' statements end at their balances."""
    problems, ledger = [], year.model.ledger
    for account in year.rng.sample(sorted(ledger.by_owner.values(), key=lambda a: a.number), min(10, len(ledger.by_owner))):
        for part in ("", " --from 2025-01-10", " --from 2025-06-15"):
            last = {}
            for row in json.loads(year.guild.run("gl-report statement --account @%s%s --format json" % (account.owner, part), year.now)):
                last[row["currency"]] = decimal.Decimal(row["balance"])
            wanted = {c: decimal.Decimal(account.holdings(c)) / 10**ledger.scales[c] for c in last}
            problems += ["the statement of %s%s ends at %s, not %s" % (account.name, part, last, wanted)] if last != wanted else []
    return problems
