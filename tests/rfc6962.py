"""The Merkle tree of RFC 6962 section 2.1, receipt codes and proofs on one page, word for word from the documents: what the C is
held against. No line of it was taken from there."""
import hashlib, re

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def sha(data):
    return hashlib.sha256(data).digest()


def mth(d):
    """Merkle Tree Hash of the list D of leaf inputs."""
    if not d:
        return sha(b"")
    if len(d) == 1:
        return sha(b"\x00" + d[0])
    k = split(len(d))
    return sha(b"\x01" + mth(d[:k]) + mth(d[k:]))


def split(n):
    """The largest power of two smaller than N."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m, d):
    """The audit path of leaf M, section 2.1.1: from the bottom up, each with its side."""
    if len(d) == 1:
        return []
    k = split(len(d))
    if m < k:
        return path(m, d[:k]) + [("right", mth(d[k:]))]
    return path(m - k, d[k:]) + [("left", mth(d[:k]))]


def code(transaction, lines):
    bits = int.from_bytes(sha(b"\x00" + lines)[:5], "big")
    return "%d-%s" % (transaction, "".join(CROCKFORD[bits >> shift & 31] for shift in range(35, -1, -5)))


def proof(guild, batch, previous, transactions, index):
    """The proof's text without its second line, which is advice. TRANSACTIONS: of (number, lines)."""
    number, lines = transactions[index]
    leaves = [l for _, l in transactions]
    seal = seal_line(guild, batch, previous, leaves)
    text = "guildledger-receipt 1\nreceipt %s\n" % code(number, lines)
    text += "".join("line %s\n" % l for l in lines.decode().splitlines()) + "leaf %d of %d\n" % (index, len(leaves))
    text += "".join("%s %s\n" % (side, h.hex()) for side, h in path(index, leaves))
    return text + "seal %shash %s\n" % (seal, sha(seal.encode()).hex())


def seal_line(guild, batch, previous, leaves, behind=b""):
    """BEHIND: the lines of form 3 that are no entries, which are in no leaf."""
    return "guildledger-batch,3,%d,%d,%s,%d,%s,%s\n" % (guild, batch, previous, len(leaves), sha(b"".join(leaves) + behind).hex(), mth(leaves).hex())


def sum_lines(db, guild, batch):
    """What the members held at the close of a batch, as it is posted."""
    return b"".join(b"guildledger-sum,1,%d,%d,%s,%d,%d,%s\nguildledger-debts,1,%d,%d,%s,%d\n" % (guild, batch, currency.encode(), total, leaves, root.encode(), guild, batch, currency.encode(), debts)
                    for currency, total, leaves, root, debts in db.execute("SELECT currency, total, leaves, root, debts FROM batch_sums WHERE guild_id = ? AND batch = ? ORDER BY currency", (guild, batch)))


def read_batch(db, guild, batch):
    """[(number, lines)] of a batch, from the database."""
    found = {}
    for row in db.execute("SELECT t.transaction_id, entry, time, verb, reverses, account_id, currency, amount FROM transactions t JOIN entries USING (guild_id, transaction_id)"
                          " WHERE guild_id = ? AND batch = ? ORDER BY 1, 2", (guild, batch)):
        line = "%d,%d,%d,%s,%s,%d,%s,%d\n" % (*row[:4], row[4] or "", *row[5:])
        found[row[0]] = found.get(row[0], b"") + line.encode()
    return sorted(found.items())


def without_advice(text):
    return re.sub("^#.*\n", "", text, flags=re.M)
