"""Where the books of a test lie: in a file, or, when GL_TEST_SERVER names a server (tests/postgres/cluster), in a schema there.
What is looked at closely is looked at in a file: the books themselves, or a copy of them (gl-db copy)."""
import hashlib, json, os, re, shutil, sqlite3, subprocess, tempfile

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.environ.get("GL_BIN", os.path.join(PROJECT, "bin"))
SERVER = os.environ.get("GL_TEST_SERVER")
os.environ.setdefault("GL_SUM_SEED", "326eaa548e7bb1b3e97ff8e26929630fa0c04a21179ec71afe5f6b62d0796b81")  # not chance: the same records give the same books
os.environ["GL_STRICT_PREFETCH"] = "1"  # what a rule looks up and nobody asked for ends gl-apply


class Refused(Exception):
    """What the books do not let be changed."""


def psql(address, *words, text=None):
    done = subprocess.run(["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", address, *words], input=text, capture_output=True, text=True)
    if done.returncode:
        raise Refused(done.stderr)
    return done.stdout


def fresh_file(path):
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(path + suffix):
            os.remove(path + suffix)
    return path


def fresh(path):
    """The address of new, empty books: the file PATH, which is removed, or a schema named after it."""
    if not SERVER:
        return fresh_file(path)
    schema = "p" + hashlib.sha256(path.encode()).hexdigest()[:20]
    psql(SERVER, text="SET client_min_messages = error; DROP SCHEMA IF EXISTS %s CASCADE; CREATE SCHEMA %s;" % (schema, schema))
    return "%s&options=-csearch_path%%3D%s" % (SERVER, schema)


def served(address):
    return "://" in address


def copy(source, target):
    """All of SOURCE in TARGET, whose books are empty; a file or an address."""
    environment = {k: v for k, v in os.environ.items() if k not in ("GL_GUILD", "GL_DB")}
    subprocess.run([os.path.join(BIN, "gl-db"), "copy", source, target], env=environment, check=True, stdout=subprocess.DEVNULL)


def reading(address):
    """A connection on what the books hold now; of books on a server, on a copy in memory."""
    if not served(address):
        return sqlite3.connect(address, timeout=30)
    folder, memory = tempfile.mkdtemp(), sqlite3.connect(":memory:")
    try:
        copy(address, os.path.join(folder, "books.db"))
        file = sqlite3.connect(os.path.join(folder, "books.db"))
        file.backup(memory)
        file.close()
        return memory
    finally:
        shutil.rmtree(folder)


def rows(address, sql, *values):
    """What SQLite answers to SQL."""
    connection = reading(address)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def for_server(sql):
    """SQLite's operator, which a server's text does not have, as the function that it has."""
    return re.sub(r"([\w.]+) ->> ('[^']*')", r"json_text(\1, \2)", sql)


def ask(address, sql, *values):
    """What the engine itself answers to SQL, which both must understand: much faster than rows() where the books are large."""
    if not served(address):
        return rows(address, sql, *values)
    for value in values:
        sql = sql.replace("?", str(int(value)), 1)
    answer = psql(address, "-c", "SELECT json_agg(q) FROM (%s) q" % for_server(sql)).strip()
    return json.loads(answer, object_pairs_hook=lambda pairs: tuple(value for _, value in pairs)) if answer else []


def change(address, sql):
    """Changes the books behind the tools' back; Refused when their triggers forbid it."""
    if served(address):
        psql(address, "-c", for_server(sql))
        return
    connection = sqlite3.connect(address, timeout=30)
    try:
        with connection:
            connection.execute(sql)
    except sqlite3.IntegrityError as error:
        raise Refused(str(error))
    finally:
        connection.close()


def unhurried(number):
    """The id, and so the time, of a stream's command NUMBER: six a minute, fewer than anybody's share of the answers, which the models do not know."""
    return str(1300234240000000000 + (number * 10000 << 22))
