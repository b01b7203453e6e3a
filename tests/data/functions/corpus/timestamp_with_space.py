# SPDX-License-Identifier: GPL-3.0-or-later
"""Parses the timestamp by a format with a space, and keeps the time of the last call."""

import datetime


def handler(input, context):
    now = datetime.datetime.strptime(input["timestamp"], "%Y-%m-%d %H:%M:%S.%f")
    before = context.env.get("before")
    context.env["before"] = now
    return {
        "timestamp": str(now),
        "seconds": (now - before).total_seconds() if before else None,
        "date": now.strftime("%d/%m/%Y"),
        "parts": input["timestamp"].split(" ")[1].split(":"),
    }
