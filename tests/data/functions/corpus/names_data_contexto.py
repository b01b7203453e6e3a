# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters called data and contexto, with type hints of every kind."""

from typing import Any, Dict, List, Optional


def media(valores: List[float]) -> Optional[float]:
    return sum(valores) / len(valores) if valores else None


def handler(data: Dict[str, Any], contexto: "Context") -> Dict[str, Any]:  # noqa: F821
    cpus: List[str] = sorted((k for k in data if "cpu_percent" in k), key=lambda k: int(k.split("-")[-1]))
    resultado: Dict[str, Any] = {"cpus": len(cpus), "vazio": media([])}
    for cpu in cpus:
        valores: List[float] = contexto.env.get(cpu, [])
        valores.append(data[cpu])
        contexto.env[cpu] = valores[-12:]
        resultado[f"moving_average_{cpu}"] = media(contexto.env[cpu])
    return resultado
