# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the bill of materials of an image, as CycloneDX 1.6 in JSON, from the package database in it.

    sbom.py IMAGE VERSION STATUS... [--built-in NAME=VERSION...]

STATUS are files of dpkg: /var/lib/dpkg/status, or the files in a folder status.d. --built-in names source packages of
Debian that are part of what we have built.
"""

import argparse
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from debian.deb822 import Packages
from packageurl import PackageURL


def debian(name, version, arch):
    purl = PackageURL("deb", "debian", name, version, {"arch": arch, "distro": "debian-13"})
    return Component(type=ComponentType.LIBRARY, name=name, version=version, purl=purl, bom_ref=str(purl))


def installed(statuses):
    for status in statuses:
        with status.open(encoding="utf-8") as text:
            for package in Packages.iter_paragraphs(text, use_apt_pkg=False):
                if package.get("Status", "").endswith(" installed"):
                    yield debian(package["Package"], package["Version"], package["Architecture"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("image")
    parser.add_argument("version")
    parser.add_argument("statuses", nargs="+", type=Path)
    parser.add_argument("--built-in", nargs="*", default=[])
    options = parser.parse_args()
    image = Component(type=ComponentType.CONTAINER, name=options.image, version=options.version, bom_ref=options.image)
    components = [*installed(options.statuses),
                  *(debian(*one.split("=", 1), "source") for one in options.built_in)]
    bom = Bom(components=components)
    bom.metadata.component = image
    bom.register_dependency(image, components)
    print(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1))


main()
