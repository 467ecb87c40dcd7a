#!/usr/bin/env python3
"""What an auditor can check of a parcel and of a sum proof, written from guildledger(7) and gl-batch(1) alone: no line of it was taken
from the C, and none of it is used there.

    audit.py parcel FOLDER [LAST HASH]     the files of a parcel
    audit.py sum FILE POST                 the proof of what a member held

Prints what it found; ends with 1 where something does not hold."""
import csv, hashlib, hmac, os, re, sys

MOST = 2**63 - 1


class Wrong(Exception):
    """Something that does not hold."""


def need(condition, why):
    if not condition:
        raise Wrong(why)


def sha(data):
    return hashlib.sha256(data).hexdigest()


# --- sums


def number(text):
    need(re.fullmatch(r"0|[1-9][0-9]*", text) and int(text) <= MOST, "no number: %r" % text)
    return int(text)


def node(left, right):
    """The sum and hash above two nodes."""
    need(left[0] + right[0] <= MOST, "a sum overflows")
    return left[0] + right[0], sha(b"\x01" + ("%d,%s,%d,%s\n" % (*left, *right)).encode())


def check_sum(text, post):
    """(user, amount) that TEXT proves to be in POST, the line that was posted."""
    lines = text.split("\n")
    need(lines.pop() == "", "the end is missing")
    need(lines[:2] == ["guildledger-sum-proof 1", "post " + post], "it is of another post")
    head = re.fullmatch(r"guildledger-sum,1,([0-9]+),([0-9]+),([A-Z0-9]+),([0-9]+),([0-9]+),([0-9a-f]{64})", post)
    need(head, "no post")
    guild, batch, currency, total, leaves, root = head.groups()
    total, leaves = number(total), number(leaves)
    need(leaves >= 2 and leaves & (leaves - 1) == 0, "no number of leaves")
    at, amounts, users, places = 2, [], [], []
    for part in (1, 2):
        steps = leaves.bit_length() - 1
        need(len(lines) >= at + 2 + steps, "a line is missing")
        leaf = re.fullmatch(r"leaf (guildledger-sum-leaf,1,%s,%s,%s,([0-9]+),%d,([0-9]+),[0-9a-f]{64})" % (guild, batch, currency, part), lines[at])
        place = re.fullmatch(r"at ([0-9]+)", lines[at + 1])
        need(leaf and place, "no leaf of this post")
        index, here = number(place[1]), (number(leaf[3]), sha(b"\x00" + leaf[1].encode() + b"\n"))
        need(index < leaves, "no such place")
        users.append(number(leaf[2]))
        amounts.append(here[0])
        places.append(index)
        for line in lines[at + 2:at + 2 + steps]:
            step = re.fullmatch(r"(left|right) ([0-9]+) ([0-9a-f]{64})", line)
            need(step and (step[1] == "left") == bool(index & 1), "a step is on the wrong side")
            other = number(step[2]), step[3]
            here = node(other, here) if index & 1 else node(here, other)
            index //= 2
        need(here == (total, root), "a leaf does not lead to the post")
        at += 2 + steps
    need(at == len(lines), "something follows")
    need(users[0] == users[1] and places[0] != places[1], "not two leaves of one member")
    return users[0], sum(amounts)


def tree(seed, guild, batch, currency, balances):
    """(post, debts, {user: proof}) as section "The sum of all balances" of guildledger(7) says; BALANCES by user."""
    scope = "guildledger-sum,1,%d,%d,%s" % (guild, batch, currency)

    def chance(rest):
        return hmac.new(seed, (scope + "," + rest).encode(), hashlib.sha256).digest()

    leaves, where = [], {}
    for user, balance in balances.items():
        held = max(balance, 0)
        first = int.from_bytes(chance("%d,split" % user)[:16], "big") % (held + 1)
        for part, amount in ((1, first), (2, held - first)):
            line = "guildledger-sum-leaf,1,%d,%d,%s,%d,%d,%d,%s" % (guild, batch, currency, user, part, amount, chance("%d,salt,%d" % (user, part)).hex())
            leaves.append((sha(b"\x00" + line.encode() + b"\n"), amount, user, part, line))
    count = 2
    while count < len(leaves):
        count *= 2
    for pad in range(1, count - len(leaves) + 1):
        line = "guildledger-sum-pad,1,%d,%d,%s,%d,0,%s" % (guild, batch, currency, pad, chance("pad,%d" % pad).hex())
        leaves.append((sha(b"\x00" + line.encode() + b"\n"), 0, None, 0, line))
    leaves.sort()
    levels = [[(amount, digest) for digest, amount, *_ in leaves]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node(below[i], below[i + 1]) for i in range(0, len(below), 2)])
    post = "%s,%d,%d,%s" % (scope, levels[-1][0][0], count, levels[-1][0][1])
    for index, (_, _, user, part, line) in enumerate(leaves):
        if user is not None:
            text, place = "leaf %s\nat %d\n" % (line, index), index
            for level in levels[:-1]:
                text += "%s %d %s\n" % ("left" if place & 1 else "right", *level[place ^ 1])
                place //= 2
            where[user, part] = text
    proofs = {user: "guildledger-sum-proof 1\npost %s\n%s%s" % (post, where[user, 1], where[user, 2]) for user in balances}
    return post, sum(-b for b in balances.values() if b < 0), proofs


