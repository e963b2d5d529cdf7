# needs: sqlite3
import sqlite3

c = sqlite3.connect(":memory:")
c.execute("create table t(id integer primary key, name text, value real)")
c.executemany("insert into t(name, value) values (?, ?)", [("a", 1.5), ("b", None), ("é", 3)])
print(c.execute("select * from t order by id").fetchall(), c.execute("select count(*) from t where value > :v", {"v": 1}).fetchone(), c.total_changes)
c.row_factory = sqlite3.Row
row = c.execute("select name, value from t").fetchone()
print(row["name"], tuple(row), row.keys())
c.create_function("double", 1, lambda x: x * 2)
print(c.execute("select double(21)").fetchone()[0])
for sql in ("select * from nope", "selec", "insert into t(id) values (1)", "select ?"):
    try:
        c.execute(sql)
    except sqlite3.Error as error:
        print(type(error).__name__, error)
c.close()
