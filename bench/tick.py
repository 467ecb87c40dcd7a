"""What a tick costs, against the fake Discord of the tests: an idle one in CPU, a busy one in time spent waiting for the server."""
import json, os, re, resource, shutil, subprocess, time, urllib.request

PROJECT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
INBOUND, OUTBOUND = ("gl-channels", "gl-fetch", "gl-parse", "gl-identify", "gl-apply"), ("gl-outbox", "gl-send", "gl-apply")
GUILD, OWNER, CHANNELS, AUTHORS, MESSAGES, PAGE = "1000", "10", 10, 20, 1000, 100
IDLE_TICKS, ROUNDS, LATENCY_MS = 30, 5, 100


class Discord:
    """The fake Discord, and books that read a guild of it."""

    def __init__(self, folder, binaries):
        self.folder = os.path.join(folder, "tick")
        os.makedirs(self.folder)
        self.environment = dict(os.environ, PATH=binaries + ":" + os.environ["PATH"], GL_DB=self.at("books.db"), GL_GUILD=GUILD,
                                GL_STATE=self.at("state"), GL_TOKEN_FILE=self.at("token"))
        with open(self.at("token"), "w") as file:
            file.write("fake-token\n")
        self.server = subprocess.Popen([os.path.join(PROJECT, "tests/discord/fake"), "--ready", self.at("ready")])
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

    def end(self):
        self.server.terminate()
        self.server.wait()

    def ask(self, path, body=None, method=None):
        request = urllib.request.Request(self.url + "/_fake/" + path, None if body is None else json.dumps(body).encode(), method=method)
        with urllib.request.urlopen(request) as answer:
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
        self.shell("(%s) | gl-apply >/dev/null" % "; ".join("gl-command config channel '<#%s>' on" % c for c in channels))
        self.tick()

    def tick(self):
        subprocess.run([os.path.join(PROJECT, "jobs/tick")], check=True, env=self.environment)


def spent(command, times, environment):
    """CPU seconds, user and system, of COMMAND run so often, and of all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(times):
        subprocess.run(command, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def trivial_tick(discord, binaries):
    """A script of the tick's pipelines, in which each tool is a program that does nothing but is linked as the tool is."""
    folder = discord.at("trivial")
    os.makedirs(folder)
    with open(folder + "/trivial.c", "w") as file:
        file.write("int main(void) { return 0; }\n")
    for tool in set(INBOUND + OUTBOUND):
        dynamic = subprocess.run(["readelf", "-d", os.path.join(binaries, tool)], check=True, capture_output=True, text=True).stdout
        needed = re.findall(r"NEEDED.*\[(.*)\]", dynamic)
        subprocess.run(["gcc", "-O2", "-fPIE", "-pie", "-Wl,-z,relro,-z,now", "-Wl,--no-as-needed", "-o", folder + "/" + tool, folder + "/trivial.c"] +
                       ["-l:" + library for library in needed], check=True)
    with open(folder + "/tick", "w") as file:
        file.write("#!/usr/bin/env bash\nset -euo pipefail\nPATH=%s:$PATH\n%s >/dev/null\n%s >/dev/null\n" % (folder, " | ".join(INBOUND), " | ".join(OUTBOUND)))
    os.chmod(folder + "/tick", 0o755)
    return folder + "/tick"


def idle(discord, binaries, row):
    trivial = trivial_tick(discord, binaries)
    ours, floor = [], []
    discord.requests()
    for _ in range(ROUNDS): # in turns, so that a noisy minute meets both; the quietest round of each counts
        ours.append(spent([os.path.join(PROJECT, "jobs/tick")], IDLE_TICKS, discord.environment) / IDLE_TICKS)
        floor.append(spent([trivial], IDLE_TICKS, discord.environment) / IDLE_TICKS)
    asked = len(discord.requests()) / ROUNDS / IDLE_TICKS
    row("idle tick, CPU", "%.1f ms" % (min(ours) * 1000), "8 trivial programs %.1f" % (min(floor) * 1000), min(ours) / min(floor), "<= 1.5", min(ours) / min(floor) <= 1.5)
    row("idle tick, requests", "%.2f" % asked, "1", asked, "<= 1", asked <= 1)
