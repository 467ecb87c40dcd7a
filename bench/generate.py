"""API-shaped messages of about 1 KB: 1,000 members, Zipf-distributed, 90% payments; seeded, so always the same."""
import json, random, sys

GUILD, CHANNEL, MEMBERS = "1000", "2000", 1000
START = 1300234240000000000


def message(number, user, text):
    person = {"id": str(100000000000000000 + user), "username": "member_%d" % user, "avatar": "a1b2c3d4e5f60718293a4b5c6d7e8f90", "discriminator": "0", "public_flags": 0,
              "flags": 0, "banner": None, "accent_color": None, "global_name": "Member %d" % user, "avatar_decoration_data": None, "collectibles": None,
              "display_name_styles": None, "banner_color": None, "clan": None, "primary_guild": None}
    other = dict(person, id=str(100000000000000000 + (user * 7) % MEMBERS), username="other")
    return json.dumps({"type": 0, "content": text, "mentions": [other], "mention_roles": [], "attachments": [], "embeds": [],
                       "timestamp": "2026-01-01T10:00:00.000000+00:00", "edited_timestamp": None, "flags": 0, "components": [],
                       "id": str(START + (number * 40 << 22)), "channel_id": CHANNEL, "author": person, "pinned": False, "mention_everyone": False, "tts": False,
                       "guild_id": GUILD, "gl": {"prefix": "!", "bot_id": "999", "bot_role_id": "998", "lang": "en"}}, separators=(",", ":")) + "\n"


def main(folder, count):
    rng = random.Random(42)
    who = list(range(1, MEMBERS + 1))
    weights = [1 / rank for rank in who]
    rng.shuffle(who)
    with open(folder + "/roster.ndjson", "w") as out:
        out.write('{"type":"guild","guild_id":"%s","name":"Bench","owner_id":"10","lang":"en"}\n' % GUILD)
        for user in who + [-100000000000000000 + 10]:
            out.write('{"type":"member","guild_id":"%s","user_id":"%d","name":"Member %d","roles":[],"pending":false,"left":false}\n' % (GUILD, 100000000000000000 + user, user))
    with open(folder + "/prologue.ndjson", "w") as out:
        number = 0
        for user in who:
            number += 1
            out.write(message(number, user, "!register"))
        for user in who:
            number += 1
            out.write(message(number, -100000000000000000 + 10, "!deposit <@%d> 100000 start" % (100000000000000000 + user)))
    with open(folder + "/messages.ndjson", "w") as out:
        authors = rng.choices(who, weights, k=count)
        targets = rng.choices(who, weights, k=count)
        for author, target in zip(authors, targets):
            number += 1
            chance = rng.random()
            if target == author:
                target = author % MEMBERS + 1
            if chance < 0.9:
                text = "!pay <@%d> %d.%02d round %d" % (100000000000000000 + target, rng.randrange(5), rng.randrange(1, 100), number)
            else:
                text = "!balance" if chance < 0.95 else "just talking about nothing in particular, as people do"
            out.write(message(number, author, text))


main(sys.argv[1], int(sys.argv[2]))
