"""Golden totals for catchments: SciPy's linprog (HiGHS dual simplex on the full linear program), made once.

    python3 tests/reference/catchments_rows.py        (SciPy 1.10.1)

First the most people, then with that number held the fewest minutes: two programs, no weights. Writes
tests/fixtures/catchments_rows.json.
"""
import json
import random
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def solve(costs, demand, capacity, cutoff):
    pairs = [(i, j) for i, row in enumerate(costs) for j, c in enumerate(row) if c is not None and c <= cutoff]
    n, m = len(demand), len(capacity)
    rows = np.zeros((n + m, len(pairs)))
    for e, (i, j) in enumerate(pairs):
        rows[i, e] = 1
        rows[n + j, e] = 1
    limits = np.array(list(demand) + list(capacity))
    most = linprog(-np.ones(len(pairs)), A_ub=rows, b_ub=limits, method="highs-ds")
    assert most.status == 0
    served = -most.fun
    minutes = np.array([costs[i][j] for i, j in pairs])
    held = np.vstack([rows, -np.ones(len(pairs))])
    least = linprog(minutes, A_ub=held, b_ub=np.append(limits, -served + 1e-9), method="highs-ds")
    assert least.status == 0
    return served, least.fun


def cases():
    rng = random.Random(20261)
    for n, m, slack, cutoff, whole in (
        (12, 4, 0.6, 40, True),
        (12, 4, 1.4, 40, True),
        (40, 6, 1.0, 60, True),
        (40, 6, 0.9, 45, False),
        (120, 10, 1.0, 50, False),
        (120, 10, 1.2, 35, False),
    ):
        places = [(rng.uniform(0, 100), rng.uniform(0, 100)) for _ in range(n)]
        sites = [(rng.uniform(0, 100), rng.uniform(0, 100)) for _ in range(m)]
        costs = [
            [None if rng.random() < 0.1 else round(((x - a) ** 2 + (y - b) ** 2) ** 0.5, 0 if whole else 6) for a, b in sites]
            for x, y in places
        ]
        demand = [rng.randrange(0, 500) if whole else rng.uniform(0, 500) for _ in range(n)]
        share = [rng.uniform(0.3, 1.7) for _ in range(m)]
        capacity = [slack * sum(demand) * s / sum(share) for s in share]
        if whole:
            capacity = [float(round(c)) for c in capacity]
        served, minutes = solve(costs, demand, capacity, cutoff)
        yield {
            "costs": costs,
            "demand": demand,
            "capacity": capacity,
            "cutoff": cutoff,
            "served": served,
            "minutes": minutes,
        }


content = {"package": "scipy.optimize.linprog 1.10.1, highs-ds, two programs", "cases": list(cases())}
(FIXTURES / "catchments_rows.json").write_text(json.dumps(content) + "\n")
