# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and texts beyond ASCII, in env, in f-strings and in the result."""


def handler(input, context):
    média = context.env.setdefault("média móvel", {})
    for i in range(3):
        nome = f"utilização µ-cpu{i}"
        média[nome] = (média.get(nome, 0) * 3 + input[f"cpu_percent-{i}"]) / 4
    print(f"médias: {média}")
    return {
        **média,
        "memória em cache (%)": 100 * input["virtual_memory-cached"] / input["virtual_memory-total"],
        f"{'⚡' if média['utilização µ-cpu0'] > 20 else '💤'} estado": "ótimo 😀 \u2028 \x7f \"'\\/ \t",
        "日本": ["語", "\u0000", "é", "e\u0301"],
    }
