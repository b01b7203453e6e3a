# SPDX-License-Identifier: GPL-3.0-or-later
"""queue.Queue in env, running sums beside it; Portuguese names."""

import queue

TAMANHO = 12


def handler(entrada, contexto):
    saida = {}
    for i in range(0, 16):
        chave = "cpu_percent-%d" % i
        if contexto.env.get(chave) is None:
            contexto.env[chave] = {"fila": queue.Queue(maxsize=TAMANHO), "soma": 0}
        estado = contexto.env[chave]
        if estado["fila"].full():
            estado["soma"] -= estado["fila"].get()
        estado["fila"].put(entrada[chave])
        estado["soma"] += entrada[chave]
        saida["avg_util_cpu%d_60seg" % i] = estado["soma"] / estado["fila"].qsize()
    enviados = entrada["net_io_counters_eth0-bytes_sent"]
    recebidos = entrada["net_io_counters_eth0-bytes_recv"]
    saida["outgoing_traffic"] = enviados / (enviados + recebidos)
    saida["memory_caching"] = (
        entrada["virtual_memory-cached"] + entrada["virtual_memory-buffers"]
    ) / entrada["virtual_memory-total"]
    return saida
