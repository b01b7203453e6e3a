# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds and imports the user's module and finds its handler, for each new version."""

import importlib
import importlib.util
import inspect
import linecache
import os
import re
import sys
from pathlib import Path

import pulseboard_spawning as spawning
from pulseboard_hosting import LoadError, decode

MODULE_NAME = "usermodule"
USUAL_FILES = ("usermodule", "handler", "main", "function", "lambda_function", "app", "__init__")

UNFIT = (
    (inspect.iscoroutinefunction, "a coroutine function; write def instead of async def"),
    (inspect.isgeneratorfunction, "a generator function; return the result instead of yielding it"),
    (inspect.isasyncgenfunction,
     "an asynchronous generator function; write def instead of async def, and return the result instead of yielding "
     "it"),
)

own_modules = set(sys.modules)  # which are not the user's
user_paths = []  # the user's own folders, of the loaded version
library_paths = []  # the folders of its installed packages
files = []  # the user's files that the last attempt to load has read
warnings = []  # of the last attempt to load
lines_before = {}  # file -> linecache's entry, of the version that stays loaded because the last attempt failed


def load(line):
    """The handler of a version (JSON, see FunctionVersion). If this fails, the previous version stays loaded."""
    global user_paths, library_paths, files
    version = decode(line)
    warnings.clear()
    lines_before.clear()
    before = list(sys.path), user_paths, library_paths
    folder_before, main_before = working_folder(), main_file()
    modules_before = {name: sys.modules.pop(name) for name in user_modules()}
    importlib.invalidate_caches()
    sys.path[:] = [entry for entry in sys.path if entry not in user_paths + library_paths]
    try:
        enter_folder_of(version)
        set_main_file(None)
        module, file = import_file(version) if version["file"] else import_from_folder(version)
        files = unique([file] + loaded_files())
        handler = find_handler(module, version["function"], file)
        forget_removed_folders()
        return handler
    except BaseException as error:
        files = unique([version["file"] or None] + loaded_files() + [getattr(error, "filename", None)])
        for name in user_modules():
            del sys.modules[name]
        sys.modules.update(modules_before)
        sys.path[:], user_paths, library_paths = before
        change_folder(folder_before)
        set_main_file(main_before)
        raise


def forget_removed_folders():
    """Drops what Python remembers of folders that no longer exist, as those of versions long replaced."""
    for folder in [entry for entry in sys.path_importer_cache if not os.path.exists(entry)]:
        del sys.path_importer_cache[folder]
    linecache.checkcache()


def restore_lines():
    """For tracebacks of the previous version. Call it after the error of a failed attempt has been described."""
    linecache.cache.update((file, entry) for file, entry in lines_before.items() if entry)


def working_folder():
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return "/"


def enter_folder_of(version):
    """Changes to the folder of the file or the zip, or to the folder in the zip that contains everything else."""
    change_folder(version["folder"] if version["file"] else only_folder(Path(version["folder"])) or version["folder"])


def change_folder(folder):
    try:
        os.chdir(folder)
    except OSError as error:
        os.chdir("/")
        warnings.append(f"The working directory is /, because {folder} cannot be entered: {error.strerror}")


def main_file():
    return getattr(sys.modules["__main__"], "__file__", None)


def set_main_file(path):
    """Sets the file that processes run first when multiprocessing spawns them."""
    vars(sys.modules["__main__"]).pop("__file__", None)
    if path:
        sys.modules["__main__"].__file__ = path


def put_on_path(entries, libraries):
    """Puts the user's own folders first, then the packages that pip installed for the function."""
    global user_paths, library_paths
    user_paths = unique(str(entry) for entry in entries)
    library_paths = [libraries] if libraries else []
    sys.path[:0] = user_paths + library_paths


def user_modules():
    """Names of the modules that were imported from the user's folders; installed packages stay loaded."""
    return [name for name, module in sys.modules.items() if name not in own_modules and is_users_module(name)]


def is_users_module(name):
    top = sys.modules.get(name.partition(".")[0])
    if top is None or name == MODULE_NAME:
        return name == MODULE_NAME
    file = getattr(top, "__file__", None)
    places = [os.path.dirname(file)] if file and not hasattr(top, "__path__") else parents_of(top)
    return any(place in user_paths for place in places)


def parents_of(package):
    return [os.path.dirname(path) for path in getattr(package, "__path__", [])]


def loaded_files():
    modules = [sys.modules.get(name) for name in user_modules()]
    return [module.__file__ for module in modules if getattr(module, "__file__", None)]


def unique(paths):
    return list(dict.fromkeys(path for path in paths if isinstance(path, str)))


def import_file(version):
    path = version["file"]
    wanted = dotted(version["module"])
    if wanted not in ("", MODULE_NAME, Path(path).stem):
        raise LoadError(f"the handler must be in module {version['module']}, but the function is the file {path}")
    put_on_path([version["folder"]], version["libraries"])
    lines_before[path] = linecache.cache.pop(path, None)
    return execute(MODULE_NAME, path, version["copy"], version["mainFile"]), path


