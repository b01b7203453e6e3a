# SPDX-License-Identifier: GPL-3.0-or-later
"""itertools and functools; handler under a decorator, the rest under lru_cache and partial."""

import functools
import itertools
import operator
from collections import Counter, OrderedDict, defaultdict


def counted(function):
    @functools.wraps(function)
    def wrapper(input, context):
        context.env["calls"] = context.env.get("calls", 0) + 1
        return {"calls": context.env["calls"], "name": function.__name__, **function(input, context)}

    return wrapper


@functools.lru_cache(maxsize=None)
def cpu_key(number):
    return f"cpu_percent-{number}"


percent = functools.partial(round, ndigits=1)


@counted
def handler(input, context):
    window = context.env.setdefault("window", defaultdict(list))
    for key in map(cpu_key, range(16)):
        window[key].append(input[key])
    groups = itertools.groupby(sorted(input), key=lambda key: key.split("-")[0])
    return {
        "means": OrderedDict((k, percent(sum(itertools.islice(reversed(v), 12)) / 12)) for k, v in window.items()),
        "groups": Counter({name: len(list(keys)) for name, keys in groups}),
        "product": functools.reduce(operator.mul, (1 + input[cpu_key(i)] for i in range(4))),
        "accumulated": list(itertools.accumulate(window[cpu_key(0)][-5:])),
        "pairs": [sum(p) for p in itertools.combinations(range(4), 2)],
        "cached": cpu_key.cache_info().currsize,
    }
