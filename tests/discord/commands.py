#!/usr/bin/env python3
"""Discord's rules of application commands: https://discord.com/developers/docs/interactions/application-commands

Run, it reads the body of a PUT …/commands and prints what is wrong with it, a line each; nothing: it is as it should be. With --ours also what
only our own table promises: each name and description in en-US, es-ES and es-419."""
import json, sys, unicodedata

CHAT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
TYPES = range(1, 12)
MOST = {CHAT: 100, USER: 15, MESSAGE: 15}
LOCALES = set("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko".split())
OURS = {"en-US", "es-ES", "es-419"}
KEYS = {
    "command": {"id", "type", "name", "name_localizations", "description", "description_localizations", "options", "default_member_permissions",
                "dm_permission", "contexts", "integration_types", "nsfw", "handler"},
    "option": {"type", "name", "name_localizations", "description", "description_localizations", "required", "choices", "options", "channel_types",
               "min_value", "max_value", "min_length", "max_length", "autocomplete"},
    "choice": {"name", "name_localizations", "value"},
}


def is_name_letter(letter):
    """-_' or a letter or number of any script, or a sign of Devanagari or Thai; no capital."""
    script = unicodedata.name(letter, "").split(" ")[0]
    return letter in "-_'" or unicodedata.category(letter)[0] in "LN" or script in ("DEVANAGARI", "THAI")


class Check:
    def __init__(self, ours):
        self.found, self.ours = [], ours

    def wrong(self, where, text):
        self.found.append("%s: %s" % (where, text))

    def text(self, where, value, most):
        if not isinstance(value, str) or not 1 <= len(value) <= most:
            self.wrong(where, "must be 1 to %d characters: %r" % (most, value))

    def name(self, where, value):
        self.text(where, value, 32)
        if not all(is_name_letter(c) for c in value or "") or value != (value or "").lower():
            self.wrong(where, "is no name of a command: %r" % value)

    def localized(self, where, thing, key, check):
        """Checks a text and its translations; the longest counts for the command's limit."""
        check("%s %s" % (where, key), thing.get(key))
        localizations = thing.get(key + "_localizations") or {}
        for locale, value in localizations.items():
            if locale not in LOCALES:
                self.wrong(where, "%s is no locale of Discord's" % locale)
            check("%s %s %s" % (where, key, locale), value)
        if self.ours and set(localizations) != OURS:
            self.wrong(where, "%s is in %s" % (key, sorted(localizations)))
        if self.ours and localizations.get("en-US") != thing.get(key):
            self.wrong(where, "%s: en-US differs from the default" % key)
        return max(len(t or "") for t in [thing.get(key), *localizations.values()])

    def keys(self, where, kind, thing):
        for key in set(thing) - KEYS[kind]:
            self.wrong(where, "%s is no key of a %s" % (key, kind))

    def unique(self, where, things):
        """Names differ in each language, and from every default name of another."""
        for locale in sorted(LOCALES):
            names = [(t.get("name_localizations") or {}).get(locale, t.get("name")) for t in things]
            if len(set(names)) != len(names):
                self.wrong(where, "two have one name in %s: %s" % (locale, [n for n in names if names.count(n) > 1]))
            for thing, name in zip(things, names):
                if any(o is not thing and o.get("name") == name and o["name"] != thing.get("name") for o in things):
                    self.wrong(where, "%s in %s is the default name of another" % (name, locale))

    def choices(self, where, option):
        choices, size = option.get("choices") or [], 0
        if len(choices) > 25 or (choices and option.get("autocomplete")):
            self.wrong(where, "has too many choices, or both choices and autocompletion")
        for choice in choices:
            self.keys(where, "choice", choice)
            size += self.localized(where, choice, "name", lambda w, v: self.text(w, v, 100)) + len(str(choice.get("value")))
            if option["type"] == STRING:
                self.text(where, choice.get("value"), 100)
        for locale in [None] + sorted(LOCALES):
            names = [(c.get("name_localizations") or {}).get(locale, c.get("name")) for c in choices]
            if len(set(names)) != len(names):
                self.wrong(where, "two choices are called the same in %s" % locale)
        if len({json.dumps(c.get("value")) for c in choices}) != len(choices):
            self.wrong(where, "two choices have one value")
        return size

    def options(self, where, options, depth=0):
        size = 0
        if len(options) > 25:
            self.wrong(where, "has %d options" % len(options))
        self.unique(where, options)
        if any(o["type"] in (SUBCOMMAND, GROUP) for o in options) and not all(o["type"] in (SUBCOMMAND, GROUP) for o in options):
            self.wrong(where, "mixes subcommands and options")
        optional = False
        for option in options:
            inside = "%s %s" % (where, option.get("name"))
            self.keys(inside, "option", option)
            if option.get("type") not in TYPES or (self.ours and option["type"] == NUMBER):
                self.wrong(inside, "type %r" % option.get("type"))
            if option.get("required") and optional:
                self.wrong(inside, "is required behind an optional one")
            optional |= not option.get("required", False)
            if option.get("options") and (option["type"] not in (SUBCOMMAND, GROUP) or depth > (option["type"] == GROUP)):
                self.wrong(inside, "nests too deep")
            if not -2 ** 53 < option.get("min_value", 0) < 2 ** 53 or not 0 <= option.get("max_length", 1) <= 6000:
                self.wrong(inside, "a limit is out of range")
            if ("min_value" in option and option["type"] not in (INTEGER, NUMBER)) or ("max_length" in option and option["type"] != STRING):
                self.wrong(inside, "has a limit of another type")
            if option.get("autocomplete") and option["type"] not in (STRING, INTEGER, NUMBER):
                self.wrong(inside, "cannot be completed")
            size += self.localized(inside, option, "name", self.name)
            size += self.localized(inside, option, "description", lambda w, v: self.text(w, v, 100))
            size += self.choices(inside, option) + self.options(inside, option.get("options") or [], depth + 1)
        return size

    def command(self, command):
        kind, where = command.get("type", CHAT), "/%s" % command.get("name")
        self.keys(where, "command", command)
        permissions = command.get("default_member_permissions")
        if permissions is not None and not (isinstance(permissions, str) and permissions.isdigit()):
            self.wrong(where, "default_member_permissions is %r" % permissions)
        if kind != CHAT:
            self.localized(where, command, "name", lambda w, v: self.text(w, v, 32))
            return
        size = self.localized(where, command, "name", self.name)
        size += self.localized(where, command, "description", lambda w, v: self.text(w, v, 100))
        size += self.options(where, command.get("options") or [])
        if size > 8000:
            self.wrong(where, "has %d characters" % size)

    def commands(self, commands):
        if not isinstance(commands, list):
            self.wrong("body", "is no list")
            return
        for kind, most in MOST.items():
            same = [c for c in commands if c.get("type", CHAT) == kind]
            if len(same) > most:
                self.wrong("body", "has %d commands of type %d" % (len(same), kind))
            self.unique("commands of type %d" % kind, same)
        for command in commands:
            self.command(command)


def problems(commands, ours=False):
    """What is wrong with COMMANDS, as a list of words."""
    check = Check(ours)
    check.commands(commands)
    return check.found


if __name__ == "__main__":
    print(*problems(json.load(sys.stdin), "--ours" in sys.argv), sep="\n", end="")
