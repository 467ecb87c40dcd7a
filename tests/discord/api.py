"""Discord's routes over the invented community."""
import hashlib, json, re, time, urllib.parse

import commands
import endpoint
from community import ADMIN, BOT, CONNECT, EMBEDS, FILES, HISTORY, MANAGE_ROLES, SEND, SILENT_TYPES, THREADS, THREAD_TYPES, VIEW, VOICE_TYPES, Refused, leaf

ROUTES = []


def route(method, template):
    pattern = re.compile("^" + re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template.replace("@me", "@me")) + "$")

    def register(function):
        ROUTES.append((method, template, pattern, function))
        return function
    return register


def find(method, path):
    """The route of a path: (template, function, arguments), or None."""
    for known, template, pattern, function in ROUTES:
        match = pattern.match(path)
        if match and known == method:
            return template, function, match.groupdict()
    return None


def number(query, key, default, low, high):
    text = query.get(key, [str(default)])[0]
    if not text.isdigit() or not low <= int(text) <= high:
        raise Refused(400, 50035, "Invalid Form Body", leaf(key, "NUMBER_TYPE_MAX", "int value should be less than or equal to %d." % high))
    return int(text)


def channel_json(world, channel):
    return {k: v for k, v in channel.items() if not k.startswith("_")}


@route("GET", "/users/@me")
def me(world, request):
    return 200, dict(world.users[BOT], mfa_enabled=False, locale="en-US")


@route("GET", "/applications/@me")
def application(world, request):
    key = endpoint.application(world)
    told = world.settings["content_flag"]
    flags = (1 << 19 if (world.settings["content_intent"] if told is None else told) else 0) | (1 << 15 if world.settings["members_intent"] else 0)
    return 200, {"id": BOT, "name": "ledger", "icon": None, "description": "", "summary": "", "bot_public": False, "bot_require_code_grant": False,
                 "verify_key": key.public_key if key else "0" * 64, "flags": flags, "flags_new": str(flags), "owner": world.users.get("10", world.users[BOT]), "bot": world.users[BOT], "type": None,
                 "redirect_uris": [], "interactions_endpoint_url": world.settings["endpoint"], "role_connections_verification_url": None, "approximate_guild_count": len(world.guilds),
                 "approximate_user_install_count": 0, "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "team": None,
                 "eligible_oauth2_scopes": []}


@route("PATCH", "/applications/@me")
def change_application(world, request):
    unknown = set(request.body) - {"interactions_endpoint_url"}
    url = request.body.get("interactions_endpoint_url")
    if unknown or (url is not None and (not url.startswith("https://") or len(url) > 2048)):
        raise Refused(400, 50035, "Invalid Form Body", leaf("interactions_endpoint_url", "URL_TYPE_INVALID_URL", "Not a well formed URL."))
    if url is not None and not endpoint.accepts(world, url):
        raise Refused(400, 50035, "Invalid Form Body", leaf("interactions_endpoint_url", "APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID",
                                                            "The specified interactions endpoint url could not be verified."))
    world.settings["endpoint"] = url
    return application(world, request)


@route("GET", "/users/@me/guilds")
def my_guilds(world, request):
    limit, after = number(request.query, "limit", 200, 1, 200), int(request.query.get("after", ["0"])[0])
    listed = sorted((g for g in world.guilds.values() if g["bot"] and int(g["id"]) > after), key=lambda g: int(g["id"]))
    return 200, [{"id": g["id"], "name": g["name"], "icon": None, "banner": None, "owner": False, "permissions": "0", "features": []} for g in listed[:limit]]


@route("POST", "/users/@me/channels")
def open_dm(world, request):
    user = request.body.get("recipient_id")
    if user not in world.users:
        raise Refused(404, 10013, "Unknown User")
    if user not in world.dms:
        world.dms[user] = world.snowflake()
        world.channels[world.dms[user]] = {"id": world.dms[user], "type": 1, "flags": 0, "recipients": [world.users[user]], "last_message_id": None}
        world.messages[world.dms[user]] = {}
    return 200, world.channels[world.dms[user]]


