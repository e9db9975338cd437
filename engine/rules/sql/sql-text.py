"""SQL statements that are put together as text."""

TABLE = "users"


def bad(cursor, user_id):
    cursor.execute(f"SELECT * FROM users WHERE id = {user_id}")  # expect: sql-text


def good(cursor, user_id):
    cursor.execute("SELECT * FROM users WHERE id = %s", (user_id,))


def each_way(cursor, name, fields):
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % name)  # expect: sql-text
    cursor.execute("DELETE FROM users WHERE name = '" + name + "'")  # expect: sql-text
    cursor.execute("UPDATE users SET a = 1 WHERE name = '{}'".format(name))  # expect: sql-text
    cursor.execute("INSERT INTO users VALUES ('{n}')".replace("{n}", name))  # expect: sql-text
    query = (
        "SELECT a, b "  # expect: sql-text
        f"FROM users WHERE name = '{name}' "
        "ORDER BY a"
    )
    cursor.execute(query)
    cursor.executemany(f"insert into users ({fields}) values (?, ?)", [])  # expect: sql-text
    with_clause = f"WITH t AS (SELECT 1 FROM a) SELECT * FROM t WHERE x = {name}"  # expect: sql-text
    return [f"select a from {name} " for name in fields], with_clause  # expect: sql-text


def over_lines(cursor, name):
    query = f"""  # expect: sql-text
        SELECT a FROM b
        WHERE c = '{name}'
    """
    cursor.execute(query)


def constant(cursor, number):
    cursor.execute("SELECT a " + "FROM b " + "WHERE c = 1")
    cursor.execute(f"SELECT a FROM {TABLE} WHERE b = 1")
    cursor.execute("SELECT a FROM b LIMIT %d" % int(number))


def sentences(name, folder):
    print(f"Select a file from {folder} please")
    print("Update the settings of %s and set the rest" % name)
    print(f"{name} was selected from {folder} by hand")
