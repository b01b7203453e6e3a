# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares its input with the newest value under the key, and ends when 200 more have been written."""

import json
import socket

connection = None


def newest(context):
    global connection
    if connection is None:
        connection = socket.create_connection((context.host, context.port)).makefile("rwb")
    connection.write(b"GET " + context.input_key.encode() + b"\r\n")
    connection.flush()
    connection.readline()
    return json.loads(connection.readline())["n"]


def handler(input, context):
    begin = newest(context)
    while newest(context) < begin + 200:
        pass
    return {"n": input["n"], "behind": begin - input["n"]}
