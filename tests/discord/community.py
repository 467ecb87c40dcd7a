"""The invented Discord: guilds, channels, members, messages, and who may do what."""
import copy, datetime, threading, time

EPOCH = 1420070400000
VIEW, SEND, EMBEDS, FILES, HISTORY, MANAGE_ROLES, ADMIN, THREADS, CONNECT = 1 << 10, 1 << 11, 1 << 14, 1 << 15, 1 << 16, 1 << 28, 1 << 3, 1 << 38, 1 << 20
EVERYONE = VIEW | SEND | HISTORY | 1 << 6 | FILES | EMBEDS | THREADS | CONNECT
BOT = "999"
THREAD_TYPES = (10, 11, 12)
VOICE_TYPES, SILENT_TYPES = (2, 13), (4, 14, 15, 16)  # voice and stage; categories, directories, forums and media: no message of their own


class Refused(Exception):
    def __init__(self, status, code, message, errors=None):
        self.status, self.body = status, {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


def leaf(field, code, message):
    return {field: {"_errors": [{"code": code, "message": message}]}}


def iso(ms):
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc).isoformat(timespec="microseconds")


class World:
    def __init__(self):
        self.lock = threading.RLock()
        self.guilds, self.channels, self.users, self.messages, self.dms = {}, {}, {}, {}, {}
        self.nonces, self.reactions, self.role_changes, self.held = {}, [], [], []
        self.commands, self.command_writes = {}, []  # of each guild; each PUT of them
        # content_flag: what the application's flags say of the intent, where that is not what content_intent does
        self.settings = {"content_intent": True, "content_flag": None, "members_intent": True, "latency_ms": 0, "nonce_window_s": 180, "token": "fake-token",
                         "clock_skew_s": 0, "automod": [], "unwanted_links": [], "owner_2fa": True, "check_answers": False, "limits": True, "global_per_second": 50, "bucket": [50, 1],
                         "message_bucket": [5, 5], "base": "/api/v10",
                         # where interactions go; the number of the key pair that signs them (0: none), and whose certificates are trusted when an address is tried out
                         "endpoint": None, "application_key": 0, "endpoint_ca": None, "commands_scope": True, "same_localizations": True}  # whether the bot was invited with applications.commands
        self.last_id = self.nonces_met = self.ahead_s = 0  # ahead_s: how far its clock, which tests may set, is from ours
        self.users[BOT] = dict(self.user(BOT, "ledger"), discriminator="0000", bot=True)

    def now_ms(self):
        return int((time.time() + self.ahead_s) * 1000)

    def snowflake(self, ms=None):
        self.last_id = max(self.last_id + 1, ((ms or self.now_ms()) - EPOCH) << 22)
        return str(self.last_id)

    # --- what the tests set up

    def remember(self, troubles, limits):
        """This moment, faults that wait included; restore() returns to it as often as wanted."""
        self.kept = copy.deepcopy({k: v for k, v in vars(self).items() if k not in ("lock", "kept")}), copy.deepcopy(troubles.waiting)
        return {}

    def restore(self, troubles, limits):
        world, waiting = copy.deepcopy(self.kept)
        vars(self).update(world)
        troubles.waiting = waiting
        limits.buckets, limits.recent = {}, []
        return {}

    @staticmethod
    def user(id, username, global_name=None):
        return {"id": id, "username": username, "global_name": global_name, "discriminator": "0", "avatar": None, "public_flags": 0, "flags": 0,
                "primary_guild": None}

    def add_guild(self, id, name="Guild", owner_id="10", preferred_locale="en-US", bot=True):
        everyone = self.role(id, id, "@everyone", 0, EVERYONE)
        own = self.role(id, str(int(id) + 998), "ledger", 5, MANAGE_ROLES, True, {"bot_id": BOT})
        self.guilds[id] = {"id": id, "name": name, "owner_id": owner_id, "preferred_locale": preferred_locale, "bot": bot,
                           "roles": {id: everyone, own["id"]: own}, "members": {}}
        self.add_member(id, BOT, "ledger", roles=[own["id"]])
        return {"id": id}

    def role(self, guild, id, name, position, permissions, managed=False, tags=None):
        role = {"id": id, "name": name, "position": position, "permissions": str(permissions), "managed": managed, "mentionable": False,
                "hoist": False, "color": 0, "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None}, "flags": 0,
                "icon": None, "unicode_emoji": None, "description": None}
        return dict(role, tags=tags) if tags else role

    def add_role(self, guild, id, name="role", position=1, permissions=0, managed=False, tags=None):
        self.guilds[guild]["roles"][id] = self.role(guild, id, name, position, permissions, managed, tags)
        return {"id": id}

    def add_channel(self, guild, id, name="books", type=0, overwrites=()):
        self.channels[id] = {"id": id, "guild_id": guild, "name": name, "type": type, "position": 0, "permission_overwrites": list(overwrites),
                             "last_message_id": None, "parent_id": None, "topic": None, "nsfw": False, "rate_limit_per_user": 0, "flags": 0}
        self.messages[id] = {}
        return {"id": id}

    def add_thread(self, guild, parent, id=None, name="thread", archived=False, user="10"):
        id = id or self.snowflake()
        self.add_channel(guild, id, name, 11)
        self.channels[id].update(parent_id=parent, owner_id=user, thread_metadata={"archived": archived, "auto_archive_duration": 1440,
                                 "archive_timestamp": iso(self.now_ms()), "locked": False}, message_count=0, member_count=1, total_message_sent=0)
        if self.channels.get(parent, {}).get("type") in SILENT_TYPES:
            self.channels[parent]["last_message_id"] = id  # of a forum it is the newest thread
        return {"id": id}

    def add_member(self, guild, id, name=None, roles=(), pending=False, timeout=None, nick=None, global_name=None, bot=False, joined_at="2024-01-01T00:00:00.000000+00:00"):
        user = self.users.setdefault(id, self.user(id, name or "u" + id, global_name))
        if bot:
            user["bot"] = True
        self.guilds[guild]["members"][id] = {"user": user, "nick": nick, "roles": list(roles), "joined_at": joined_at, "premium_since": None,
                                             "deaf": False, "mute": False, "flags": 0, "pending": pending, "avatar": None, "banner": None,
                                             "communication_disabled_until": timeout}
        return {"id": id}

    # --- permissions

    def standing(self, guild, user):
        member = guild["members"].get(user)
        roles = [guild["id"]] + (member["roles"] if member else [])
        base = 0
        for role in roles:
            base |= int(guild["roles"].get(role, {"permissions": "0"})["permissions"])
        everything = guild["owner_id"] == user or base & ADMIN
        return roles, (1 << 60) - 1 if everything else base, everything

    def permissions(self, channel, user=BOT):
        guild = self.guilds[channel["guild_id"]]
        source = self.channels.get(channel["parent_id"], channel) if channel["type"] in THREAD_TYPES else channel
        roles, base, everything = self.standing(guild, user)
        if everything:
            return base
        by_id = {o["id"]: o for o in source["permission_overwrites"]}
        if guild["id"] in by_id:
            base = base & ~int(by_id[guild["id"]]["deny"]) | int(by_id[guild["id"]]["allow"])
        deny = allow = 0
        for role in roles[1:]:
            if role in by_id:
                deny, allow = deny | int(by_id[role]["deny"]), allow | int(by_id[role]["allow"])
        base = base & ~deny | allow
        if user in by_id:
            base = base & ~int(by_id[user]["deny"]) | int(by_id[user]["allow"])
        if self.timed_out(guild, user):
            base &= VIEW | HISTORY
        if channel["type"] in VOICE_TYPES and not base & CONNECT:
            base &= VIEW
        return base if base & VIEW else 0

    def timed_out(self, guild, user=BOT):
        timeout = (guild["members"].get(user) or {}).get("communication_disabled_until")
        return timeout is not None and datetime.datetime.fromisoformat(timeout).timestamp() > self.now_ms() / 1000

    def reach_channel(self, id):
        channel = self.channels.get(id)
        if not channel:
            raise Refused(404, 10003, "Unknown Channel")
        if channel["type"] != 1 and (not self.guilds[channel["guild_id"]]["bot"] or not self.permissions(channel) & VIEW):
            raise Refused(403, 50001, "Missing Access")
        return channel

    def reach_guild(self, id):
        guild = self.guilds.get(id)
        if not guild or not guild["bot"]:
            raise Refused(404 if not guild else 403, 10004 if not guild else 50001, "Unknown Guild" if not guild else "Missing Access")
        return guild

    # --- messages

    def say(self, channel, user, text, id=None, time_ms=None, hold_s=0, more=None, files=(), nonce=None):
        id = id or self.snowflake(time_ms)
        at = (int(id) >> 22) + EPOCH
        message = {"id": id, "channel_id": channel, "author": self.users.get(user, self.user(user, "u" + user)), "content": text, "timestamp": iso(at), "edited_timestamp": None, "tts": False,
                   "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": False, "type": 0,
                   "flags": 0, "components": [], "_files": list(files)}
        message["attachments"] = [{"id": str(i), "filename": f["name"], "size": f["size"], "url": "https://cdn.discordapp.com/x?ex=1",
                                   "proxy_url": "https://media.discordapp.net/x"} for i, f in enumerate(files)]
        message["mentions"] = [self.users[w] for w in self.users if "<@%s>" % w in text or "<@!%s>" % w in text]
        if nonce is not None:
            message["nonce"] = nonce
        message.update(more or {})
        self.messages[channel][id] = message
        if hold_s:
            self.held.append((time.time() + hold_s, id))
            message["_hidden_until"] = time.time() + hold_s
        known = self.channels[channel]["last_message_id"]
        self.channels[channel]["last_message_id"] = str(max(int(known or 0), int(id)))
        return message

    def shown(self, message):
        """As the API gives it to the bot: without the content intent other people's words come blank."""
        public = {k: v for k, v in message.items() if not k.startswith("_")}
        channel = self.channels[message["channel_id"]]
        reference = self.messages.get(message["channel_id"], {}).get((message.get("message_reference") or {}).get("message_id", ""))
        given = (self.settings["content_intent"] or message["author"]["id"] == BOT or channel["type"] == 1 or
                 "<@%s>" % BOT in message["content"] or "<@!%s>" % BOT in message["content"] or
                 (reference and reference["author"]["id"] == BOT and message.get("mentions")))
        if not given:
            public.update(content="", embeds=[], attachments=[], components=[])
            public.pop("poll", None)
        return public

    def page(self, channel, after=None, before=None, around=None, limit=50):
        visible = [m for m in self.messages[channel].values() if m.get("_hidden_until", 0) <= time.time()]
        ids = sorted(visible, key=lambda m: int(m["id"]))
        if after is not None:
            ids = [m for m in ids if int(m["id"]) > int(after)][:limit]
        elif before is not None:
            ids = [m for m in ids if int(m["id"]) < int(before)][-limit:]
        else:
            ids = ids[-limit:]
        return [self.shown(m) for m in reversed(ids)]
