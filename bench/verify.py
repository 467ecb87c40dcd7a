"""What a proof of the books costs, next to SQLite's own check of the same file."""
PIPE = "gl-parse <%s | gl-identify --roster roster.ndjson | gl-apply --db %s >/dev/null"


def make(path, folder, transactions, shell, project):
    """Books of about so many transactions, through the pipeline: nine in ten messages are payments. The batch is closed."""
    shell("mkdir %s && python3 %s/bench/generate.py %s %d" % (folder, project, folder, transactions * 10 // 9))
    shell("gl-db init --db %s --guild 1000 --name Bench --owner 10 >/dev/null" % path)
    for part in ("prologue", "messages"):
        shell("cd %s && " % folder + PIPE % (part + ".ndjson", "../" + path))
    shell("gl-command --guild 1000 --at 2027-01-01 batch close till=uncounted | gl-apply --db %s >/dev/null && rm -r %s && sqlite3 %s 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null" % (path, folder, path))


def measure(project, shell, timed, peak, row, transactions=1000000):
    """The whole next to PRAGMA integrity_check; what is new next to the whole; peak memory next to that of a tenth."""
    make("proved.db", "proved", transactions, shell, project)
    make("tenth.db", "tenth", transactions // 10, shell, project)
    shell("cat proved.db >/dev/null")
    check = timed("sqlite3 proved.db 'PRAGMA integrity_check' | grep -qx ok")
    whole = timed("gl-verify --db proved.db >/dev/null")
    shell("gl-verify --new-key verify.key >/dev/null && gl-verify --db proved.db --checkpoint verify.checkpoint --key verify.key >/dev/null")
    since = timed("gl-verify --db proved.db --since verify.checkpoint --key verify.key >/dev/null")
    row("gl-verify, %d entries" % (2 * transactions), "%.1f s, %.0f/s" % (whole, 2 * transactions / whole), "integrity_check %.1f s" % check, whole / check, "<= 2", whole <= 2 * check)
    row("gl-verify since a checkpoint", "%.0f ms" % (since * 1000), "whole %.1f s" % whole, since / whole, "-", True)
    big, small = peak("gl-verify --db proved.db >/dev/null"), peak("gl-verify --db tenth.db >/dev/null")
    row("gl-verify, peak memory", "%.1f MB at %d" % (big / 1024, transactions), "%.1f MB at %d" % (small / 1024, transactions // 10), big / small, "<= 1.1", big <= 1.1 * small)
