# SPDX-License-Identifier: GPL-3.0-or-later
"""Computes in other processes, which the pool ends with SIGTERM."""

import multiprocessing


def square(number):
    return number * number


def place(_):
    return __file__


def handler(input, context):
    context.env["calls"] = context.env.get("calls", 0) + 1
    with multiprocessing.get_context(input.get("method", "fork")).Pool(2) as pool:
        squares = pool.map(square, range(4))
        places = set(pool.map(place, range(2)))
    return {"calls": context.env["calls"], "squares": squares, "knows its place": places == {__file__}}