@route("GET", "/channels/{channel}")
def channel(world, request, channel):
    return 200, channel_json(world, world.reach_channel(channel))


@route("GET", "/channels/{channel}/messages")
def messages(world, request, channel):
    found = world.reach_channel(channel)
    if found["type"] in SILENT_TYPES:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    if found["type"] in VOICE_TYPES and not world.permissions(found) & CONNECT and not world.timed_out(world.guilds[found["guild_id"]]):
        raise Refused(403, 50001, "Missing Access")
    limit = number(request.query, "limit", 50, 1, 100)
    keys = [k for k in ("after", "before", "around") if k in request.query]
    if len(keys) > 1:
        raise Refused(400, 50035, "Invalid Form Body", leaf(keys[1], "MUTUALLY_EXCLUSIVE", "only one of after, before, around"))
    if found["type"] != 1 and not world.permissions(found) & HISTORY:
        return 200, []
    return 200, world.page(channel, limit=limit, **{k: request.query[k][0] for k in keys})


@route("GET", "/channels/{channel}/messages/{message}")
def message(world, request, channel, message):
    found = world.reach_channel(channel)
    if not world.permissions(found) & HISTORY:
        raise Refused(403, 50001, "Missing Access")
    if message not in world.messages[channel]:
        raise Refused(404, 10008, "Unknown Message")
    return 200, world.shown(world.messages[channel][message])


def check_files(world, files):
    if len(files) > 10:
        raise Refused(400, 30015, "Maximum number of attachments in a message reached (10)")
    if any(len(f["bytes"]) > 10 * 1024 * 1024 for f in files):
        raise Refused(413, 40005, "Request entity too large")


EMBED_FIELDS = {"title": 256, "description": 4096}
EMBED_TOTAL, SUPPRESS_EMBEDS = 6000, 4


