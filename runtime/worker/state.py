# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the snapshot that is stored under the key K:env, and restores context.env from it.

An env that JSON represents exactly is stored as JSON, any other env in the tagged form of tagging.py.
"""

from datetime import datetime
from marshal import dumps as marshal_form

from pulseboard_hosting import decode
from pulseboard_hosting import encode_plainly as encode
from pulseboard_runtime import is_plain_json
from pulseboard_tagging import NotStorable, Reader, Writer

# As in pulseboard_hosting, everything that is used in each call is bound here.

LARGEST_STATE = 16 * 1024 * 1024
NO_STATE = '"env": null'


def snapshot(env, last_execution, code, input_hash):
    """What the next worker needs to continue, as JSON: the hash of the code, that of the last input, the time of the
    last execution, and env. Also the reason why env is not part of it, or ""."""
    fields, problem = state_fields(env)
    if len(fields) > LARGEST_STATE:
        fields, problem = NO_STATE, f"context.env needs more than {LARGEST_STATE} bytes when it is stored"
    return snapshot_with(fields, last_execution, code, input_hash), problem


def snapshot_without_env(last_execution, code, input_hash):
    return snapshot_with(NO_STATE, last_execution, code, input_hash)


def snapshot_with(fields, last_execution, code, input_hash):
    facts = {"code": code, "input": input_hash, "last_execution": last_execution and last_execution.isoformat()}
    return f"{encode(facts)[:-1]}, {fields}}}"


def state_fields(env):
    """The fields of the snapshot that contain env, and the reason why they do not, or ""."""
    text = plain_text(env)
    if text is not None:
        return f'"env": {text}', ""
    try:
        return f'{NO_STATE}, "tagged": {tagged_text(env)}', ""
    except NotStorable as error:
        return NO_STATE, f"context.env{error.path} {error.reason}"


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


def plain_text(env):
    """env as JSON, but only if decoding that gives back an equal object with the same types; else None."""
    try:
        if env is None or not is_plain_json(env):
            return None
        text = encode(env)
        return text if same(decode(text), env) else None
    except (ValueError, RecursionError):
        return None


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
