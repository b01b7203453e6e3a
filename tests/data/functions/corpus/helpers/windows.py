# SPDX-License-Identifier: GPL-3.0-or-later
"""A window of readings, for sibling_import.py."""

from datetime import datetime, timedelta


class Window:
    def __init__(self, seconds):
        self.length = timedelta(seconds=seconds)
        self.samples = []

    def __len__(self):
        return len(self.samples)

    def add(self, timestamp, value):
        now = datetime.fromisoformat(timestamp)
        self.samples = [s for s in self.samples if now - s[0] < self.length] + [(now, value)]

    def mean(self):
        return sum(value for _, value in self.samples) / len(self)
