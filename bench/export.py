"""Our reports and exports against the plain-text accounting tools, which read the same transactions from our own export."""
import statistics

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


def memory(fewer, more, peak, row):
    for name in FORMATS:
        small, big = (peak("gl-report journal --db %s --format %s >/dev/null" % (db, name)) for db in ("books.db", "more.db"))
        row("journal as %s, peak memory" % name, "%.1f MB at %d" % (big / 1024, more), "%.1f MB at %d" % (small / 1024, fewer), big / small, "<= 1.1", big <= 1.1 * small)
    small, big = (peak("gl-report statement --account @%d --db %s --format ofx >/dev/null" % (100000000000000001, db)) for db in ("books.db", "more.db"))
    row("statement as ofx, peak memory", "%.1f MB at 10x" % (big / 1024), "%.1f MB at 1x" % (small / 1024), big / small, "<= 1.1", big <= 1.1 * small)


def measure(fill, copy, shell, timed, peak, row, transactions):
    """FILL books with TRANSACTIONS and ten times as many."""
    for path, count in (("books.db", transactions), ("more.db", 10 * transactions)):
        copy("empty.db", path)
        fill(path, 2 * count)
    for name in ("ledger", "hledger", "beancount"):
        shell("gl-report journal --db books.db --format %s >journal.%s" % (name, name))
    compare(transactions, timed, row)
    memory(transactions, 10 * transactions, peak, row)
