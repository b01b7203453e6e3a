# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the snapshot under the key K:env that contains context.env, if JSON does not represent that exactly (else
see plainjson.h), and the way back from a snapshot.

PythonHost::Snapshot lists the fields of a snapshot."""

from datetime import datetime
from marshal import dumps as marshal_form

from pulseboard_hosting import decode
from pulseboard_hosting import encode_plainly as encode
from pulseboard_tagging import NotStorable, Reader, Writer

# As in pulseboard_hosting, everything that is used in each call is bound here.

LARGEST_STATE = 16 * 1024 * 1024
NO_STATE = '"env": null'


def tagged_fields(env):
    """The fields of the snapshot that contain an env that JSON does not represent exactly, and the reason why they do
    not, or ""."""
    try:
        fields = f'{NO_STATE}, "tagged": {tagged_text(env)}'
    except NotStorable as error:
        return NO_STATE, f"context.env{error.path} {error.reason}"
    if len(fields) > LARGEST_STATE:
        return NO_STATE, f"context.env needs more than {LARGEST_STATE} bytes when it is stored"
    return fields, ""


def restore(text, code):
    """(whether env is restored, env, time of the last execution, hash of the last input, why env cannot be restored) of
    a snapshot by the same code; None for another one."""
    facts = decode(text)
    if facts["code"] != code:
        return None
    last = facts["last_execution"]
    restored, env, problem = facts["env"] is not None, facts["env"], ""
    if "tagged" in facts:
        try:
            restored, env = True, Reader().read(facts["tagged"])
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
    return restored, env, last and datetime.fromisoformat(last), facts["input"], problem


def tagged_text(env):
    """env in the tagged form, verified by reading it and writing it again."""
    try:
        form = Writer().write(env)
        text = encode(form)
        decoded = decode(text)
        if same(decoded, form) and same(Writer().write(Reader().read(decoded)), form):
            return text
    except RecursionError:
        raise NotStorable("is nested too deeply to be stored") from None
    raise NotStorable("cannot be restored as it was")


def same(left, right):
    # marshal distinguishes what == does not: 1, 1.0 and True; list and subclass of list. In its version 2 equal values
    # always have equal forms.
    return marshal_form(left, 2) == marshal_form(right, 2)
