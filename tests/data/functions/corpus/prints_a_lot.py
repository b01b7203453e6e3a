# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints whole measurements, parts of lines, to both streams, and the context."""

import pprint
import sys


def handler(input, context):
    print("=" * 80)
    print("input:", input)
    pprint.pprint(input)
    for key, value in sorted(input.items()):
        print(f"{key:>40} -> {value}", end="\n" if key < "n" else " ")
    print("média do último minuto ✓", file=sys.stderr)
    print("context:", context.host, context.port, context.env)
    sys.stdout.write("x" * 20000)
    sys.stdout.write("\r50%\rdone\n\n\0\n")
    sys.stdout.flush()
    context.help()
    context.env["lines"] = context.env.get("lines", 0) + len(input)
    return {"lines": context.env["lines"], "printed": True}
