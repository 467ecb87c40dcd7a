"""What the tortures share: a guild on the fake Discord and its books at the start of one busy tick, put back as often as wanted;
ticks in which one process is struck; and the comparison with the tick that nothing befell."""
import argparse, collections, json, os, random, re, shutil, signal, sqlite3, subprocess, sys, tempfile, time, urllib.request

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(PROJECT, "tests"), os.path.join(PROJECT, "tests", "discord")]
import engine
from storm_checks import BALANCES, ENTRIES, OUTCOMES, check_answers, check_applied, digest_answers, log_of, single_answers, tables

BIN = os.environ.get("GL_BIN", os.path.join(PROJECT, "bin"))
SANITIZED = "san" in os.path.basename(os.path.dirname(BIN))
EPOCH, GUILD, HOUR_MS = 1420070400000, "1000", 3600 * 1000
TICK_S, WAITING_S = 5, 30
NOT_ENDED = "torture: the tick did not end within"
LEFT_ALONE = ("outbox", "cursors", "counters")  # they tell of attempts and of Discord, not of what the records decide

HALF_EFFECTS = (
    ("a transaction does not balance", "SELECT transaction_id, currency, SUM(amount) FROM entries GROUP BY 1, 2 HAVING SUM(amount) <> 0"),
    ("a balance is not the sum of its entries", """SELECT b.account_id, b.currency FROM balances b WHERE b.balance <> (SELECT COALESCE(SUM(e.amount), 0)
        FROM entries e WHERE e.guild_id = b.guild_id AND e.account_id = b.account_id AND e.currency = b.currency)"""),
    ("a command's transaction is missing", "SELECT seq FROM commands c WHERE transaction_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.guild_id = c.guild_id AND t.transaction_id = c.transaction_id)"),
    ("a command has no answer in the outbox", "SELECT seq FROM commands c WHERE record ->> '$.source' = 'discord' AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.guild_id = c.guild_id AND o.seq = c.seq)"),
    ("a command is behind the cursor and not in order", """SELECT c.seq FROM commands c JOIN cursors k ON k.guild_id = c.guild_id AND k.channel_id = CAST(c.record ->> '$.channel_id' AS INTEGER)
        WHERE c.record ->> '$.source' = 'discord' AND k.after < c.message_id"""),
)

SAYS = [  # who writes what where in the busy tick; all that a tick does in one
    ("2000", "11", "!pay <@12> 5.25 lunch"), ("2000", "12", "!pagar <@11> 1,10 café"), ("2001", "11", "!saldo"),
    ("2000", "13", "!deposit <@12> 40 cash"), ("2000", "15", "!register"), ("2001", "12", "!role take red"), ("2000", "11", "hello"),
    ("2000", "11", "!pay <@11> 1"), ("2001", "11", "!history 3"), ("2000", "12", "!pay <@11> 1,000"), ("2000", "10", "!batch close till=uncounted difference=book"),
    ("2000", "11", "!pay <@12> 0.75"), ("2001", "12", "!pay <@11> 2"), ("2001", "11", "!mydata"), ("2000", "10", "!reverse 3 wrong"),
    ("2001", "10", "!batch close till=uncounted"), ("2001", "11", "!role leave red"), ("2001", "12", "!batch status"),
]


def options_of(doc, **more):
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    parser.add_argument("--points", type=int, default=0, help="how many, spread evenly; 0: all that there are")
    parser.add_argument("--keep", metavar="FOLDER", help="leave books and logs there")
    for name, (kind, default, text) in more.items():
        parser.add_argument("--" + name, type=kind, default=default, help=text)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # by way of Stage.__exit__: nothing of it goes on
    print("seed %d" % options.seed, flush=True)
    return options


def spread(found, wanted, chance):
    """WANTED of what was found, evenly, from a place that the seed gives."""
    if not wanted or wanted >= len(found):
        return list(found)
    step = len(found) / wanted
    begin = chance.random() * step
    return [found[int(begin + i * step) % len(found)] for i in range(wanted)]


