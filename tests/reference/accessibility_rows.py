"""Golden scores of accessibility: the published equations in NumPy on whole matrices, made once.

    python3 tests/reference/accessibility_rows.py     (NumPy 1.24.2)

Writes tests/fixtures/accessibility_rows.json.
"""
import json
from pathlib import Path

import numpy as np

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def weights(costs, bands, values):
    w = np.zeros_like(costs)
    lower = -np.inf
    for upper, value in zip(bands, values):
        w[(costs > lower) & (costs <= upper)] = value
        lower = upper
    return w


def two_steps(w, demand, supply):
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(demand @ w > 0, supply / (demand @ w), 0.0)
    return w @ ratio


def three_steps(w, demand, supply):
    chosen = np.divide(w, w.sum(axis=1, keepdims=True), out=np.zeros_like(w), where=w.sum(axis=1, keepdims=True) > 0)
    return two_steps(chosen * w, demand, supply)


rng = np.random.default_rng(20261)
n, m = 60, 9
places, sites = rng.uniform(0, 60, (n, 2)), rng.uniform(0, 60, (m, 2))
# Tenths of a minute, so that some stand exactly on the end of a band.
costs = np.round(np.hypot(places[:, None, 0] - sites[None, :, 0], places[:, None, 1] - sites[None, :, 1]) * 2) / 2
costs[rng.random((n, m)) < 0.1] = np.inf
demand = np.round(rng.uniform(0, 900, n), 3)
demand[rng.random(n) < 0.1] = 0
supply = np.round(rng.uniform(0, 30, m), 2)
bands, values = [10, 20, 30], [1, 0.68, 0.22]
content = {
    "package": "NumPy 1.24.2, equations of Luo & Wang 2003, Luo & Qi 2009, Wan et al. 2012",
    "costs": [[None if np.isinf(c) else c for c in row] for row in costs.tolist()],
    "demand": demand.tolist(),
    "supply": supply.tolist(),
    "bands": bands,
    "weights": values,
    "cutoff": 25,
    "scores": {
        "cumulative": (weights(costs, [25], [1]) @ supply).tolist(),
        "2sfca": two_steps(weights(costs, [25], [1]), demand, supply).tolist(),
        "e2sfca": two_steps(weights(costs, bands, values), demand, supply).tolist(),
        "3sfca": three_steps(weights(costs, bands, values), demand, supply).tolist(),
    },
}
(FIXTURES / "accessibility_rows.json").write_text(json.dumps(content) + "\n")
