# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes timestamps with a space as with an ISO T, with and without a zone, and writes the T."""

from datetime import datetime, timezone


def parse(text):
    for form in ("%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d %H:%M:%S.%f"):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            pass
    raise ValueError("unknown timestamp " + text)


def handler(input, context):
    now = parse(input["timestamp"]).replace(tzinfo=timezone.utc)
    again = parse(now.strftime("%Y-%m-%dT%H:%M:%S.%f%z"))
    window = context.env.setdefault("window", {})
    window[now.isoformat()] = input["cpu_percent-7"]
    for key in list(window):
        if (now - datetime.fromisoformat(key)).seconds > 60:
            del window[key]
    return {
        "timestamp": now.isoformat(timespec="milliseconds"),
        "epoch": now.timestamp(),
        "same": again == now,
        "avg_util_cpu7_60sec": sum(window.values()) / len(window),
    }