def execute(name, path, copy, main_file):
    """Imports a module whose name differs from its file's, also in processes that multiprocessing spawns."""
    if main_file:
        spawning.write_main_file(main_file, name, path, copy)
        set_main_file(main_file)
    spec = spawning.spec_of(name, path, copy)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def import_from_folder(version):
    """The module of an unpacked zip, under the name that its path implies, so that relative imports work."""
    root = Path(version["folder"])
    top = only_folder(root)
    file, base = find_file(version, root, top)
    folders = [base, root]
    # The folder of a script is searched first; the folder of a module in a package is searched after the package's.
    folders.insert(len(folders) if (file.parent / "__init__.py").exists() else 0, file.parent)
    put_on_path(folders, version["libraries"])
    parts = file.relative_to(base).with_suffix("").parts
    if parts[-1] == "__init__" and len(parts) > 1:
        parts = parts[:-1]
    if any("." in part for part in parts):
        return execute(file.stem, str(file), str(file), version["mainFile"]), str(file)
    module = importlib.import_module(".".join(parts))
    if getattr(module, "__file__", None) != str(file):  # a module of Python's library has that name
        module = execute(file.stem, str(file), str(file), version["mainFile"])
    return module, str(file)


def only_folder(root):
    """The folder that contains everything in the zip, or None. Module names may include or omit it."""
    entries = [entry for entry in root.iterdir() if not entry.name.startswith(".") and entry.name != "requirements.txt"]
    return entries[0] if len(entries) == 1 and entries[0].is_dir() else None


def dotted(module):
    return module.removesuffix(".py").replace("/", ".")


def find_file(version, root, top):
    """The file of the module, and the folder that its name is relative to."""
    if not version["module"]:
        file = find_by_function(version, top or root)
        return file, root if top and (top / "__init__.py").exists() else top or root
    if "/" in version["module"] or version["module"].endswith(".py"):
        names = [version["module"].removesuffix(".py") + ".py"]
    else:
        path = version["module"].replace(".", "/")
        names = [path + ".py", path + "/__init__.py"]
    for base in (root, top):
        for name in names:
            if base and (base / name).is_file() and (base / name).resolve().is_relative_to(root.resolve()):
                return base / name, root if (base / "__init__.py").exists() else base
    return find_below(names, version, root)


def find_below(names, version, root):
    """The only file of these names in any folder of the zip: settings often omit the folder."""
    endings = tuple("/" + name for name in names)
    found = sorted(file for file in root.rglob("*.py") if ("/" + file.relative_to(root).as_posix()).endswith(endings))
    if not found:
        raise LoadError(f"there is no module {version['module']} in {version['origin']}; it contains {listing(root)}")
    if len(found) > 1:
        several = ", ".join(str(file.relative_to(root)) for file in found)
        raise LoadError(f"several files in {version['origin']} may be the module {version['module']}: {several}; "
                        "name its folder, too")
    base = found[0].parents[version["module"].removesuffix(".py").count("/")]
    while base != root and (base / "__init__.py").exists():
        base = base.parent
    return found[0], base


def find_by_function(version, base):
    """The only file that defines the function: in the folder itself, otherwise in any folder below it."""
    name = version["function"]
    for candidates in (sorted(base.glob("*.py")), sorted(base.rglob("*.py"))):
        found = [file for file in candidates if defines(file, name)]
        if len(found) > 1:
            found = [file for usual in USUAL_FILES for file in found if file.stem == usual][:1] or found
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(str(file.relative_to(base)) for file in found)
            raise LoadError(f"several files in {version['origin']} define {name}: {several}; "
                            f"choose one with HANDLER_FUNCTION=module.{name}")
    raise LoadError(f"no file in {version['origin']} defines a function {name}(input, context); "
                    f"it contains {listing(base)}")


def defines(file, name):
    name = re.escape(name)
    form = rf"^(?:(?:async\s+)?def\s+{name}\b|{name}\s*[:=]|(?:from|import)\b.*\b{name}\b)"
    return re.search(form, file.read_text("utf-8", "replace"), re.MULTILINE) is not None


def listing(root, most=10):
    names = sorted(str(file.relative_to(root)) for file in root.rglob("*.py"))
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return (", ".join(names[:most]) or "no Python file") + more


def find_handler(module, name, file):
    if not hasattr(module, name):
        raise LoadError(f"{file} defines no function {name}(input, context); it defines {functions_of(module)}")
    handler = getattr(module, name)
    if not callable(handler):
        kind, line = type(handler).__name__, line_of(file, name)
        raise LoadError(f"{name} is not a function, but of type {kind} ({file}, line {line})")
    refuse_unfit(handler, name, file)
    try:
        signature = inspect.signature(handler, follow_wrapped=False)
    except (TypeError, ValueError):  # some functions written in C have no signature
        return handler
    try:
        signature.bind(None, None)
    except TypeError as error:
        raise LoadError(f"{name}{signature} cannot be called with two arguments, the input and the context: {error} "
                        f"({place_of(handler, file)})") from None
    return handler


def refuse_unfit(handler, name, file):
    """Raises if a call would not run the handler, but return a coroutine or generator."""
    for function, subject in (handler, name), (type(handler).__call__, f"__call__ of {name}"):
        for is_unfit, problem in UNFIT:
            if is_unfit(function):
                raise LoadError(f"{subject} is {problem} ({place_of(function, file)})")


def functions_of(module):
    own = [(value.__code__.co_firstlineno, name)
           for name, value in vars(module).items() if is_function_of(value, module)]
    return ", ".join(f"{name} (line {line})" for line, name in sorted(own)) or "no function at all"


def is_function_of(value, module):
    return inspect.isfunction(value) and value.__module__ == module.__name__


def place_of(handler, file):
    code = getattr(inspect.unwrap(handler), "__code__", None)
    return f"{code.co_filename}, line {code.co_firstlineno}" if code else file


def line_of(file, name):
    lines = enumerate(linecache.getlines(file), 1)
    return max((number for number, text in lines if re.match(rf"{re.escape(name)}\b", text)), default=1)
