# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets processes that multiprocessing spawns import the function's module.

They are new interpreters that import modules by name. The module of a single file has another name than the file, so
these processes first run a main file: this source, with a call of `make_importable` at the end.
"""

import importlib.machinery
import importlib.util
import linecache
import sys


class CopyLoader(importlib.machinery.SourceFileLoader):
    """Loads a module from a copy of its file, so that the file can change at any time."""

    def __init__(self, name, path, copy):
        super().__init__(name, path)
        self.copy = copy

    def get_code(self, name):
        with open(self.copy, "rb") as file:
            source = file.read()
        code = compile(source, self.path, "exec", dont_inherit=True)
        lines = importlib.util.decode_source(source).splitlines(True)
        linecache.cache[self.path] = (len(source), None, lines, self.path)  # for tracebacks
        return code


class Finder:
    """Finds one module, and no other file of that name."""

    def __init__(self, *module):
        self.module = module

    def find_spec(self, name, path=None, target=None):
        return spec_of(*self.module) if name == self.module[0] else None


def spec_of(name, path, copy):
    return importlib.util.spec_from_file_location(name, path, loader=CopyLoader(name, path, copy))


def make_importable(name, path, copy):
    sys.modules.pop(name, None)
    sys.meta_path.insert(0, Finder(name, path, copy))


def write_main_file(main_file, *module):
    with open(main_file, "w", encoding="utf-8") as file:
        file.write(f"{__source__}\nmake_importable{module!r}\n")
