# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts its calls in env, returns the id of its process, and prints."""

import os
import sys


def handler(input, context):
    context.env["calls"] = context.env.get("calls", 0) + 1
    print("call", context.env["calls"])
    print("to stderr", file=sys.stderr)
    return {"calls": context.env["calls"], "n": input["n"], "pid": os.getpid()}
