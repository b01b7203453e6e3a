# SPDX-License-Identifier: GPL-3.0-or-later
"""context.last_execution: None on the first call, a naive datetime afterwards, never going back."""

import datetime


def handler(input, context):
    last = context.last_execution
    if last is None:
        return {"first": True, "type": str(type(last))}
    before = context.env.get("before", last)
    context.env["before"] = last
    elapsed = (datetime.datetime.now() - last).total_seconds()
    return {
        "first": False,
        "type": str(type(last)),
        "naive": last.tzinfo is None,
        "recent": -1 < elapsed < 600,
        "grows": last >= before,
        "text": len(last.strftime("%Y-%m-%d %H:%M:%S")),
    }
