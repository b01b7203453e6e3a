# SPDX-License-Identifier: GPL-3.0-or-later
"""A DataFrame of whole measurements in env, its means and last rows by to_dict."""

import pandas as pd

CPUS = [f"cpu_percent-{i}" for i in range(16)]


def handler(input, context):
    row = pd.DataFrame([input])
    row["timestamp"] = pd.to_datetime(row["timestamp"])
    frame = row if "frame" not in context.env else pd.concat([context.env["frame"], row], ignore_index=True)
    context.env["frame"] = frame = frame[frame["timestamp"] > frame["timestamp"].max() - pd.Timedelta(seconds=60)]
    means = frame[CPUS].mean()
    return {
        "cpus_avg": means.to_dict(),
        "busiest": means.idxmax(),
        "n_pids": frame["n_pids"].describe().to_dict(),
        "last_rows": frame[CPUS[:2]].tail(2).to_dict(orient="records"),
        "table": frame[["n_pids"]].tail(2).reset_index(drop=True),
        "rows": len(frame),
        "when": str(frame["timestamp"].iloc[-1]),
    }