class Stage:
    def __init__(self, options):
        self.options, self.random = options, random.Random(options.seed)
        self.folder = options.keep or tempfile.mkdtemp(prefix="torture.")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.work = os.path.join(self.folder, "work")  # books and limits.db: what a tick changes
        self.books, self.state = engine.fresh(os.path.join(self.work, "books", "books.db")), os.path.join(self.work, "state")
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("GL_", "TORTURE_"))}
        self.environment.update(GL_DB=self.books, GL_GUILD=GUILD, GL_STATE=self.state, GL_TOKEN_FILE=os.path.join(self.folder, "token"),
                                GL_TICK=str(TICK_S), GL_TALK="0", GL_LOG_FORMAT="text", TZ="UTC", PATH=BIN + os.pathsep + os.environ["PATH"],
                                ASAN_OPTIONS="detect_leaks=0:exitcode=99:verify_asan_link_order=0", TORTURE_FOLDER=os.path.join(self.folder, "processes"))
        for name in (os.path.join(self.work, "books"), self.state, self.environment["TORTURE_FOLDER"], os.path.join(self.folder, "run")):
            os.makedirs(name, exist_ok=True)
        shutil.copytree(os.path.join(PROJECT, "jobs"), os.path.join(self.folder, "run", "jobs"), dirs_exist_ok=True)
        if not os.path.exists(os.path.join(self.folder, "run", "bin")):
            os.symlink(BIN, os.path.join(self.folder, "run", "bin"))
        with open(self.environment["GL_TOKEN_FILE"], "w", opener=lambda p, f: os.open(p, f, 0o600)) as file:
            file.write("fake-token\n")
        self.shims = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if hasattr(self, "fake"):
            self.fake.kill()
            self.fake.wait()
        if not self.options.keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    # --- the fake

    def start_fake(self):
        ready = os.path.join(self.folder, "ready")
        self.fake = subprocess.Popen([os.path.join(PROJECT, "tests", "discord", "fake"), "--ready", ready], stderr=subprocess.DEVNULL)
        end = time.time() + WAITING_S
        while not os.path.exists(ready) and time.time() < end:
            time.sleep(0.05)
        self.url = open(ready).read().strip()
        self.environment["GL_API"] = self.url + "/api/v10"

    def steer(self, *orders):
        return json.load(urllib.request.urlopen(self.url + "/_fake/do", json.dumps(orders).encode(), WAITING_S))

    def look(self, what):
        return json.load(urllib.request.urlopen(self.url + "/_fake/" + what, None, WAITING_S))

    # --- the books before the tick

    def run(self, command, text="", check=True, **environment):
        done = subprocess.run(["bash", "-o", "pipefail", "-c", command], input=text, env=dict(self.environment, **environment), capture_output=True, text=True, errors="replace")
        if check and done.returncode:
            raise SystemExit("torture: %s: exit code %d: %s" % (command, done.returncode, done.stderr[-2000:]))
        return done.stdout if check else done

    def set_up(self, says=SAYS):
        self.start_fake()
        self.channels = sorted({s[0] for s in says})
        self.steer({"op": "guild", "id": GUILD, "name": "Torture"}, {"op": "role", "guild": GUILD, "id": "501", "name": "Teller", "position": 2},
                   {"op": "role", "guild": GUILD, "id": "601", "name": "Red", "position": 1}, {"op": "role", "guild": GUILD, "id": "602", "name": "Blue", "position": 1},
                   {"op": "set", "key": "message_bucket", "value": [50, 1]},
                   {"op": "set", "key": "nonce_window_s", "value": 0.01},  # no nonce helps after a crash, only looking
                   *({"op": "channel", "guild": GUILD, "id": c, "name": "books" + c} for c in self.channels),
                   *({"op": "member", "guild": GUILD, "id": m, "name": n, "roles": r} for m, n, r in
                     (("10", "owner", []), ("11", "ana", []), ("12", "íñigo", []), ("13", "carla", ["501"]), ("15", "late", []))))
        self.start_ms = int(time.time() * 1000) - HOUR_MS
        self.run("gl-db init --guild %s --name Torture --owner 10 --currency PTS --scale 2 --lang es --timezone Europe/Madrid" % GUILD)
        self.roster = self.run("gl-channels --roster | gl-roster")
        self.run("gl-apply", self.roster)
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.start_ms / 1000 - 60))
        words = ["config channel <#%s> on" % c for c in self.channels]
        words += ["permit <@&501> teller", "register <@11>", "register <@12>", "deposit <@11> 100 start", "deposit <@12> 100 start"]
        words += ["role group colours one <@&601> <@&602>"]
        refused = [o for o in self.run("gl-command --at %s | gl-apply" % at, "\n".join(words) + "\n").splitlines() if json.loads(o)["status"] != "ok"]
        if refused:
            raise SystemExit("torture: setting up was refused: %s" % refused)
        self.say(says)
        self.keep()

    def say(self, says):
        said = [{"op": "say", "channel": c, "user": u, "text": t, "id": str((self.start_ms + 1000 * n - EPOCH) << 22 | 1 << 17)} for n, (c, u, t) in enumerate(says)]
        self.steer(*said)
        self.says = [dict(s, chatter=not s["text"].startswith("!")) for s in said]
        self.plan = argparse.Namespace(says=self.says, channels=self.channels)  # as storm_checks asks for it

    def keep(self, name="start"):
        """Remembers this moment, Discord's side too (of which there is one only); put_back() returns to it."""
        kept = os.path.join(self.folder, "kept-" + name)
        self.steer({"op": "remember"})
        shutil.rmtree(kept, ignore_errors=True)
        if engine.served(self.books):
            shutil.copytree(self.work, kept, ignore=shutil.ignore_patterns("served.db*"))
            engine.copy(self.books, os.path.join(kept, "books", "served.db"))
        else:
            self.query("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copytree(self.work, kept)

    def put_back(self, name="start", discord=True):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(os.path.join(self.folder, "kept-" + name), self.work)
        if engine.served(self.books):
            engine.fresh(os.path.join(self.work, "books", "books.db"))
            engine.copy(os.path.join(self.work, "books", "served.db"), self.books)
        if discord:
            self.steer({"op": "restore"})

    def query(self, sql, *values, file=None):
        if not file and engine.served(self.books):
            return engine.rows(self.books, sql, *values)
        connection = sqlite3.connect(file or self.books, timeout=WAITING_S)
        try:
            with connection:
                return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    # --- ticks

    def shim(self, name):
        """The preloaded library NAME.c, built once."""
        if name not in self.shims:
            self.shims[name] = os.path.join(self.folder, name + ".so")
            subprocess.run([os.environ.get("CC", "gcc"), "-shared", "-fPIC", "-O1", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror",
                            os.path.join(PROJECT, "tests", "torture", name + ".c"), "-o", self.shims[name]], check=True)
        return self.shims[name]

    def forget_processes(self):
        folder = self.environment["TORTURE_FOLDER"]
        for name in os.listdir(folder):
            os.unlink(os.path.join(folder, name))

    def tick(self, **environment):
        """One tick as the timer starts it, with nothing of it left behind: (exit code, what it said)."""
        self.forget_processes()
        job = subprocess.Popen([os.path.join(self.folder, "run", "jobs", "tick")], env=dict(self.environment, **environment), stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, text=True, errors="replace")
        try:
            said, _ = job.communicate(timeout=WAITING_S)
        except subprocess.TimeoutExpired:
            os.killpg(job.pid, signal.SIGKILL)
            said = "%s\n%s %d s" % (job.communicate()[0], NOT_ENDED, WAITING_S)
        except BaseException:  # we are ended ourselves
            os.killpg(job.pid, signal.SIGKILL)
            raise
        return job.returncode, said

    def time_passes(self, seconds=60, age_limits=True):
        """As if so much had gone by: leases and the waits for answers that never came are over."""
        engine.change(self.books, "UPDATE outbox SET not_before = not_before - %d WHERE state IN ('due', 'under_way')" % (1000 * seconds))
        limits = os.path.join(self.state, "limits.db")
        if age_limits and os.path.exists(limits) and self.query("SELECT 1 FROM sqlite_master WHERE name = 'buckets'", file=limits):
            self.query("UPDATE buckets SET reset_at = reset_at - ?1, set_at = set_at - ?1", 1000 * seconds, file=limits)

    def settle(self, most=8, age_limits=True):
        """Ordinary ticks until nothing is due. The problems that they had."""
        for _ in range(most):
            self.time_passes(age_limits=age_limits)
            code, said = self.tick()
            if code not in (0, 75):
                return ["an ordinary tick afterwards ended with %d: %s" % (code, said[-500:])]
            if code == 0 and self.run("gl-outbox --waiting") == "nothing is waiting\n":
                code, said = self.tick()  # once more: that one must do nothing
                return ["the tick that has nothing to do ended with %d: %s" % (code, said[-500:])] if code else []
        return ["after %d ordinary ticks something still waits: %s%s" % (most, self.run("gl-outbox --waiting"), said[-500:])]

    # --- what must hold

    def calm_run(self):
        """The tick that nothing befalls: what it makes is the measure for all others."""
        self.put_back()
        problems = self.settle()
        self.calm, self.calm_whole, self.calm_worn = self.tables(), self.as_a_whole(), self.worn()
        problems += check_applied(self) + check_answers(self)
        if problems:
            raise SystemExit("torture: the undisturbed tick has problems: %s" % problems)

    def tables(self, file=None):
        return {name: found for name, found in tables(file or self.books).items() if name not in LEFT_ALONE}

    def as_a_whole(self):
        """What the records decide, without the numbers of the log's rows."""
        return [self.query(sql) for sql in (ENTRIES, BALANCES, OUTCOMES, "SELECT batch, state, transactions, hash FROM batches", "SELECT user_id, role_id, wanted FROM wanted_roles",
                                            "SELECT verb, status, code, COUNT(*) FROM commands GROUP BY 1, 2, 3", "SELECT transaction_id, batch, verb, author_id, reverses FROM transactions")]

    def worn(self):
        return {user: sorted(m["roles"]) for user, m in self.look("members?guild=" + GUILD).items()}

    def sound(self):
        if engine.served(self.books):
            done = self.run("gl-verify", check=False)
            return ["the books are not sound: %s" % done.stdout] if done.returncode else []
        found = self.query("PRAGMA integrity_check") + self.query("PRAGMA foreign_key_check")
        return [] if found == [("ok",)] else ["the books are not sound: %s" % found[:3]]

    def compare(self):
        """After settle(): the books are those of the calm run, each command once, each answer once, each role as wanted."""
        again = self.tables()
        if self.calm["commands"] != again["commands"] and self.as_a_whole() == self.calm_whole:
            again = self.calm  # the results of deliveries stand elsewhere in the log, as after any tick that was cut in two
        problems = ["%s is not as in the calm run: %s" % (t, [p for p in zip(self.calm[t], again[t]) if p[0] != p[1]][:2] or "%d rows, not %d" % (len(again[t]), len(self.calm[t])))
                    for t in self.calm if self.calm[t] != again[t]]
        if self.worn() != self.calm_worn:
            problems.append("roles are worn otherwise: %s" % self.worn())
        return problems + self.sound() + check_applied(self) + check_answers(self)

    def everything(self):
        return tables(self.books), self.query("SELECT * FROM outbox"), self.query("SELECT * FROM cursors")

    def inbound(self):
        """The records that a tick's first half hands to gl-apply."""
        return self.run("gl-channels | gl-fetch | gl-parse | gl-identify")

    def hold_open(self):
        """A reader in the midst of a look: while it is open, the write-ahead log stays."""
        connection = sqlite3.connect(self.books)
        connection.execute("BEGIN")
        connection.execute("SELECT COUNT(*) FROM guilds").fetchall()
        return connection

    def consistent(self):
        """What must hold at any moment, in the midst of trouble too: no half effect, and no answer for what is not in the books."""
        problems = ["%s: %s" % (what, found[:3]) for what, sql in HALF_EFFECTS for found in [self.query(sql)] if found]
        log, channel_of = log_of(self)[0], {s["id"]: s["channel"] for s in self.says}
        for channel in self.channels:
            own = [m for m in self.look("messages?channel=" + channel) if m["author"]["id"] == "999"]
            problems += [p for p in single_answers(own, log)[1] if "is no command" in p]
            wanted = collections.Counter((log[m][0], log[m][3].strip()) for m in log if channel_of.get(m) == channel and log[m][3])
            problems += ["answered, but not in the books: %s" % (a,) for a in digest_answers(own) - wanted]
        return problems

    def calls(self):
        """Of the last tick: process -> its calls, in order, each (call, file descriptor, bytes)."""
        folder, found = self.environment["TORTURE_FOLDER"], {}
        for name in sorted(os.listdir(folder)):
            if name.endswith(".calls"):
                lines = open(os.path.join(folder, name)).read().splitlines()
                found[name[:-6]] = [(l.split()[0], int(l.split()[1]), int(l.split()[2])) for l in lines]
        return found


class Problems(list):
    """Told at once: a long run may be cut short."""

    def __iadd__(self, more):
        for problem in more:
            print("PROBLEM: " + problem, flush=True)
        return super().__iadd__(more)


def report(kind, tried, problems, seconds, options, more=""):
    print("%s: %d tried, %d survived%s; %.0f s" % (kind, tried, tried - len({p.split(": ")[0] for p in problems}), more, seconds))
    if problems:
        print("%s: %d problems; --seed %d --points %d repeats it" % (kind, len(problems), options.seed, options.points))
    return 1 if problems else 0
