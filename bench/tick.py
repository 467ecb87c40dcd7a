"""What a tick costs, against the fake Discord of the tests: an idle one in CPU, a busy one in time spent waiting for the server."""
import glob, json, os, re, resource, shutil, ssl, statistics, subprocess, time, urllib.request

PROJECT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
# What an idle tick is compared with: its duty, done by a script of programs that every machine has. It looks into the books for the channels,
# asks the server once, and looks into the books for what is to be sent. What our tools link or load makes it neither slower nor faster.
YARDSTICK = """#!/usr/bin/env bash
set -euo pipefail
exec 9>>yardstick.lock
flock -n 9
sqlite3 -readonly books.db 'SELECT channel_id FROM channels WHERE enabled = 1' | curl -sS %s -H 'Authorization: Bot none' --data-binary @- %s/_fake/stats >/dev/null
sqlite3 books.db "SELECT delivery FROM outbox WHERE state = 'due' OR state = 'under_way'"
"""
GUILD, OWNER, CHANNELS, AUTHORS, MESSAGES, PAGE = "1000", "10", 10, 20, 1000, 100
IDLE_TICKS, TICKS_A_MINUTE, BUSY_TICKS, LATENCY_MS = 120, 20, 5, 100


class Discord:
    """The fake Discord, and books that read a guild of it."""

    def __init__(self, folder, binaries, tls=False):
        self.folder, self.trust = os.path.join(folder, "tick-tls" if tls else "tick"), None
        os.makedirs(self.folder)
        self.environment = dict(os.environ, PATH=binaries + ":" + os.environ["PATH"], GL_DB=self.at("books.db"), GL_GUILD=GUILD,
                                GL_STATE=self.at("state"), GL_TOKEN_FILE=self.at("token"))
        with open(self.at("token"), "w") as file:
            file.write("fake-token\n")
        self.server = subprocess.Popen([os.path.join(PROJECT, "tests/discord/fake"), "--ready", self.at("ready")] + (self.certificate() if tls else []))
        until = time.monotonic() + 20
        while not os.path.exists(self.at("ready")):
            if time.monotonic() > until or self.server.poll() is not None:
                raise SystemExit("bench: the fake Discord did not start")
            time.sleep(0.05)
        with open(self.at("ready")) as file:
            self.url = file.read().strip()
        self.environment["GL_API"] = self.url + "/api/v10"

    def at(self, name):
        return os.path.join(self.folder, name)

    def certificate(self):
        """A certificate among all those of the system, as a real one is."""
        certificate, key, folder = self.at("cert.pem"), self.at("key.pem"), self.at("certs")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", certificate,
                        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, stderr=subprocess.DEVNULL)
        shutil.copytree("/etc/ssl/certs", folder, ignore=lambda _, names: [n for n in names if not re.fullmatch(r"[0-9a-f]{8}\.\d", n)])
        digest = subprocess.run(["openssl", "x509", "-hash", "-noout", "-in", certificate], check=True, capture_output=True, text=True).stdout.strip()
        shutil.copy(certificate, "%s/%s.0" % (folder, digest))
        self.environment["GL_CA_FILE"], self.trust = folder, ssl.create_default_context(cafile=certificate)
        return ["--tls", certificate, key]

    def end(self):
        self.server.terminate()
        self.server.wait()

    def ask(self, path, body=None, method=None):
        request = urllib.request.Request(self.url + "/_fake/" + path, None if body is None else json.dumps(body).encode(), method=method)
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=self.trust))
        with direct.open(request) as answer:
            return json.load(answer)

    def requests(self):
        """What the tools asked for since this was last called."""
        return self.ask("requests", method="DELETE")

    def shell(self, command):
        subprocess.run(["bash", "-o", "pipefail", "-c", command], check=True, env=self.environment, cwd=self.folder)

    def found(self):
        channels = [str(2000 + i) for i in range(CHANNELS)]
        members = [OWNER] + [str(100 + i) for i in range(AUTHORS)]
        self.ask("do", [{"op": "guild", "id": GUILD, "name": "Bench", "owner_id": OWNER}] +
                 [{"op": "channel", "guild": GUILD, "id": c} for c in channels] + [{"op": "member", "guild": GUILD, "id": m} for m in members])
        self.shell("gl-db init --guild %s --name Bench --owner %s >/dev/null && gl-channels --roster | gl-roster | gl-apply >/dev/null" % (GUILD, OWNER))
        self.shell("(%s) | gl-command | gl-apply >/dev/null" % "; ".join("echo \"config channel <#%s> on\"" % c for c in channels))
        self.tick()

    def tick(self):
        subprocess.run([os.path.join(PROJECT, "jobs/tick")], check=True, env=self.environment)


