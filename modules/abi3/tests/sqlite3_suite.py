"""What _sqlite3 does, printed: CPython with its own module and with ours must print the same (test_on_cpython.py --compare)."""

import datetime
import os
import sqlite3
import tempfile
import threading


def show(function, *arguments, **names):
    try:
        print("  =", function(*arguments, **names))
    except Exception as error:
        print("  !", type(error).__name__, error, getattr(error, "sqlite_errorname", None))


db = sqlite3.connect(":memory:")
print(db.isolation_level, db.in_transaction, db.total_changes, db.row_factory, db.text_factory)
cursor = db.cursor()
print(cursor.description, cursor.rowcount, cursor.lastrowid, cursor.arraysize, cursor.connection is db)
cursor.execute("create table t(a integer primary key, b text, c blob, d real)")
cursor.execute("insert into t(b, c, d) values (?, ?, ?)", ("é", b"\0x", 1.5))
print(cursor.lastrowid, cursor.rowcount, db.in_transaction)
cursor.executemany("insert into t(b) values (:b)", [{"b": "x%d" % i} for i in range(5)])
print(cursor.lastrowid, cursor.rowcount, db.total_changes)
db.commit()
print(cursor.execute("select * from t order by a").fetchall())
print(cursor.description)
print(cursor.execute("select a from t order by a").fetchmany(2), cursor.fetchone(), cursor.fetchmany(size=2), list(cursor), cursor.fetchone())
for sql, parameters in [("select ?", ()), ("select ?", (1, 2)), ("select :a", {}), ("select ?", {"a": 1}), ("select ?", 5), ("select ?", (object,)),
                        ("select ?", (1 << 70,)), ("select 1; select 2", ()), ("nonsense", ()), ("", ()), ("-- only a comment", ()),
                        ("insert into t(a) values (1)", ()), ("select * from nope", ()), ("select 'a\0b'", ()), ("select ?", (True,)), ("select ?", (b"",)),
                        ("select ?, ?", (None, -(1 << 63))), ("select :a + :b", {"a": 1, "b": 2}), ("/* c */ select 1 -- end", ())]:
    print(repr(sql), str(parameters)[:40])
    show(lambda: db.execute(sql, parameters).fetchall())
show(db.execute, 5)
show(db.executemany, "select 1", [])
show(db.executemany, "insert into t(b) values (?)", 5)
db.rollback()
show(lambda: type(db.executescript("create table s(x); insert into s values (1); insert into s values (2);")))
print(db.execute("select count(*) from s").fetchone())
show(db.executescript, "nope")

db.row_factory = sqlite3.Row
row = db.execute("select a, b as Name from t where a = 1").fetchone()
print(row["a"], row["NAME"], row[0], row[-1], row[0:1], tuple(row), len(row), row.keys(), row == row, hash(row) == hash(row), "é" in row)
show(lambda: row["nope"])
show(lambda: row[7])
show(lambda: row[1.5])
db.row_factory = lambda c, r: dict(zip([d[0] for d in c.description], r))
print(db.execute("select a, b from t where a = 1").fetchone())
db.row_factory = None
db.text_factory = bytes
print(db.execute("select b from t where a = 1").fetchone())
db.text_factory = lambda data: data.decode() + "!"
print(db.execute("select b from t where a = 1").fetchone())
db.text_factory = str
show(lambda: db.execute("select cast(x'ff41' as text)").fetchone())

db.create_function("plus", 2, lambda a, b: a + b, deterministic=True)
db.create_function("bad", -1, lambda *a: 1 / 0)
db.create_function("kind", 1, lambda a: type(a).__name__)
print(db.execute("select plus(1, 2), plus('a', 'b'), kind(null), kind(x''), kind(1.0)").fetchone())
show(lambda: db.execute("select bad()").fetchone())
show(lambda: db.execute("select plus(1)").fetchone())


class Total:
    def __init__(self):
        self.total = 0

    def step(self, value):
        self.total += value

    def inverse(self, value):
        self.total -= value

    def value(self):
        return self.total

    def finalize(self):
        return self.total


class Broken:
    def __init__(self):
        pass

    def step(self, x):
        raise ValueError

    def finalize(self):
        return 1


db.create_aggregate("total2", 1, Total)
db.create_aggregate("broken", 1, Broken)
db.create_window_function("window2", 1, Total)
print(db.execute("select total2(a) from t").fetchone(), db.execute("select total2(a) from t where 0").fetchone())
show(lambda: db.execute("select broken(a) from t").fetchone())
print(db.execute("select window2(a) over (order by a rows between 1 preceding and 1 following) from t").fetchall())
show(db.create_window_function, "window2", -100, Total)
db.create_collation("reversed", lambda a, b: (a < b) - (a > b))
print(db.execute("select b from t order by b collate reversed").fetchall())
show(db.create_collation, "x", 5)
db.create_collation("reversed", None)
show(lambda: db.execute("select b from t order by b collate reversed").fetchall())

