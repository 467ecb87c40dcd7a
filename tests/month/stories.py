"""Stories of the treasurer's month: read, played on books, and what differs at the end (stories/README.md has the format).

The books are tools.Books (the tools themselves) or model.Books (the rules, written apart): both have say, roster, due and state."""
import datetime, glob, json, os, re

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stories")


def milliseconds(text):
    """2027-01-02T10:00:05.100Z as Unix milliseconds."""
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)) // datetime.timedelta(milliseconds=1)


def instant(ms):
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=ms)
    return moment.isoformat(timespec="milliseconds") + "Z"


def minor(text, scale):
    """12.50 as 1250: exact, however long."""
    whole, _, part = text.lstrip("-").partition(".")
    value = int(whole + part.ljust(scale, "0"))
    assert len(part) <= scale, text
    return -value if text.startswith("-") else value


class Story:
    def __init__(self, path):
        self.path, self.name = path, os.path.basename(path)[:-len(".json")]
        with open(path) as file:
            self.data = json.load(file)
        data = self.data
        self.scales = {data["currency"]: data["scale"]}
        self.setup = [(milliseconds(data["start"]) + 1000 * i, int(line.split(" ", 1)[0]), line.split(" ", 1)[1]) for i, line in enumerate(data["setup"])]
        for _, _, text in self.setup:  # further currencies
            if given := re.match(r"!config currency\.(\w+) (\d+)$", text):
                self.scales[given[1].upper()] = int(given[2])

    def value(self, text, currency):
        return minor(text, self.scales[currency])

    def sums(self, key):
        return {who: {c: self.value(v, c) for c, v in sums.items() if self.value(v, c)} for who, sums in self.data.get(key, {}).items() if any(self.value(v, c) for c, v in sums.items())}


def load(names, folder=FOLDER):
    paths = [os.path.join(folder, name + ".json") for name in names] if names else sorted(glob.glob(os.path.join(folder, "*.json")))
    return [Story(path) for path in paths]


def same_line(expected, got):
    """Whether a due command's line is as the story says: all before `ok`, and of what follows how many were asked and who was passed over."""
    head, _, rest = expected.partition(": ok")
    if got["line"] != (head + ": ok" if ": ok" in expected else expected):
        return False
    asked, passed = re.search(r"(\d+) asked", rest), re.search(r"passed over (.*)", rest)
    return (not asked or int(asked[1]) == got["asked"]) and (not passed or passed[1].split() == got["passed"])


def play(story, books):
    """Plays STORY on BOOKS; a list of what differs, empty when all is as it says."""
    data, wrong = story.data, []
    for _, who, text, status in books.say(story.setup):
        if status != "ok":
            wrong.append("setup %r: %s" % (text, status))
    steps, expected, position = data["steps"], data["status"], 0
    while position < len(steps):
        step = steps[position]
        if "due" in step:
            got = books.due(milliseconds(step["due"]))
            if len(got) != len(expected[position]) or not all(map(same_line, expected[position], got)):
                wrong.append("due %s: %s, not %s" % (step["due"], [g["line"] for g in got], expected[position]))
            position += 1
        elif "say" in step:
            end = position
            while end < len(steps) and "say" in steps[end]:
                end += 1
            said = [(milliseconds(s["at"]), int(s["who"]), s["say"]) for s in steps[position:end]]
            for (at, who, text, status), awaited in zip(books.say(said), expected[position:end]):
                if status != awaited:
                    wrong.append("%s %s %r: %s, not %s" % (instant(at), who, text, status, awaited))
            position = end
        else:
            books.roster(milliseconds(step["at"]), {int(w): [int(r) for r in roles] for w, roles in step.get("roles", {}).items()}, [int(w) for w in step.get("left", [])])
            position += 1
    return wrong + differences(story, books.state())


def differences(story, state):
    data, wrong = story.data, []

    def compare(what, awaited, got):
        if awaited != got:
            wrong.append("%s %s, not %s" % (what, got, awaited))

    compare("balances", story.sums("balances"), state["balances"])
    compare("held", story.sums("held"), state["held"])
    rows = state["waiting"]
    places = {row["number"]: "$%d" % (k + 1) for k, row in enumerate(rows)}
    awaited = data.get("waiting", {})
    for k, row in enumerate(rows):
        name = "$%d" % (k + 1)
        if name not in awaited:
            wrong.append("waiting %s, which the story does not have: %s" % (name, row))
            continue
        want = dict(awaited[name])
        for key in ("amount", "paid"):
            if key in want:
                want[key] = story.value(want[key], row["currency"] or data["currency"])
        compare("waiting %s (%d)" % (name, row["number"]), want, {key: row[key] for key in want})
    for name in awaited:
        if int(name[1:]) > len(rows):
            wrong.append("waiting %s is missing" % name)
    compare("number of schedules", len(data.get("schedules", {})), len(state["schedules"]))
    for number, want in data.get("schedules", {}).items():
        row = state["schedules"].get(int(number))
        compare("schedule " + number, want, row and {key: row[key] for key in want})
    roles = {int(who): sorted(map(int, person["roles"])) for who, person in data["people"].items()}
    roles.update({int(who): sorted(map(int, some)) for who, some in data.get("roles_at_end", {}).items()})
    compare("roles", roles, {who: state["roles"].get(who) for who in roles})
    want = [transaction_of(story, t) for t in data["transactions"]]
    got = [dict(t, waiting=places.get(t["waiting"], t["waiting"])) for t in state["transactions"]]
    for one, other in zip(want, got):
        compare("transaction", one, other)
    for one in want[len(got):]:
        wrong.append("transaction %s is missing" % one)
    for one in got[len(want):]:
        wrong.append("transaction %s, which the story does not have" % one)
    return wrong


def transaction_of(story, t):
    return {"id": t["id"], "time": milliseconds(t["time"]), "verb": t["verb"], "lines": [(a, story.value(v, c), c) for a, v, c in t["lines"]], "waiting": t.get("waiting"),
            "approved_by": int(t["approved_by"]) if "approved_by" in t else None, "reverses": t.get("reverses")}
