# SPDX-License-Identifier: GPL-3.0-or-later
"""Creates the root of an image that contains some programs and their dependencies, and nothing else.

    collect.py ROOT FILE[=AS]... [--packages NAME...]

FILEs and all shared libraries that they link to are copied into ROOT, each under its own path; FILE=AS under another
one. The packages that the files come from, and those of --packages as a whole, are listed in
ROOT/var/lib/dpkg/status.d, where scanners look for them in images without dpkg. Their copyright files are copied, too.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def libraries(file):
    """The shared libraries that `file` is linked to, and those that they are linked to."""
    result = subprocess.run(["ldd", file], capture_output=True, text=True, check=False)
    if "not found" in result.stdout:
        sys.exit(f"collect.py: {file}: {result.stdout}")
    return re.findall(r"(/\S+) \(0x", result.stdout)


def package_of(file):
    """The package that contains `file`, or None. dpkg lists files by their path before or after the merge of /usr."""
    for name in (file, file.removeprefix("/usr"), "/usr" + file):
        result = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True, check=False)
        if result.returncode == 0:
            return result.stdout.split(": ", 1)[0].split(",")[0]
    return None


class Root:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.packages = set()

    def path(self, name):
        return self.folder / name.lstrip("/")

    def skeleton(self):
        """Creates Debian's links such as /lib, the user that runs in the image, and the folders that it may write to."""
        for name in ("bin", "lib", "lib64", "sbin"):
            self.path(f"/usr/{name}").mkdir(parents=True)
            self.path(name).symlink_to(f"usr/{name}")
        self.path("/tmp").mkdir()
        self.path("/tmp").chmod(0o1777)
        etc = self.path("/etc")
        etc.mkdir()
        (etc / "passwd").write_text("root:x:0:0:root:/:/sbin/nologin\npulseboard:x:65532:65532:pulseboard:/tmp:/sbin/nologin\n")
        (etc / "group").write_text("root:x:0:\npulseboard:x:65532:\n")
        (etc / "nsswitch.conf").write_text("passwd: files\ngroup: files\nhosts: files dns\n")
        shutil.copy("/etc/os-release", etc / "os-release")

    def add(self, file, target=None):
        """Copies a file, and its target if it is a link."""
        real = os.path.realpath(file)
        folder = os.path.realpath(os.path.dirname(file))
        target = target or os.path.join(folder, os.path.basename(file))
        to = self.path(target)
        if to.exists() or to.is_symlink():
            return
        to.parent.mkdir(parents=True, exist_ok=True)
        if real != target and os.path.islink(file):
            to.symlink_to(real)
            self.add(real)
            return
        shutil.copy2(real, to)
        if package := package_of(real):
            self.packages.add(package)

    def add_program(self, file, target=None):
        self.add(file, target)
        for library in libraries(file):
            self.add(library)

    def add_package(self, name):
        for file in output("dpkg", "-L", name).splitlines():
            if os.path.isfile(file) and not file.startswith(("/usr/share/doc/", "/usr/share/man/", "/usr/share/lintian/")):
                self.add_program(file)
        self.packages.add(name)

    def record_packages(self):
        status = self.path("/var/lib/dpkg/status.d")
        status.mkdir(parents=True)
        for package in sorted(self.packages):
            name = package.split(":")[0]
            (status / name).write_text(output("dpkg-query", "--status", package))
            copyright_file = Path(f"/usr/share/doc/{name}/copyright")
            if copyright_file.is_file():
                self.add(str(copyright_file))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root")
    parser.add_argument("files", nargs="+", metavar="FILE[=AS]")
    parser.add_argument("--packages", nargs="*", default=[])
    options = parser.parse_args()
    root = Root(options.root)
    root.skeleton()
    for file in options.files:
        root.add_program(*file.split("=", 1))
    for package in options.packages:
        root.add_package(package)
    root.record_packages()


main()