def spent(command, discord):
    """CPU seconds, user and system, of COMMAND and all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=discord.environment, cwd=discord.folder, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def yardstick(discord):
    script = discord.at("yardstick")
    with open(script, "w") as file:
        file.write(YARDSTICK % ("--cacert cert.pem" if discord.trust else "", discord.url))
    os.chmod(script, 0o755)
    return script


def idle(discord, what, row):
    script = yardstick(discord)
    ours, theirs = [], []
    discord.requests()
    for number in range(IDLE_TICKS):  # in turns, so that a noisy minute meets both
        if number % TICKS_A_MINUTE == 0:  # the first look of a minute asks what falls due, too
            for rested in glob.glob(discord.at("state/*.rested")):
                os.unlink(rested)
        ours.append(spent([os.path.join(PROJECT, "jobs/tick")], discord))
        theirs.append(spent([script], discord))
    asked, o, t = len(discord.requests()) / IDLE_TICKS, statistics.mean(ours), statistics.mean(theirs)
    row(what + ", CPU", "%.1f ms" % (o * 1000), "a script of its duty %.1f" % (t * 1000), o / t, "<= 1.5", o / t <= 1.5)
    row(what + ", requests", "%.2f" % asked, "1", asked, "1", asked == 1)


def residents(discord):
    """Processes that still hold these books' environment, the fake Discord aside."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/environ" % pid, "rb") as file:
                if ("GL_DB=" + discord.at("books.db")).encode() in file.read().split(b"\0"):
                    found.append(pid)
        except OSError:
            continue  # gone, or another's
    return found


def union(spans):
    """Seconds covered by the spans, each counted once however many overlap."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def busy_tick(discord, number):
    """1,000 messages in channels that nobody read before, so that exactly so many pages are needed; the inbound pipe reads them.
    Returns wall time, time with a request at the server, and the requests."""
    channels = [str(10000 * (number + 1) + i) for i in range(CHANNELS)]
    discord.ask("do", [{"op": "channel", "guild": GUILD, "id": c} for c in channels])
    discord.shell("(%s) | gl-command | gl-apply >/dev/null" % "; ".join("echo \"config channel <#%s> on\"" % c for c in channels))
    discord.ask("do", [{"op": "say", "channel": channels[i % CHANNELS], "user": str(100 + i * 7 % AUTHORS), "text": "!balance"} for i in range(MESSAGES)])
    discord.requests()
    start = time.monotonic()
    discord.shell("gl-channels | gl-fetch | gl-parse | gl-identify | gl-apply >outcomes")
    wall = time.monotonic() - start
    discord.shell("(%s) | gl-command | gl-apply >/dev/null" % "; ".join("echo \"config channel <#%s> off\"" % c for c in channels))
    with open(discord.at("outcomes")) as file:
        answered = sum('"status":"ok"' in line for line in file)
    if answered != MESSAGES:
        raise SystemExit("bench: %d of %d messages were answered in the busy tick" % (answered, MESSAGES))
    asked = discord.requests()
    return wall, union((r["time"] - LATENCY_MS / 1000, r["time"]) for r in asked), asked


def busy(discord, row):
    # each member asks more than a member usually may in a minute
    discord.shell("(echo config chatter.limit 10000; for i in $(seq 100 %d); do echo register \"<@$i>\"; done) | gl-command | gl-apply >/dev/null" % (99 + AUTHORS))
    discord.ask("do", {"op": "set", "key": "latency_ms", "value": LATENCY_MS})
    busy_tick(discord, 0) # the limits of each route become known, as they are in daily work
    ticks = sorted((busy_tick(discord, n) for n in range(1, BUSY_TICKS + 1)), key=lambda tick: tick[0])
    wall, at_server, asked = ticks[BUSY_TICKS // 2]
    authors = [r for r in asked if re.fullmatch(r"/guilds/\d+(/members/\d+)?", r["path"])] # who they are, and who the owner is
    pages, needed = len(asked) - len(authors), CHANNELS * -(-MESSAGES // CHANNELS // PAGE) + 1
    row("busy tick, requests to read", "%d" % pages, "%d: pages and a list" % needed, pages / needed, "<= 1", pages <= needed)
    row("busy tick, requests for authors", "%d" % len(authors), "%d: authors, owner" % (AUTHORS + 1), len(authors) / (AUTHORS + 1), "<= 1", len(authors) <= AUTHORS + 1)
    row("busy tick, waiting for the server", "%.0f ms" % (at_server * 1000), "%.0f ms in all" % (wall * 1000), at_server / wall, ">= 0.9", at_server / wall >= 0.9)


def measure(folder, binaries, row):
    for tls in (False, True):
        discord = Discord(folder, binaries, tls)
        try:
            discord.found()
            idle(discord, "idle tick over TLS" if tls else "idle tick", row)
            if not tls:
                busy(discord, row)
            left = residents(discord)
            row("resident between ticks", "%d processes" % len(left), "0", len(left), "0", not left)
        finally:
            discord.end()