# --- the parcel


def mth(d):
    """The Merkle tree hash of RFC 6962 over the leaf inputs D."""
    if not d:
        return hashlib.sha256(b"").digest()
    if len(d) == 1:
        return hashlib.sha256(b"\x00" + d[0]).digest()
    k = 1 << (len(d) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + mth(d[:k]) + mth(d[k:])).digest()


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def table(folder, name):
    return list(csv.DictReader(read(folder, name).decode().splitlines()))


def minor(text):
    return int(text.replace(".", ""))


def check_files(folder):
    listed = {}
    for line in read(folder, "SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ", 1)
        listed[name] = digest
    there = {os.path.relpath(os.path.join(path, name), folder) for path, _, names in os.walk(folder) for name in names}
    need(there - {"SHA256SUMS.sig", "SHA256SUMS.minisig"} == set(listed) | {"SHA256SUMS"}, "a file is missing or too many")
    need(list(listed) == sorted(listed), "the list is not sorted")
    for name, digest in listed.items():
        need(sha(read(folder, name)) == digest, "%s is not what is listed" % name)


def check_lines(text, form, transactions):
    """The entries of a batch's lines, whose order must be the form's. Gives them by transaction, and what stands beside."""
    leaves, beside, last, stage = {}, [], None, 0
    for line in text.decode().splitlines(keepends=True):
        cells = line.rstrip("\n").split(",")
        if re.fullmatch("[0-9]+", cells[0]):
            need(len(cells) == 8 and stage == 0, "an entry out of its place: %s" % line)
            here = int(cells[0])
            need(not leaves or here >= max(leaves), "transactions are not in order")
            if here not in leaves:
                leaves[here], last = b"", None
            leaves[here] += line.encode()
            continue
        need(form == 3, "a line that form %d has not: %s" % (form, line))
        beside.append(cells)
        if cells[0] in ("evidence", "import"):
            about = int(cells[1])
            if stage == 0 and leaves and about == max(leaves):
                need(last is None or last < line, "lines of a transaction are not sorted")
            else:
                need(stage <= 1 and (not leaves or about < min(leaves)), "a line of another transaction out of its place")
                need(stage == 0 or last < (about, line), "lines of older transactions are not sorted")
                stage, line = 1, (about, line)
            last = line
        else:
            order = {"reconciled": 2, "guildledger-sum": 3, "guildledger-debts": 3}
            need(cells[0] in order and order[cells[0]] >= stage, "an unknown line, or out of its place: %s" % line)
            stage = order[cells[0]]
    need(len(leaves) == transactions, "the seal counts other transactions")
    return leaves, beside


