# SPDX-License-Identifier: GPL-3.0-or-later
"""Works in forked children, which the pool ends with SIGTERM."""

import multiprocessing


def square(number):
    return number * number


def handler(input, context):
    context.env["calls"] = context.env.get("calls", 0) + 1
    with multiprocessing.get_context("fork").Pool(2) as pool:
        squares = pool.map(square, range(4))
    return {"calls": context.env["calls"], "squares": squares}
