"""The simulated guild around the real tools: a fake Discord whose clock is set, jobs that run at a time of ours, crashes, backups."""
import datetime, fcntl, json, os, select, shutil, signal, subprocess, time, urllib.request

import engine, leftovers
from engine import BIN, PROJECT
from people import ABOVE, ALONE, COLOURS, GAMES, GUILD, INNER, MANAGED, OWNER, PAID, REGISTRAR, STAFF, WELCOME

EPOCH, CHANNELS, SIDE_CHANNEL, TICK_S = 1420070400000, ["2000", "2001"], "2002", 60
LONGEST_JOB_S = 600  # of ours; only a job that hangs takes so long
FASTER = 10  # a tool's clock runs so much faster than ours, so that its waits are short
CLOCKS = ("/usr/lib/%s/faketime/libfaketime.so.1" % a for a in os.listdir("/usr/lib") if a.endswith("-linux-gnu"))


class Guild:
    def __init__(self, folder, zone="Europe/Madrid"):
        self.folder, self.books, self.zone = folder, engine.fresh(os.path.join(folder, "books.db")), zone
        self.ticks = self.killed = 0
        self.codes = {}
        clock = next((c for c in CLOCKS if os.path.exists(c)), None)
        if not clock:
            raise SystemExit("the year needs libfaketime: deploy/packages --tests")
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("GL_")}
        self.environment.update(GL_DB=self.books, GL_GUILD=GUILD, GL_STATE=os.path.join(folder, "state"), GL_TOKEN_FILE=os.path.join(folder, "token"),
                                GL_BACKUPS=os.path.join(folder, "backups"), GL_TICK=str(TICK_S), GL_TALK="0", GL_LOG_FORMAT="text", TZ="UTC", FAKETIME_DISABLE_SHM="1",
                                FAKETIME_DONT_FAKE_MONOTONIC="1", ASAN_OPTIONS="detect_leaks=0:exitcode=99:verify_asan_link_order=0",
                                PATH=BIN + os.pathsep + os.environ["PATH"])
        self.clock = clock
        os.makedirs(os.path.join(folder, "run"))
        shutil.copytree(os.path.join(PROJECT, "jobs"), os.path.join(folder, "run", "jobs"))
        os.symlink(BIN, os.path.join(folder, "run", "bin"))  # the jobs look for the tools beside themselves
        with open(self.environment["GL_TOKEN_FILE"], "w", opener=lambda p, f: os.open(p, f, 0o600)) as file:
            file.write("fake-token\n")
        self.log = open(os.path.join(folder, "jobs.log"), "ab")

    # --- the fake Discord

    def start_fake(self):
        ready = os.path.join(self.folder, "ready")
        self.fake = subprocess.Popen([os.path.join(PROJECT, "tests", "discord", "fake"), "--ready", ready], stderr=subprocess.DEVNULL)
        while not os.path.exists(ready):
            if self.fake.poll() is not None:
                raise SystemExit("the fake Discord does not start")
            time.sleep(0.05)
        self.url = open(ready).read().strip()
        self.environment["GL_API"] = self.url + "/api/v10"

    def steer(self, *orders):
        return json.load(urllib.request.urlopen(self.url + "/_fake/do", json.dumps(orders).encode(), 60)) if orders else []

    def look(self, what):
        return json.load(urllib.request.urlopen(self.url + "/_fake/" + what, None, 60))

    def members(self):
        return self.look("members?guild=" + GUILD)

    def found(self, people, start):
        role = lambda id, name, position=2, **more: dict({"op": "role", "guild": GUILD, "id": id, "name": name, "position": position}, **more)
        self.steer({"op": "clock", "ms": start}, {"op": "guild", "id": GUILD, "name": "Año de Gracia", "owner_id": OWNER},
                   *(role(i, n) for i, n in STAFF.items()), role(REGISTRAR, "member of the club"), role(WELCOME, "welcome"), role(ABOVE, "above", 9),
                   role(MANAGED, "boosters", managed=True), role("671", "powerful", permissions=8), role("672", "plain"),
                   *(role(r, "%s %d" % (name, n)) for name, roles in (("colour", COLOURS), ("game", GAMES), ("vip", PAID), ("inner", INNER), ("alone", ALONE + ["643", "644"]),
                                                                       ("granted", ["651", "652", "653"])) for n, r in enumerate(roles)),
                   *({"op": "channel", "guild": GUILD, "id": c, "name": "books" + c} for c in CHANNELS + [SIDE_CHANNEL]),
                   {"op": "set", "key": "bucket", "value": [500, 1]}, {"op": "set", "key": "message_bucket", "value": [500, 1]}, {"op": "set", "key": "global_per_second", "value": 5000})
        for person in people:
            self.join(person)

    def join(self, person, pending=False):
        person.here = True
        self.steer({"op": "member", "guild": GUILD, "id": person.id, "name": person.name, "roles": person.roles, "pending": pending})

    # --- the tools, at a time of ours

    def at(self, ms):
        stamp = datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
        return dict(self.environment, FAKETIME="@%s x%d" % (stamp, FASTER), LD_PRELOAD=self.clock)

    def run(self, command, ms, text="", environment=None):
        done = subprocess.run(["bash", "-o", "pipefail", "-c", command], input=text, env=environment or self.at(ms), capture_output=True, text=True)
        if done.returncode:
            raise SystemExit("%s: exit code %d: %s" % (command, done.returncode, done.stderr[-2000:]))
        return done.stdout

    def wait_for_lock(self):
        """Until what a killed job left behind is gone."""
        os.makedirs(self.environment["GL_STATE"], exist_ok=True)
        with open(os.path.join(self.environment["GL_STATE"], "default.lock"), "a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)

    def job(self, name, ms, fate=None):
        """Runs a job; FATE: after how many seconds it is killed, and which of its processes (-1: all)."""
        self.wait_for_lock()
        self.steer({"op": "clock", "ms": ms})
        job = subprocess.Popen([os.path.join(self.folder, "run", "jobs", name)], env=self.at(ms), stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True)
        if not self.ended(job, fate[0] if fate else LONGEST_JOB_S):
            if not fate:
                raise SystemExit("%s has not ended in %d s" % (name, LONGEST_JOB_S))
            self.kill(job.pid, fate[1])
            self.killed += 1
        code = job.wait()
        self.wait_for_lock()
        for left in ("faketime_shm_%d", "sem.faketime_sem_%d"):  # of a killed one; the next process of that number would not start
            if os.path.exists("/dev/shm/" + left % job.pid):
                os.unlink("/dev/shm/" + left % job.pid)
        self.ticks += name == "tick"
        self.codes[name, code] = self.codes.get((name, code), 0) + 1
        return code

    @staticmethod
    def ended(job, seconds):
        """Waits by the process itself: Popen.wait() with a limit looks at the clock instead, and loses time."""
        handle = os.pidfd_open(job.pid)
        try:
            return bool(select.select([handle], [], [], seconds)[0])
        finally:
            os.close(handle)

    @staticmethod
    def kill(group, which):
        if which < 0:
            os.killpg(group, signal.SIGKILL)
            return
        members = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                if os.getpgid(int(pid)) == group:
                    members.append(int(pid))
            except ProcessLookupError:
                pass
        if members:
            try:
                os.kill(sorted(members)[which % len(members)], signal.SIGKILL)
            except ProcessLookupError:
                pass

    def query(self, sql, *values):
        return engine.ask(self.books, sql, *values)

    def newest_backup(self):
        folder = self.environment["GL_BACKUPS"]
        return os.path.join(folder, sorted(f for f in os.listdir(folder) if f.endswith(".db"))[-1])

    def restore(self, copy, ms):
        """The one place that knows how a copy becomes the books again; they know more than the copy, hence --force."""
        if engine.served(self.books):
            restored = engine.fresh_file(os.path.join(self.folder, "restored.db"))
            self.run("gl-db restore --db '%s' '%s'" % (restored, copy), ms)
            engine.fresh(os.path.join(self.folder, "books.db"))
            return engine.copy(restored, self.books)
        self.run("'%s/run/jobs/restore' - --force '%s'" % (self.folder, copy), ms)

    def end(self):
        leftovers.end("GL_STATE", self.environment["GL_STATE"])
        if hasattr(self, "fake"):
            self.fake.kill()
            self.fake.wait()
