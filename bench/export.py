"""Our reports and exports against the plain-text accounting tools, which read the same transactions from our own export."""
import sqlite3, statistics

RUNS = 9
# What a program says the balances, a statement of one account and the journal are.
OTHERS = {
    "ledger": ("ledger -f journal.ledger balance --flat", "ledger -f journal.ledger register Till", "ledger -f journal.ledger register"),
    "hledger": ("hledger -f journal.hledger balance", "hledger -f journal.hledger register Till", "hledger -f journal.hledger register"),
    "bean-query": tuple('bean-query journal.beancount "%s"' % q for q in (
        "SELECT account, SUM(position) GROUP BY account", "SELECT date, narration, position, balance WHERE account ~ 'Till'",
        "SELECT date, narration, account, position")),
}
OURS = ("gl-report balances", "gl-report statement --account till", "gl-report journal")
FORMATS = ("table", "csv", "json", "ndjson", "markdown", "list", "ledger", "hledger", "beancount")
CHARTS = ("activity", "hours", "flows", "balances-over-time", "batch-totals", "top")
# What is measured in books of some size and ten times that: the smaller fill SQLite's page cache, too.
CONSTANT = [("journal as " + name, "journal --format " + name) for name in FORMATS] + [("chart of " + name, name + " --format gnuplot") for name in CHARTS] + [
    ("statement as ofx", "statement --account busy --format ofx"), ("log as csv", "log --format csv")]


def compare(transactions, timed, row):
    """In books.db: TRANSACTIONS. The others run once each, being slow; ours as the median."""
    others = {name: [timed("LC_ALL=C.UTF-8 %s >/dev/null" % command) for command in commands] for name, commands in OTHERS.items()}
    for i, (command, what) in enumerate(zip(OURS, ("balances", "statement", "journal"))):
        ours = statistics.median(timed("exec %s --db books.db --format csv >/dev/null" % command) for _ in range(RUNS))
        fastest = min(others, key=lambda name: others[name][i])
        for name in others:
            goal = {"balances": 50, "statement": 1, "journal": 1}[what] if name == fastest else None
            ratio = others[name][i] / ours
            row("%s of %d" % (what, transactions), "%.1f ms" % (ours * 1000), "%s %.2f s" % (name, others[name][i]), ratio,
                ">= %d" % goal if goal else "-", not goal or ratio >= goal)


def memory(more, peak, timed, row):
    for what, words in CONSTANT:
        measured = [(peak(command), timed(command)) for command in ("gl-report %s --db %s >/dev/null" % (words, db) for db in ("books.db", "more.db"))]
        (small, fast), (big, slow) = measured
        row("%s, peak of %d" % (what, more), "%d KB, %.1f s" % (big, slow), "a tenth: %d KB, %.1f s" % (small, fast), big / small, "<= 1.1", big <= 1.1 * small)


def busy(folder, path):
    """One account that a tenth of the payments go through, as a till would be."""
    db = sqlite3.connect(folder + "/" + path)
    number = db.execute("SELECT MAX(account_id) + 1 FROM accounts").fetchone()[0]
    db.execute("INSERT INTO accounts (guild_id, account_id, name, folded_name, kind, state, opened_by) VALUES (1000, ?, 'busy', 'busy', 'liability', 'open', 1)", (number,))
    for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'entries'").fetchall():
        db.execute("DROP TRIGGER " + trigger)
    db.execute("UPDATE entries SET account_id = ? WHERE entry = 1 AND transaction_id % 10 = 0", (number,))
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def measure(folder, fill, copy, shell, timed, peak, row, transactions):
    """FILL books with TRANSACTIONS and ten times as many."""
    for path, count in (("books.db", transactions), ("more.db", 10 * transactions)):
        copy("empty.db", path)
        fill(path, 2 * count)
        busy(folder, path)
    for name in ("ledger", "hledger", "beancount"):
        shell("gl-report journal --db books.db --format %s >journal.%s" % (name, name))
    compare(transactions, timed, row)
    memory(10 * transactions, peak, timed, row)
