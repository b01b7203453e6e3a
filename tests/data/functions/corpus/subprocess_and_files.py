# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs programs and keeps its state in a temporary file, pickled."""

import os
import pickle
import subprocess
import sys
import tempfile

folder = tempfile.TemporaryDirectory()
path = os.path.join(folder.name, "state.pickle")
system = subprocess.run(["uname", "-s"], capture_output=True, text=True, check=True).stdout.strip()


class State:
    values = ()


def load():
    try:
        with open(path, "rb") as file:
            return pickle.load(file)
    except FileNotFoundError:
        return State()


def handler(input, context):
    state = load()
    state.values = (*state.values[-11:], input["cpu_percent-12"])
    with open(path, "wb") as file:
        pickle.dump(state, file)
    result = {"system": system, "mean": sum(state.values) / len(state.values), "class": State.__module__}
    if len(state.values) == 3:
        result["python"] = subprocess.check_output([sys.executable, "-c", "print(6 * 7)"]).decode()
        result["failed"] = subprocess.call("exit 3", shell=True)
    return result
