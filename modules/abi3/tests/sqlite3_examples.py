"""The uses of sqlite3 that its documentation shows, printed: the same must come out with every module (test_on_cpython.py --compare)."""

import contextlib
import datetime
import os
import sqlite3
import tempfile

folder = tempfile.TemporaryDirectory()
file = os.path.join(folder.name, "films.db")


def section(title):
    print("---", title)


section("a table, rows, and a second connection")
connection = sqlite3.connect(file)
cursor = connection.cursor()
cursor.execute("CREATE TABLE film(title, year, score)")
print(cursor.execute("SELECT name FROM sqlite_master").fetchone())
print(cursor.execute("SELECT name FROM sqlite_master WHERE name = 'nothing'").fetchone() is None)
cursor.execute("INSERT INTO film VALUES ('First', 1975, 8.2), ('Second', 1971, 7.5)")
connection.commit()
print(cursor.execute("SELECT score FROM film").fetchall())
cursor.executemany("INSERT INTO film VALUES (?, ?, ?)", [("Third", 1982, 7.9), ("Fourth", 1983, 7.5), ("Fifth", 1979, 8.0)])
connection.commit()
for row in cursor.execute("SELECT year, title FROM film ORDER BY year"):
    print(row)
connection.close()
other = sqlite3.connect(file)
print("%s of %d" % other.cursor().execute("SELECT title, year FROM film ORDER BY score DESC").fetchone())
other.close()

section("placeholders")
connection = sqlite3.connect(":memory:")
connection.execute("CREATE TABLE language(name, first_appeared)")
connection.executemany("INSERT INTO language VALUES (:name, :year)", ({"name": "C", "year": 1972}, {"name": "Fortran", "year": 1957}))
connection.executemany("INSERT INTO language VALUES (?, ?)", iter([("Python", 1991), ("Go", 2009)]))
print(connection.execute("SELECT * FROM language WHERE first_appeared = ?", (1972,)).fetchall())
print([row for row in connection.execute("SELECT name FROM language ORDER BY 1")])

section("adapters and converters")


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    def __conform__(self, protocol):
        if protocol is sqlite3.PrepareProtocol:
            return f"{self.x};{self.y}"


class Plain(Point):
    __conform__ = None


print(connection.execute("SELECT ?", (Point(4.0, -3.2),)).fetchone())
sqlite3.register_adapter(Plain, lambda point: f"{point.x};{point.y}".encode())
sqlite3.register_converter("point", lambda text: Point(*map(float, text.split(b";"))))
for detect, sql in ((sqlite3.PARSE_DECLTYPES, "SELECT p FROM test"), (sqlite3.PARSE_COLNAMES, 'SELECT p AS "p [point]" FROM test'), (0, "SELECT p FROM test")):
    with contextlib.closing(sqlite3.connect(":memory:", detect_types=detect)) as typed:
        typed.execute("CREATE TABLE test(p point)")
        typed.execute("INSERT INTO test(p) VALUES (?)", (Point(1, 2),))
        print(typed.execute(sql).fetchone(), typed.execute(sql).description[0][0])
sqlite3.register_adapter(datetime.date, lambda value: value.isoformat())
sqlite3.register_adapter(datetime.datetime, lambda value: int(value.timestamp()))
sqlite3.register_converter("day", lambda text: datetime.date.fromisoformat(text.decode()))
with contextlib.closing(sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES)) as typed:
    typed.execute("CREATE TABLE events(on_day day, at)")
    moment = datetime.datetime(2020, 5, 6, 7, 8, tzinfo=datetime.timezone.utc)
    typed.execute("INSERT INTO events VALUES (?, ?)", (datetime.date(2020, 5, 6), moment))
    print(typed.execute("SELECT * FROM events").fetchall())

section("shortcuts of the connection and its context manager")
connection = sqlite3.connect(":memory:")
connection.execute("CREATE TABLE lang(id INTEGER PRIMARY KEY, name VARCHAR UNIQUE)")
with connection:
    connection.execute("INSERT INTO lang(name) VALUES (?)", ("Python",))
try:
    with connection:
        connection.execute("INSERT INTO lang(name) VALUES (?)", ("Lost",))
        connection.execute("INSERT INTO lang(name) VALUES (?)", ("Python",))
except sqlite3.IntegrityError as error:
    print("couldn't add it twice:", error, error.sqlite_errorcode, error.sqlite_errorname)
print(connection.execute("SELECT * FROM lang").fetchall(), connection.in_transaction, connection.total_changes)

