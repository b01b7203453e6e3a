# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything imported with *, names shadowed, integers as keys of the result."""

from collections import *  # noqa: F403
from datetime import *  # noqa: F403
from math import *  # noqa: F403


def handler(input, context):
    list = context.env.get("list") or deque(maxlen=12)  # noqa: F405
    list.append(input["cpu_percent-11"])
    context.env["list"] = list
    id = datetime.fromisoformat(input["timestamp"])  # noqa: F405
    dict = OrderedDict()  # noqa: F405
    for max, value in enumerate(list):
        dict[max] = sqrt(value) if value > 0 else 0  # noqa: F405
    dict[None] = floor(sum(list))  # noqa: F405
    dict[True] = str(id.date())
    dict[2.5] = ceil(e)  # noqa: F405
    return dict