def check_embeds(embeds):
    """Discord's limits, in code points: https://discord.com/developers/docs/resources/message#embed-object-embed-limits"""
    if len(embeds) > 10:
        raise Refused(400, 50035, "Invalid Form Body", leaf("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length."))
    for embed in embeds:
        for field, most in EMBED_FIELDS.items():
            if len(embed.get(field) or "") > most:
                raise Refused(400, 50035, "Invalid Form Body", {"embeds": {"0": leaf(field, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length." % most)}})
        if not any((embed.get(f) or "").strip() for f in EMBED_FIELDS):
            raise Refused(400, 50035, "Invalid Form Body", {"embeds": {"0": leaf("description", "BASE_TYPE_REQUIRED", "This field is required")}})
        if not 0 <= embed.get("color", 0) <= 0xffffff:
            raise Refused(400, 50035, "Invalid Form Body", {"embeds": {"0": leaf("color", "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")}})
    if sum(len((e.get(f) or "").strip()) for e in embeds for f in EMBED_FIELDS) > EMBED_TOTAL:
        raise Refused(400, 50035, "Invalid Form Body", leaf("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"))


def check_components(rows):
    """Rows of link buttons: https://discord.com/developers/docs/components/reference#button"""
    for button in (b for row in rows for b in row["components"]):
        if button["style"] != 5 or not re.match(r"^(https?|discord)://[^\s<>\"]+$", button.get("url", "")) or "custom_id" in button:
            raise Refused(400, 50035, "Invalid Form Body", leaf("components", "URL_TYPE_INVALID_URL", "Not a well formed URL."))
        if len(button["url"]) > 512 or not 1 <= len(button.get("label", "")) <= 80:
            raise Refused(400, 50035, "Invalid Form Body", leaf("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 80 in length."))


def kept_embeds(body):
    """As Discord gives them back: of type rich, their texts trimmed; none where the flags suppress them."""
    if body.get("flags", 0) & SUPPRESS_EMBEDS:
        return []
    return [dict({k: v.strip() if isinstance(v, str) else v for k, v in e.items()}, type="rich", content_scan_version=0) for e in body.get("embeds") or []]


def kept_components(body):
    counter = iter(range(1, 100))
    return [dict(row, id=next(counter), components=[dict(b, id=next(counter)) for b in row["components"]]) for row in body.get("components") or []]


def pinged(body):
    """Whom the message would ping: without allowed_mentions everyone it names."""
    allowed, text = body.get("allowed_mentions"), body.get("content") or ""
    named = re.findall(r"@everyone|@here|<@!?\d+>|<@&\d+>", text)
    if allowed is None:
        return named + (["reply"] if body.get("message_reference") else [])
    parse, users = allowed.get("parse", []), allowed.get("users", [])
    result = [n for n in named if (n[0] == "@" and "everyone" in parse) or (n.startswith("<@&") and "roles" in parse) or
              (re.match(r"<@!?\d", n) and ("users" in parse or re.sub(r"\D", "", n) in users))]
    return result + (["reply"] if allowed.get("replied_user") and body.get("message_reference") else [])


@route("POST", "/channels/{channel}/messages")
def create(world, request, channel):
    found, body, files = world.reach_channel(channel), request.body, request.files
    dm = found["type"] == 1
    permissions = (1 << 60) - 1 if dm else world.permissions(found)
    content = body.get("content") or ""
    if dm and found["recipients"][0]["id"] in getattr(world, "closed_dms", ()):
        raise Refused(403, 50007, "Cannot send messages to this user")
    if found["type"] in SILENT_TYPES:
        raise Refused(400, 50008, "Cannot send messages in a non-text channel")
    need = THREADS if found["type"] in THREAD_TYPES else SEND
    if not permissions & need or (files and not permissions & FILES) or (body.get("embeds") and not permissions & EMBEDS):
        raise Refused(403, 50013, "Missing Permissions")
    if found["type"] in THREAD_TYPES and found["thread_metadata"]["locked"]:
        raise Refused(400, 160005, "Thread is locked")
    if not content.strip() and not files and not kept_embeds(body) and not body.get("components"):
        raise Refused(400, 50006, "Cannot send an empty message")
    if len(content) > 2000:
        raise Refused(400, 50035, "Invalid Form Body", leaf("content", "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length."))
    nonce = body.get("nonce")
    if isinstance(nonce, str) and len(nonce) > 25:
        raise Refused(400, 50035, "Invalid Form Body", leaf("nonce", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."))
    check_files(world, files)
    check_embeds(body.get("embeds") or [])
    check_components(body.get("components") or [])
    said = "\n".join([content] + [e.get(f) or "" for e in body.get("embeds") or [] for f in EMBED_FIELDS])
    if any(word in said for word in world.settings["automod"]):
        raise Refused(400, 200000, "Message was blocked by automatic moderation")
    if any(word in json.dumps(body.get("components") or []) for word in world.settings["unwanted_links"]):
        raise Refused(400, 240000, "Message blocked by harmful links filter")
    reference, more = body.get("message_reference"), {"_pinged": pinged(body), "flags": body.get("flags", 0), "embeds": kept_embeds(body),
                                                      "components": kept_components(body)}
    if reference:
        if not permissions & HISTORY:
            raise Refused(403, 160002, "Cannot reply without permission to read message history")
        there = reference["message_id"] in world.messages[channel]
        if not there and reference.get("fail_if_not_exists", True):
            raise Refused(400, 50035, "Invalid Form Body", leaf("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"))
        if there:
            more.update(type=19, message_reference={"type": 0, "channel_id": channel, "message_id": reference["message_id"], "guild_id": found.get("guild_id")})
    if nonce is not None and body.get("enforce_nonce"):
        first, at = world.nonces.get(str(nonce), (None, 0))
        if first and world.now_ms() / 1000 - at < world.settings["nonce_window_s"]:
            if first["id"] not in world.messages[first["channel_id"]]:
                raise Refused(404, 10008, "Unknown Message")
            world.nonces_met += 1
            return 200, world.shown(first)
    kept = [{"name": f["name"], "size": len(f["bytes"]), "sha256": hashlib.sha256(f["bytes"]).hexdigest(), "type": f["type"]} for f in files]
    sent = world.say(channel, BOT, content.strip(), more=more, files=kept, nonce=nonce)
    if nonce is not None:
        world.nonces[str(nonce)] = (sent, world.now_ms() / 1000)
    return 200, world.shown(sent)


@route("PUT", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me")
def react(world, request, channel, message, emoji):
    found = world.reach_channel(channel)
    if message not in world.messages[channel]:
        raise Refused(404, 10008, "Unknown Message")
    if re.search(r"[^\x21-\x7e]", emoji) or not re.search(r"%[0-9A-F]{2}", emoji):
        raise Refused(400, 10014, "Unknown Emoji")
    if found["type"] in THREAD_TYPES and found["thread_metadata"]["archived"]:
        raise Refused(400, 50083, "Thread is archived")
    world.reactions.append({"channel": channel, "message": message, "emoji": urllib.parse.unquote(emoji)})
    return 204, None


def guild_json(guild):
    nothing = dict.fromkeys(("icon", "description", "home_header", "splash", "discovery_splash", "banner", "application_id", "afk_channel_id",
                             "system_channel_id", "widget_channel_id", "vanity_url_code", "rules_channel_id", "safety_alerts_channel_id",
                             "public_updates_channel_id", "incidents_data"))
    return dict(nothing, id=guild["id"], name=guild["name"], owner_id=guild["owner_id"], preferred_locale=guild["preferred_locale"],
                roles=list(guild["roles"].values()), emojis=[], stickers=[], features=[], verification_level=0, region="deprecated", afk_timeout=300,
                system_channel_flags=0, widget_enabled=False, default_message_notifications=0, mfa_level=0, explicit_content_filter=0,
                max_presences=None, max_members=500000, max_stage_video_channel_users=50, max_video_channel_users=25, premium_tier=0,
                premium_subscription_count=0, premium_progress_bar_enabled=False, nsfw=False, nsfw_level=0)


@route("GET", "/guilds/{guild}")
def guild(world, request, guild):
    return 200, guild_json(world.reach_guild(guild))


@route("GET", "/guilds/{guild}/channels")
def guild_channels(world, request, guild):
    world.reach_guild(guild)
    return 200, [channel_json(world, c) for c in world.channels.values() if c.get("guild_id") == guild and c["type"] not in THREAD_TYPES and
                 world.permissions(c) & VIEW]


@route("GET", "/guilds/{guild}/threads/active")
def threads(world, request, guild):
    world.reach_guild(guild)
    active = [channel_json(world, c) for c in world.channels.values() if c.get("guild_id") == guild and c["type"] in THREAD_TYPES and
              not c["thread_metadata"]["archived"] and world.permissions(c) & VIEW]
    return 200, {"threads": sorted(active, key=lambda c: -int(c["id"])), "members": [], "has_more": False}


@route("GET", "/guilds/{guild}/roles")
def roles(world, request, guild):
    return 200, list(world.reach_guild(guild)["roles"].values())


@route("GET", "/guilds/{guild}/members")
def members(world, request, guild):
    found = world.reach_guild(guild)
    if not world.settings["members_intent"]:
        raise Refused(403, 50001, "Missing Access")
    limit, after = number(request.query, "limit", 1, 1, 1000), int(request.query.get("after", ["0"])[0])
    listed = sorted((m for m in found["members"].values() if int(m["user"]["id"]) > after), key=lambda m: int(m["user"]["id"]))
    return 200, listed[:limit]


@route("GET", "/guilds/{guild}/members/{user}")
def member(world, request, guild, user):
    found = world.reach_guild(guild)
    if user not in found["members"]:
        raise Refused(404, 10007 if user in world.users else 10013, "Unknown Member" if user in world.users else "Unknown User")
    return 200, found["members"][user]


def change_role(world, request, guild, user, role, add):
    found = world.reach_guild(guild)
    if user not in found["members"]:
        raise Refused(404, 10007, "Unknown Member")
    if role not in found["roles"] or role == guild:
        raise Refused(404, 10011, "Unknown Role")
    own_roles, permissions, _ = world.standing(found, BOT)
    top = max(found["roles"][r]["position"] for r in own_roles)
    if found["roles"][role]["managed"]:
        raise Refused(400, 50028, "Invalid Role")
    if world.timed_out(found) or not permissions & MANAGE_ROLES or found["roles"][role]["position"] >= top:
        raise Refused(403, 50013, "Missing Permissions")
    if not world.settings["owner_2fa"]:
        raise Refused(403, 60003, "Two factor is required for this operation")
    worn = found["members"][user]["roles"]
    if add and role not in worn:
        worn.append(role)
    if not add and role in worn:
        worn.remove(role)
    reason = request.headers.get("x-audit-log-reason", "")
    world.role_changes.append({"guild": guild, "user": user, "role": role, "add": add, "reason": urllib.parse.unquote(reason), "raw_reason": reason})
    return 204, None


@route("PUT", "/guilds/{guild}/members/{user}/roles/{role}")
def give_role(world, request, guild, user, role):
    return change_role(world, request, guild, user, role, True)


@route("DELETE", "/guilds/{guild}/members/{user}/roles/{role}")
def take_role(world, request, guild, user, role):
    return change_role(world, request, guild, user, role, False)


def bare(thing, same):
    """A command, an option or a choice as Discord keeps it: what is at its default is not there; SAME: but localizations that say the same."""
    kept = {k: v for k, v in thing.items() if v not in (None, False, [], {}) and k not in ("id", "name_localizations", "description_localizations")}
    for key in ("options", "choices"):
        if key in kept:
            kept[key] = [bare(t, same) for t in kept[key]]
    for key in ("name", "description"):
        if key in thing:
            kept[key + "_localizations"] = {k: v for k, v in (thing.get(key + "_localizations") or {}).items() if same or v != thing[key]} or None
    return kept


def without_localizations(thing):
    shown = {k: v for k, v in thing.items() if not k.endswith("_localizations")}
    for key in ("options", "choices"):
        if key in shown:
            shown[key] = [without_localizations(t) for t in shown[key]]
    return shown


def reach_commands(world, application, guild):
    world.reach_guild(guild)
    if application != BOT:
        raise Refused(403, 20012, "You are not authorized to perform this action on this application")
    if not world.settings["commands_scope"]:
        raise Refused(403, 50001, "Missing Access")
    return world.commands.setdefault(guild, [])


@route("GET", "/applications/{application}/guilds/{guild}/commands")
def guild_commands(world, request, application, guild):
    found = reach_commands(world, application, guild)
    whole = request.query.get("with_localizations", ["false"])[0] == "true"
    return 200, found if whole else [dict(without_localizations(c), name_localized=c["name"]) for c in found]


@route("PUT", "/applications/{application}/guilds/{guild}/commands")
def set_guild_commands(world, request, application, guild):
    known = {(c["type"], c["name"]): c for c in reach_commands(world, application, guild)}
    wrong = commands.problems(request.body)
    if wrong:
        raise Refused(400, 50035, "Invalid Form Body", leaf("commands", "APPLICATION_COMMAND_INVALID", "; ".join(wrong)[:300]))
    written = []
    for body in request.body:
        kept = dict(bare(body, world.settings["same_localizations"]), type=body.get("type", commands.CHAT), application_id=application, guild_id=guild, version=world.snowflake(),
                    default_member_permissions=body.get("default_member_permissions"), nsfw=body.get("nsfw", False), contexts=None, integration_types=[0])
        kept.setdefault("description", "")
        kept["id"] = known.get((kept["type"], kept["name"]), {}).get("id") or world.snowflake()
        written.append(kept)
    gone = [c["name"] for key, c in known.items() if key not in {(c["type"], c["name"]) for c in written}]
    world.command_writes.append({"guild": guild, "count": len(written), "gone": gone})
    world.commands[guild] = written
    return 200, written
