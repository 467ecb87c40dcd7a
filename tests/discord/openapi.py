"""Checks requests, and the fake's own answers, against Discord's own OpenAPI description, where file and python3-jsonschema are there."""
import json, os, re

import commands

try:
    import jsonschema
except ImportError:
    jsonschema = None

# Routes that the file has not; commands.py has their rules.
COMMANDS = re.compile(r"^/applications/\d+/guilds/\d+/commands$")
FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "discord-openapi-subset.json")


class Schema:
    def __init__(self):
        self.document = json.load(open(FILE)) if jsonschema and os.path.exists(FILE) else None
        self.paths, self.validators = [], {}
        for template, item in (self.document or {"paths": {}})["paths"].items():
            self.paths.append((re.compile("^" + re.sub(r"\{\w+\}", "[^/]+", template) + "$"), item))
        self.paths.sort(key=lambda p: "{" in p[0].pattern)

    def find(self, method, path):
        return next((i for p, i in self.paths if p.match(path) and method.lower() in i), None)

    def answer_errors(self, method, path, status, body):
        """What is wrong with an answer of the fake's, as a list of words; of a list its ends are looked at."""
        item = self.find(method, path) if self.document and body is not None else None
        content = (item or {}).get(method.lower(), {}).get("responses", {}).get(str(status), {}).get("content", {})
        schema = next((c["schema"] for t, c in content.items() if "json" in t), None)
        ends = body[:1] + body[1:][-1:] if isinstance(body, list) else body
        return self.check(schema, json.loads(json.dumps(ends)), "answer to %s %s" % (method, path)) if schema else []

    def errors(self, method, path, query, body):
        """What is wrong with a request, as a list of words."""
        if COMMANDS.match(path) and method in ("GET", "PUT"):
            return commands.problems(body) if method == "PUT" else []
        if not self.document or (method, path) == ("PATCH", "/applications/@me"):  # the file has it not; api.py looks at its body
            return []
        item = self.find(method, path)
        if item is None:
            return ["%s %s is no route of Discord's" % (method, path)]
        operation, found = item[method.lower()], []
        parameters = {p["name"]: p for p in item.get("parameters", []) + operation.get("parameters", []) if p.get("in") == "query"}
        found += ["query parameter %s is unknown" % k for k in query if k not in parameters]
        for key, values in query.items():
            schema = parameters.get(key, {}).get("schema", {})
            value = int(values[0]) if schema.get("type") == "integer" and values[0].isdigit() else values[0]
            found += self.check(schema, value, key)
        content = operation.get("requestBody", {}).get("content", {})
        if body is not None:
            schema = next((c["schema"] for t, c in content.items() if "json" in t), None)
            found += self.check(schema, body, "body") if schema else ["a body where none belongs"]
        return found

    def check(self, schema, value, where):
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            whole = dict(schema, components=self.document["components"])
            self.validators[key] = jsonschema.Draft202012Validator(whole)
        return ["%s: %s" % (where, e.message[:200]) for e in self.validators[key].iter_errors(value)][:5]
