# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the web page from the linked dashboard and the shell in resources/web.

    bundle.py PROGRAM SHELL ICONS TRANSLATIONS OUTPUT

PROGRAM.js and PROGRAM.wasm are the linker's output, SHELL is the folder of the page's own files, ICONS the folder of the
program's icon, TRANSLATIONS that of the .ts files, and OUTPUT the folder that a gateway serves with --web. The name of
every file but index.html contains a hash of its content, so that browsers can cache it forever. Every file is also
compressed by brotli and gzip.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import brotli

ICONS = ("pulseboard.svg", "pulseboard-small.svg")
NAMES = ("pulseboard.wasm", "pulseboard.js", *ICONS, "page.css", "theme.js", "page.js")  # users last


def hashed(name, content):
    stem, ending = name.rsplit(".", 1)
    digest = hashlib.sha256(content).hexdigest()[:16]
    if digest.isdigit():  # the gateway would treat that as a number
        digest = "a" + digest[1:]
    return f"{stem}.{digest}.{ending}"


def rename(text, names):
    """`text` with the names of files in the bundle."""
    for name, new in names.items():
        text = re.sub(rf"(?<![\w./-])(\./)?{re.escape(name)}(?![\w.-])", lambda match: (match[1] or "") + new, text)
    return text


def page_texts(folder):
    """The translations of the texts in page.js, by language."""
    texts = {}
    for path in sorted(Path(folder).glob("*.ts")):
        for context in ElementTree.parse(path).iter("context"):
            if context.findtext("name") == "WebPage":
                language = path.stem.split("_", 1)[1].replace("_", "-")
                texts[language] = {one.findtext("source"): one.findtext("translation") for one in context.iter("message")}
    return texts


def page_files(program, shell, icons, translations):
    """The files of the page by their names in the bundle."""
    content = {
        "pulseboard.wasm": Path(f"{program}.wasm").read_bytes(),
        "pulseboard.js": Path(f"{program}.js").read_bytes(),
        **{name: Path(icons, name).read_bytes() for name in ICONS},
    }
    names, files = {}, {}
    for name in NAMES:
        data = content.get(name)
        if data is None:
            text = rename(Path(shell, name).read_text(encoding="utf-8"), names)
            if name == "page.js":
                text = text.replace("programBytes = 0;", f"programBytes = {len(content['pulseboard.wasm'])};")
                texts = json.dumps(page_texts(translations), ensure_ascii=False)
                text = text.replace("translations = {};", f"translations = {texts};")
            data = text.encode()
        names[name] = hashed(name, data)
        files[names[name]] = data
    files["index.html"] = rename(Path(shell, "index.html").read_text(encoding="utf-8"), names).encode()
    return files


def write(folder, name, data):
    """Writes the file, uncompressed and compressed."""
    packed = {"": data, ".br": brotli.compress(data, quality=11), ".gz": gzip.compress(data, 9, mtime=0)}
    for ending, content in packed.items():
        Path(folder, name + ending).write_bytes(content)


def main():
    program, shell, icons, translations, output = sys.argv[1:]
    new = f"{output}.new"
    shutil.rmtree(new, ignore_errors=True)
    os.makedirs(new)
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(write, new, *item) for item in page_files(program, shell, icons, translations).items()]:
            done.result()
    shutil.rmtree(output, ignore_errors=True)
    os.rename(new, output)


if __name__ == "__main__":
    main()
