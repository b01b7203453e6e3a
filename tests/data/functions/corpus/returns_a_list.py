# SPDX-License-Identifier: GPL-3.0-or-later
"""Returns a list, a tuple, a number, a text, True, or an empty or zero one of them."""


def handler(input, context):
    cpus = [input[f"cpu_percent-{i}"] for i in range(16)]
    turn = context.env["turn"] = context.env.get("turn", -1) + 1
    forms = [
        cpus,
        tuple(cpus[:2]),
        sum(cpus),
        f"{max(cpus)} %",
        True,
        [[], {}, None],
        [],
        0,
        "",
        False,
        -0.5,
        "ação",
    ]
    return forms[turn % len(forms)]
