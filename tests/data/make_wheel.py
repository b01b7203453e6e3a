# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a wheel with one module of that name, and prints its file name: make_wheel.py FOLDER NAME"""

import pathlib
import sys
import zipfile

folder, name = sys.argv[1:]
path = pathlib.Path(folder) / f"{name}-1.0-py3-none-any.whl"
info = f"{name}-1.0.dist-info"
files = {
    f"{name}.py": "ANSWER = 42\n",
    f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
    f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}
records = "".join(f"{file},,\n" for file in [*files, f"{info}/RECORD"])
with zipfile.ZipFile(path, "w") as wheel:
    for file, content in [*files.items(), (f"{info}/RECORD", records)]:
        wheel.writestr(file, content)
print(path.name)