traced = []
db.set_trace_callback(traced.append)
db.execute("select ?", (5,)).fetchall()
db.set_trace_callback(None)
print(traced)
db.set_authorizer(lambda action, *rest: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_READ else sqlite3.SQLITE_OK)
show(lambda: db.execute("select a from t").fetchall())
db.set_authorizer(None)
db.set_progress_handler(lambda: 1, 1)
show(lambda: db.execute("select count(*) from t, t, t").fetchall())
db.set_progress_handler(None, 0)

with db:
    db.execute("insert into t(b) values ('in')")
try:
    with db:
        db.execute("insert into t(b) values ('out')")
        raise KeyError
except KeyError:
    pass
print(db.execute("select count(*) from t").fetchone(), db.in_transaction)
for level in [None, "", "immediate", "EXCLUSIVE", "x", 5]:
    show(setattr, db, "isolation_level", level)
    print(repr(db.isolation_level))
db.isolation_level = ""
show(delattr, db, "isolation_level")

sqlite3.register_adapter(complex, lambda c: "%r;%r" % (c.real, c.imag))
sqlite3.register_converter("cx", lambda b: complex(*map(float, b.split(b";"))))
typed = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES)
typed.execute("create table p(z cx, d date, w timestamp, n cx(3) )")
typed.execute("insert into p values (?, ?, ?, null)", (1 + 2j, datetime.date(2020, 1, 2), datetime.datetime(2020, 1, 2, 3, 4, 5)))
print(typed.execute("select z, d, w, n from p").fetchone(), typed.execute('select z as "q [cx]" from p').description)


class Point:
    def __conform__(self, protocol):
        return "point" if protocol is sqlite3.PrepareProtocol else None


print(typed.execute("select ?", (Point(),)).fetchone())
show(sqlite3.adapt, object())
show(sqlite3.adapt, 1, int, "alt")

blob_id = db.execute("insert into t(c) values (zeroblob(10))").lastrowid
with db.blobopen("t", "c", blob_id) as blob:
    blob.write(b"hello")
    print(len(blob), blob.tell(), blob.read(), blob.seek(0), blob.read(3), blob[0], blob[1:4], blob[::3])
    blob[0] = 72
    blob[1:3] = b"EL"
    blob.seek(-2, os.SEEK_END)
    for action in [lambda: blob.write(b"toolong"), lambda: blob[99], lambda: blob.__setitem__(0, 300), lambda: blob.__setitem__(slice(0, 2), b"x"), lambda: blob.__delitem__(0), lambda: blob.seek(99)]:
        show(action)
print(db.execute("select c from t where a = ?", (blob_id,)).fetchone())
show(blob.read)
show(db.blobopen, "t", "c", 9999)

copy = sqlite3.connect(":memory:")
db.commit()
steps = []
db.backup(copy, pages=1, progress=lambda status, left, total: steps.append((left, total)))
print(copy.execute("select count(*) from t").fetchone(), len(steps) > 0)
show(db.backup, db)
data = db.serialize()
third = sqlite3.connect(":memory:")
third.deserialize(data)
print(third.execute("select count(*) from t").fetchone())
print("\n".join(copy.iterdump())[:200])
print(db.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) > 0, db.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 50) > 50)
show(db.execute, "select '%s'" % ("x" * 100))
show(db.getlimit, 999)

closed = db.cursor()
closed.close()
show(closed.execute, "select 1")
failures = []
thread = threading.Thread(target=lambda: failures.append(isinstance(_error_of(lambda: db.execute("select 1")), sqlite3.ProgrammingError)))


def _error_of(function):
    try:
        function()
    except Exception as error:
        return error


thread.start()
thread.join()
print(failures)
db.close()
show(db.execute, "select 1")
show(db.commit)
show(lambda: db.total_changes)
with tempfile.TemporaryDirectory() as folder:
    show(sqlite3.connect, os.path.join(folder, "no", "such"))
    path = os.path.join(folder, "f.db")
    first, second = sqlite3.connect(path, timeout=0.05), sqlite3.connect(path, timeout=0.05)
    first.execute("create table x(y unique)")
    first.execute("begin exclusive")
    show(second.execute, "select * from x")
    first.execute("insert into x values (1)")
    show(first.execute, "insert into x values (1)")
    first.commit()
    print(sqlite3.connect("file:%s?mode=ro" % path, uri=True).execute("select * from x").fetchall())
show(sqlite3.connect)
show(sqlite3.Cursor, 5)
show(sqlite3.Cursor)
show(sqlite3.Connection.__new__(sqlite3.Connection).cursor)
print(sqlite3.complete_statement("select 1;"), sqlite3.complete_statement("select 1"), sqlite3.apilevel, sqlite3.paramstyle, sqlite3.threadsafety)
print([e.__mro__[1].__name__ for e in (sqlite3.Error, sqlite3.DataError, sqlite3.InterfaceError)], db.DataError is sqlite3.DataError)
names = sorted(n for n in dir(sqlite3._sqlite3 if hasattr(sqlite3, "_sqlite3") else sqlite3) if n.startswith("SQLITE_"))
print(len(names), sum(getattr(sqlite3, n) for n in names))
