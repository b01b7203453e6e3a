# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of what ./dev installs with, and how."""

import os
import pathlib
import subprocess
import tempfile
import unittest

LIBRARY = pathlib.Path(__file__).resolve().parents[2] / "tools" / "lib.sh"


class InstallPackages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.calls = self.folder / "calls"
        self.stub("apt-get", f'printf "%s\\n" "$DEBIAN_FRONTEND $*" >>{self.calls}')
        self.stub("dpkg-query", "exit 1")
        self.stub("id", "echo 0")

    def stub(self, name, text):
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)

    def install(self, **variables):
        """With no services to keep off, since that changes the machine."""
        return subprocess.run(
            ["bash", "-c", f". {LIBRARY}; keep_services_off() {{ :; }}; install_packages one two"], check=False,
            env={**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}", **variables}, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8")

    def test_configuration_files_stay_and_nothing_is_asked(self):
        done = self.install()
        self.assertEqual(done.returncode, 0, done.stdout)
        command = next(line for line in self.calls.read_text(encoding="utf-8").splitlines() if " install " in line)
        self.assertTrue(command.startswith("noninteractive install -y"), command)
        for option in ("--force-confdef", "--force-confold"):
            self.assertIn(f"-o Dpkg::Options::={option}", command)
        self.assertTrue(command.endswith("one two"), command)

    def test_nothing_is_installed_where_that_is_forbidden(self):
        done = self.install(PULSEBOARD_NO_INSTALL="1")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("one two", done.stdout)
        self.assertFalse(self.calls.exists())


if __name__ == "__main__":
    unittest.main()
