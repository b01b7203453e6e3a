# SPDX-License-Identifier: GPL-3.0-or-later
"""A database in memory, opened when imported, that takes each reading."""

import sqlite3

database = sqlite3.connect(":memory:")
database.execute("CREATE TABLE reading (id INTEGER PRIMARY KEY, cpu INTEGER, value REAL)")


def handler(input, context):
    rows = [(i, input[f"cpu_percent-{i}"]) for i in range(16)]
    with database:
        database.executemany("INSERT INTO reading (cpu, value) VALUES (?, ?)", rows)
    query = """SELECT cpu, avg(value), max(value) FROM reading
               WHERE id > (SELECT max(id) FROM reading) - 192 GROUP BY cpu ORDER BY cpu"""
    return {f"mvg_avg_cpu_{cpu}_last_minute": [mean, top] for cpu, mean, top in database.execute(query)}
