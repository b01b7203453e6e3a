# SPDX-License-Identifier: GPL-3.0-or-later
"""Dataclasses and an Enum as state in env; asdict for the result."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import Enum, IntEnum


class Load(str, Enum):
    LOW = "low"
    HIGH = "high"


class Level(IntEnum):
    CALM = 1
    BUSY = 2


@dataclass
class Cpu:
    name: str
    readings: list[float] = field(default_factory=list)

    def mean(self) -> float:
        return sum(self.readings) / len(self.readings)


@dataclass(frozen=True)
class Report:
    cpus_avg: dict[str, float]
    load: Load
    level: Level
    pids: tuple[int, ...] = ()


def handler(input, context):
    cpus = context.env.setdefault("state", [Cpu(f"cpu{i}") for i in range(16)])
    for i, cpu in enumerate(cpus):
        cpu.readings = [*cpu.readings[-11:], input[f"cpu_percent-{i}"]]
    means = {cpu.name: cpu.mean() for cpu in cpus}
    busy = max(means.values()) > 30
    pids = (*context.env.get("pids", ())[-2:], input["n_pids"])
    context.env["pids"] = pids
    return asdict(Report(means, Load.HIGH if busy else Load.LOW, Level.BUSY if busy else Level.CALM, pids))
