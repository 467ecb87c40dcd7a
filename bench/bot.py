"""The usual way to write such a bot: asyncio over aiosqlite, one COMMIT for each command. Same messages, payments only."""
import asyncio, json, re, sys, aiosqlite


async def main(path):
    async with aiosqlite.connect(path) as db:
        await db.execute("PRAGMA journal_mode = WAL")
        await db.execute("CREATE TABLE users (id TEXT PRIMARY KEY, balance INTEGER)")
        await db.execute("CREATE TABLE transfers (id INTEGER PRIMARY KEY, message TEXT, source TEXT, target TEXT, amount INTEGER, memo TEXT)")
        await db.commit()
        for line in sys.stdin:
            message = json.loads(line)
            found = re.match(r"!pay <@(\d+)> (\d+)\.(\d\d) ?(.*)", message["content"])
            if not found:
                continue
            source, target, amount = message["author"]["id"], found[1], int(found[2]) * 100 + int(found[3])
            for user in (source, target):
                await db.execute("INSERT OR IGNORE INTO users VALUES (?, 10000000)", (user,))
            async with db.execute("SELECT balance FROM users WHERE id = ?", (source,)) as cursor:
                (balance,) = await cursor.fetchone()
            if balance < amount:
                continue
            await db.execute("UPDATE users SET balance = balance - ? WHERE id = ?", (amount, source))
            await db.execute("UPDATE users SET balance = balance + ? WHERE id = ?", (amount, target))
            await db.execute("INSERT INTO transfers (message, source, target, amount, memo) VALUES (?, ?, ?, ?, ?)", (message["id"], source, target, amount, found[4]))
            await db.commit()


asyncio.run(main(sys.argv[1]))
