# SPDX-License-Identifier: GPL-3.0-or-later
"""os.environ: settings with a default, those of the deployment, and one that it sets itself."""

import os
import sys

WINDOW = int(os.environ.get("WINDOW_SECONDS", "60")) // 5
INPUT_KEY = os.environ["REDIS_INPUT_KEY"]
os.environ["CORPUS_CALLS"] = "0"


def handler(input, context):
    os.environ["CORPUS_CALLS"] = str(int(os.environ["CORPUS_CALLS"]) + 1)
    values = context.env.setdefault("values", [])
    values.append(input["cpu_percent-9"])
    return {
        "mean": sum(values[-WINDOW:]) / len(values[-WINDOW:]),
        "calls": os.getenv("CORPUS_CALLS"),
        "same": [INPUT_KEY == context.input_key, os.environ.get("REDIS_OUTPUT_KEY") == context.output_key],
        "missing": os.environ.get("NO_SUCH_VARIABLE"),
        "arguments": len(sys.argv) - 1,
        "folder_first": sys.path[0] == os.path.dirname(__file__),
        "encodings": [sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.stdout.encoding.lower()],
    }