section("rows")
connection.row_factory = sqlite3.Row
row = connection.execute("SELECT 'Earth' AS name, 6378 AS radius").fetchone()
print(row.keys(), row[0], row["name"], row["RADIUS"], tuple(row), dict(row), len(row))
connection.row_factory = lambda cursor, values: {column[0]: value for column, value in zip(cursor.description, values)}
print(connection.execute("SELECT 1 AS a, 2 AS b").fetchall())
connection.row_factory = None

section("functions, aggregates, windows, collations")


class Sum:
    def __init__(self):
        self.count = 0

    def step(self, value):
        self.count += value

    def inverse(self, value):
        self.count -= value

    value = finalize = lambda self: self.count


connection.create_function("backwards", 1, lambda text: text[::-1], deterministic=True)
print(connection.execute("SELECT backwards(?)", ("abc",)).fetchone())
connection.create_aggregate("total_of", 1, Sum)
connection.execute("CREATE TABLE test(x, y)")
connection.executemany("INSERT INTO test VALUES (?, ?)", [("a", 4), ("b", 5), ("c", 3), ("d", 8), ("e", 1)])
print(connection.execute("SELECT total_of(y) FROM test").fetchone())
connection.create_window_function("running", 1, Sum)
sql = "SELECT x, running(y) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM test ORDER BY x"
print(connection.execute(sql).fetchall())
connection.create_collation("reverse", lambda a, b: (a < b) - (a > b))
print(connection.execute("SELECT x FROM test ORDER BY x COLLATE reverse").fetchall())
connection.create_collation("reverse", None)

section("text, blobs, dumps, scripts")
connection.text_factory = bytes
print(connection.execute("SELECT ?", ("é",)).fetchone())
connection.text_factory = lambda data: data.decode("utf-8") + "!"
print(connection.execute("SELECT ?", ("bar",)).fetchone())
connection.text_factory = str
connection.execute("CREATE TABLE test_blob(blob_column BLOB)")
connection.execute("INSERT INTO test_blob VALUES (zeroblob(13))")
with connection.blobopen("test_blob", "blob_column", 1) as blob:
    blob.write(b"hello, ")
    blob.write(b"world.")
    blob[0] = ord("H")
    blob[-1] = ord("!")
with connection.blobopen("test_blob", "blob_column", 1) as blob:
    print(blob.read(), len(blob), blob.tell())
connection.executescript("BEGIN; CREATE TABLE person(first, last, age); INSERT INTO person VALUES ('a', 'b', 1); COMMIT;")
for line in connection.iterdump():
    print(line)

section("copies")
target = sqlite3.connect(":memory:")
connection.backup(target, pages=1, progress=lambda status, remaining, total: print(status, remaining <= total))
print(target.execute("SELECT count(*) FROM person").fetchone())
third = sqlite3.connect(":memory:")
third.deserialize(connection.serialize())
print(third.execute("SELECT * FROM person").fetchall())
target.close()

section("hooks")
statements = []
connection.set_trace_callback(statements.append)
connection.execute("SELECT 1")
connection.set_trace_callback(None)
print(statements)
connection.set_authorizer(lambda action, *rest: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_DROP_TABLE else sqlite3.SQLITE_OK)
try:
    connection.execute("DROP TABLE person")
except sqlite3.DatabaseError as error:
    print(error)
connection.set_authorizer(None)
calls = []
connection.set_progress_handler(lambda: calls.append(1) or len(calls) > 3, 50)
try:
    connection.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT sum(i) FROM n").fetchone()
except sqlite3.OperationalError as error:
    print(error, len(calls))
connection.set_progress_handler(None, 0)
print(connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1) > 1, connection.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED))

section("addresses")
with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as readonly:
    try:
        readonly.execute("CREATE TABLE readonly(x)")
    except sqlite3.OperationalError as error:
        print(error)
shared = "file:mem1?mode=memory&cache=shared"
first, second = sqlite3.connect(shared, uri=True), sqlite3.connect(shared, uri=True)
with first:
    first.execute("CREATE TABLE shared(data)")
    first.execute("INSERT INTO shared VALUES (28)")
print(second.execute("SELECT data FROM shared").fetchone())
try:
    sqlite3.connect("file:" + os.path.join(folder.name, "none.db") + "?mode=rw", uri=True)
except sqlite3.OperationalError as error:
    print(error)

section("cursors that were dropped in the middle")
connection.execute("SELECT * FROM test").fetchone()
connection.execute("DROP TABLE test")
connection.execute("SELECT * FROM lang UNION ALL SELECT 1, 2 UNION ALL SELECT 3, 4").fetchone()
connection.create_function("backwards", 1, None)
connection.executescript("DROP TABLE lang; DROP TABLE person")
print(connection.execute("SELECT name FROM sqlite_master").fetchall())
for opened in (connection, first, second, third):
    opened.close()
