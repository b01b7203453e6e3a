#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every #include follows an edge that cmake/PulseTargets.cmake allows.

Usage: check-includes.py TABLE ROOT. TABLE is the file with the rows `set(PULSE_EDGES_<target> <target>...)`; ROOT holds
the folders app, common and runtime. Each folder is one target, whose name is the path with underscores; `main.cpp`
belongs to the program that its folder's CMakeLists.txt adds, and so does all of a folder without a library.
"""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#include "((?:app|common|runtime)/[^"]+)"', re.MULTILINE)
ROW = re.compile(r'^set\(PULSE_EDGES_(\S+) ([^)]*)\)', re.MULTILINE)
PROGRAM = re.compile(r'pulse_add_program\((\S+)')


def target_of(path, root):
    """The target that a source file belongs to."""
    lists = path.parent / "CMakeLists.txt"
    text = lists.read_text() if lists.exists() else ""
    program = PROGRAM.search(text)
    if program and (path.name == "main.cpp" or "pulse_add_library(" not in text):
        return program[1]
    return "_".join(path.parent.relative_to(root).parts)


def main(table, root):
    edges = {name: set(row.replace('"', "").split()) for name, row in ROW.findall(pathlib.Path(table).read_text())}
    root = pathlib.Path(root)
    wrong = []
    for path in sorted(p for top in ("app", "common", "runtime") for p in (root / top).rglob("*.[ch]*")
                       if p.suffix in (".h", ".cpp")):
        target = target_of(path, root)
        for include in INCLUDE.findall(path.read_text()):
            if pathlib.PurePath(include).parent == path.parent.relative_to(root):
                continue
            other = "_".join(pathlib.PurePath(include).parent.parts)
            if other not in edges.get(target, ()):
                wrong.append(f"{path.relative_to(root)} includes {include}: edge {target} -> {other} is not allowed")
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