def check_parcel(folder, last=None):
    """The hash of the last batch, and how much was read."""
    check_files(folder)
    seals = [line.split(",") for line in read(folder, "seals.txt").decode().splitlines()]
    previous, number_before, entries, everything, sums = None, None, [], [], []
    need(len(os.listdir(os.path.join(folder, "batches"))) == len(seals), "batches without a seal")
    for cells in seals:
        form, guild, batch, before = int(cells[1]), cells[2], int(cells[3]), cells[4]
        text = read(folder, "batches/%06d.txt" % batch)
        need(previous in (None, before), "the chain breaks before batch %d" % batch)
        need(number_before in (None, batch - 1), "a batch is missing before %d" % batch)
        if form == 1:
            head, text = text.split(b"\n", 1)
            need(head.decode() == ",".join(cells), "batch %d has another head" % batch)
            previous = sha(head + b"\n" + text)
            leaves, beside = check_lines(text, form, len({l.split(b",")[0] for l in text.splitlines()}))
        else:
            leaves, beside = check_lines(text, form, int(cells[5]))
            need(sha(text) == cells[6], "batch %d is not what was sealed" % batch)
            need(mth([leaves[t] for t in sorted(leaves)]).hex() == cells[7], "batch %d has another Merkle root" % batch)
            previous = sha((",".join(cells) + "\n").encode())
        number_before = batch
        for line in b"".join(leaves.values()).decode().splitlines():
            t, e, _, _, _, account, currency, amount = line.split(",")
            entries.append((int(t), int(e), int(account), currency, int(amount)))
        everything += [(batch, *c) for c in beside]
        sums += [",".join(c) for c in beside if c[0].startswith("guildledger-")]
    need(last in (None, previous), "the last hash is another one")
    check_balances(folder, entries)
    check_rest(folder, entries, everything, sums)
    return previous, len(seals), len(entries), check_evidence(folder)


def check_balances(folder, entries):
    totals, moved = {}, {}
    for t, _, account, currency, amount in entries:
        totals[t, currency] = totals.get((t, currency), 0) + amount
        debit, credit = moved.get((account, currency), (0, 0))
        moved[account, currency] = (debit + amount, credit) if amount > 0 else (debit, credit - amount)
    need(not any(totals.values()), "a transaction does not sum to zero")
    for row in table(folder, "balances.csv"):
        opening, debit, credit, closing = (minor(row[k]) for k in ("opening", "debit", "credit", "closing"))
        key = int(row["account"]), row["currency"]
        need(opening + debit - credit == closing, "account %s in %s does not add up" % key)
        need(moved.pop(key, (0, 0)) == (debit, credit), "account %s in %s moved otherwise" % key)
    need(not moved, "accounts without a balance: %s" % list(moved))


def check_rest(folder, entries, everything, sums):
    need([l for l in read(folder, "sums.txt").decode().splitlines()] == sums, "sums.txt is not what was sealed")
    journal = [(int(r["transaction"]), int(r["entry"]), int(r["account"]), r["currency"], minor(r["amount"])) for r in table(folder, "journal.csv")]
    need(journal == entries, "journal.csv is not what was sealed")
    evidence = sorted((int(r["batch"]), "evidence", r["transaction"], r["sha256"], r["size"]) for r in table(folder, "evidence.csv"))
    need(evidence == sorted(e for e in everything if e[1] == "evidence"), "evidence.csv is not what was sealed")
    imports = sorted((r["transaction"], r["id"]) for r in table(folder, "imports.csv"))
    need(imports == sorted((e[2], e[3]) for e in everything if e[1] == "import"), "imports.csv is not what was sealed")
    agreed = sorted((int(r["batch"]), "reconciled", r["account"], r["currency"], r["day"], minor(r["statement"]), minor(r["books"])) for r in table(folder, "reconciliations.csv"))
    need(agreed == sorted((*e[:5], int(e[5]), int(e[6])) for e in everything if e[1] == "reconciled"), "reconciliations.csv is not what was sealed")


def check_evidence(folder):
    """How many files of evidence are there: each is what its name says, and is named with its size in evidence.csv."""
    there = os.path.join(folder, "evidence")
    named = {(r["sha256"], int(r["size"])) for r in table(folder, "evidence.csv")}
    names = os.listdir(there) if os.path.isdir(there) else []
    for name in names:
        data = read(folder, os.path.join("evidence", name))
        need(sha(data) == name and (name, len(data)) in named, "evidence/%s is not what evidence.csv names" % name)
    return len(names)


def main():
    try:
        if sys.argv[1:2] == ["parcel"] and len(sys.argv) in (3, 4):
            print("last hash %s, %d batches, %d entries, %d files of evidence" % check_parcel(*sys.argv[2:]))
        elif sys.argv[1:2] == ["sum"] and len(sys.argv) == 4:
            with open(sys.argv[2], encoding="utf-8", newline="") as file:
                print("user %d, %d" % check_sum(file.read(), sys.argv[3]))
        else:
            sys.exit(__doc__)
    except (Wrong, OSError, ValueError, KeyError) as error:
        sys.exit("does not hold: %s" % error)


if __name__ == "__main__":
    main()
