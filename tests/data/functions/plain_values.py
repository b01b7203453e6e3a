# SPDX-License-Identifier: GPL-3.0-or-later
"""Generates values, and compares the texts that the runtime makes of them with those of json."""

import json
import marshal
import math
import random
import struct

TEXTS = ("", "plain", 'quote " and \\', "line\nfeed\ttab\r\b\f\x00\x1f\x7f", "äöü ÿ", "日本語", "emoji 😀", "\ud800", "\udfff",
         "mixed ä日😀\u2028", "x" * 50)
NUMBERS = (0, -1, 2**31, -(2**31) - 1, 2**53 + 1, 2**63 - 1, -(2**63), 2**63, -(2**63) - 1, 10**308, 10**309, -(10**400),
           0.0, -0.0, 0.1, 1.0, 1e15, 1e16, 123456789012345.6, 9999999999999998.0, 1e-4, 1e-5, 0.00012345, 5e-324, 1.7976931348623157e308,
           math.nan, math.inf, -math.inf, 1e22, 1e23, 2.5e-5, 100.0, 12.5)  # fmt: skip


class Own(dict):
    pass


class Values:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def number(self):
        kind = self.random.randrange(6)
        if kind == 0:
            return self.random.choice(NUMBERS)
        if kind == 1:
            return struct.unpack("<d", self.random.randbytes(8))[0]
        if kind == 2:
            return round(self.random.uniform(-1000, 1000), self.random.randrange(6))
        if kind == 3:
            return self.random.uniform(0, 10) * 10.0 ** self.random.randrange(-20, 25)
        return self.random.getrandbits(self.random.randrange(1, 80)) * self.random.choice((1, -1))

    def scalar(self):
        kind = self.random.randrange(8)
        if kind < 5:
            return self.number()
        return self.random.choice((TEXTS, (True, False, None))[kind == 7])

    def value(self, depth=0):
        kind = self.random.randrange(60)
        if kind == 0:
            return self.random.choice(((1, 2), Own(a=1), {1: 2}, {None: 1}, b"bytes", {"a", "b"}))
        if depth == 3 or kind < 40:
            return self.scalar()
        if kind < 50:
            return [self.value(depth + 1) for _ in range(self.random.randrange(6))]
        return {self.random.choice(TEXTS): self.value(depth + 1) for _ in range(self.random.randrange(6))}


def check(plain_json, count, seed):
    """(number of values with a text, descriptions of wrong texts); plain_json(value, for_state) returns a text or None."""
    values = Values(seed)
    written, wrong = 0, []
    for _ in range(count):
        value = values.value()
        for for_state in (False, True):
            text = plain_json(value, for_state)
            if text is None:
                continue
            written += 1
            try:
                is_right = text == json.dumps(value, allow_nan=for_state)
                if for_state:
                    is_right = is_right and marshal.dumps(json.loads(text), 2) == marshal.dumps(value, 2)
            except (TypeError, ValueError):
                is_right = False
            if not is_right:
                wrong.append(f"{value!r}: {text}")
    return written, wrong[:10]


def nested(depth):
    value = 1
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


def cycle():
    value = []
    value.append(value)
    return value


def shared():
    window = [1.5]
    return {"a": window, "b": window}


def samples():
    """(name, value, whether a result has a text, whether a state has one)"""
    return (
        ("scalars", {"a": [1, 2.5, None, True, False, "text"]}, True, True),
        ("empty", {"a": {}, "b": []}, True, True),
        ("NaN", [math.nan], False, True),
        ("another NaN", struct.unpack("<d", struct.pack("<Q", 0xFFF8000000000000))[0], False, False),
        ("infinity", [math.inf, -math.inf], False, True),
        ("int that a double cannot hold", 10**309, False, True),
        ("int of 4,001 digits", 10**4000, False, False),
        ("lone surrogate", "\ud800", False, False),
        ("surrogates that are a pair", "\ud83d\ude00", False, False),
        ("character beyond 16 bits", {"😀": "😀"}, True, True),
        ("tuple", (1, 2), False, False),
        ("key that is no text", {1: 2}, False, False),
        ("subclass", Own(a=1), False, False),
        ("200 levels", nested(200), True, True),
        ("201 levels", nested(201), False, False),
        ("cycle", cycle(), False, False),
        ("the same list twice", shared(), True, False),
        ("16 MiB", "x" * (16 * 1024 * 1024 - 2), True, True),
        ("more than 16 MiB", "x" * (16 * 1024 * 1024 - 1), False, False),
        ("more than 16 MiB in pieces", ["x" * 1024] * (16 * 1024), False, False),
    )  # fmt: skip
