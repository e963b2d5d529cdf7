rows = [{"id": n, "name": f"row{n}", "tags": [n % 3], "ok": n % 2 == 0} for n in range(200)]
rows[5]["extra"] = 1
del rows[6]["name"]
rows[7][42] = "int key"
rows[8]["id"] = "changed"
print(rows[5], rows[6], rows[7], rows[8], rows[199])
print(sum(row["id"] for row in rows if isinstance(row["id"], int)), {frozenset(map(str, row)) == {"id", "name", "tags", "ok"} for row in rows[10:]})
print(list(rows[6]), rows[9] == {"ok": False, "tags": [0], "name": "row9", "id": 9})
