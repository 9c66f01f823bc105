"""Golden numbers for siting: textbook integer programs solved by scipy.optimize.milp, which share no code with ours.

    /usr/bin/python3 tests/reference/siting_rows.py

Writes tests/fixtures/siting_rows.json: instances over random places (whole-number costs, some ways closed) and their optima.
With one argument, a number of demand rows, sites and p after it, prints the seconds that the textbook p-median takes (benchmark).
"""
import json
import random
import sys
import time
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def solve(cost, rows, lower, upper, integer, bounds, limit=600):
    data, i, j = zip(*[(v, r, c) for r, row in enumerate(rows) for c, v in row])
    matrix = coo_matrix((data, (i, j)), shape=(len(rows), len(cost))).tocsr()
    found = milp(cost, constraints=LinearConstraint(matrix, lower, upper), integrality=integer, bounds=Bounds(0, bounds),
                 options={"mip_rel_gap": 0, "time_limit": limit})
    assert found.status == 0, found.message
    return float(found.fun)


def median(costs, demand, p):
    n, m = costs.shape
    objective = np.concatenate([np.zeros(m), (costs * demand[:, None]).ravel()])
    rows, lower, upper = [[(j, 1) for j in range(m)]], [p], [p]
    for i in range(n):
        rows.append([(m + i * m + j, 1) for j in range(m)])
        lower.append(1), upper.append(1)
        for j in range(m):
            rows.append([(j, 1), (m + i * m + j, -1)])
            lower.append(0), upper.append(1)
    integer = np.concatenate([np.ones(m), np.zeros(n * m)])
    return solve(objective, rows, lower, upper, integer, np.ones(m + n * m))


def covering(costs, demand, p, cutoff):
    n, m = costs.shape
    rows, lower, upper = [[(j, 1) for j in range(m)]], [p], [p]
    for i in range(n):
        rows.append([(m + i, -1)] + [(j, 1) for j in range(m) if costs[i, j] <= cutoff])
        lower.append(0), upper.append(m)
    return -solve(np.concatenate([np.zeros(m), -demand]), rows, lower, upper, np.ones(m + n), np.ones(m + n))


def set_cover(costs, cutoff, times):
    n, m = costs.shape
    rows = [[(j, 1) for j in range(m) if costs[i, j] <= cutoff] for i in range(n)]
    rows = [row for row in rows if row]
    need = [min(times, len(row)) for row in rows]
    return solve(np.ones(m), rows, need, [m] * len(rows), np.ones(m), np.ones(m))


def center(costs, p):
    n, m = costs.shape
    size = 1 + m + n * m
    rows, lower, upper = [[(1 + j, 1) for j in range(m)]], [p], [p]
    for i in range(n):
        rows.append([(1 + m + i * m + j, 1) for j in range(m)])
        lower.append(1), upper.append(1)
        rows.append([(0, 1)] + [(1 + m + i * m + j, -costs[i, j]) for j in range(m)])
        lower.append(0), upper.append(np.inf)
        for j in range(m):
            rows.append([(1 + j, 1), (1 + m + i * m + j, -1)])
            lower.append(0), upper.append(1)
    bounds = np.ones(size)
    bounds[0] = np.inf
    integer = np.ones(size)
    integer[0] = 0
    objective = np.zeros(size)
    objective[0] = 1
    return solve(objective, rows, lower, upper, integer, bounds)


def capacitated(costs, demand, p, capacity):
    n, m = costs.shape
    objective = np.concatenate([np.zeros(m), costs.ravel()])
    rows, lower, upper = [[(j, 1) for j in range(m)]], [p], [p]
    for i in range(n):
        rows.append([(m + i * m + j, 1) for j in range(m)])
        lower.append(demand[i]), upper.append(demand[i])
    for j in range(m):
        rows.append([(j, -capacity[j])] + [(m + i * m + j, 1) for i in range(n)])
        lower.append(-np.inf), upper.append(0)
    integer = np.concatenate([np.ones(m), np.zeros(n * m)])
    return solve(objective, rows, lower, upper, integer, np.concatenate([np.ones(m), np.full(n * m, np.inf)]))


def instance(rng, n, m):
    points = [(rng.uniform(0, 100), rng.uniform(0, 100)) for _ in range(n)]
    sites = [(rng.uniform(0, 100), rng.uniform(0, 100)) for _ in range(m)]
    costs = np.array([[round(10 * ((a - c) ** 2 + (b - d) ** 2) ** 0.5) for c, d in sites] for a, b in points], float)
    return costs, np.array([rng.randint(1, 50) for _ in range(n)], float)


def fixtures():
    rng = random.Random(20263)
    cases = []
    for n, m, p in ((20, 8, 2), (40, 15, 4), (60, 25, 5), (60, 30, 8)):
        costs, demand = instance(rng, n, m)
        capacity = [float(rng.randint(int(1.2 * demand.sum() / p), int(2 * demand.sum() / p))) for _ in range(m)]
        cases.append({
            "costs": costs.tolist(), "demand": demand.tolist(), "p": p, "cutoff": 250, "capacity": capacity,
            "median": median(costs, demand, p), "covering": covering(costs, demand, p, 250), "setCover": set_cover(costs, 250, 1),
            "setCoverTwice": set_cover(costs, 250, 2), "center": center(costs, p),
            "capacitatedMedian": capacitated(costs, demand, p, capacity),
        })
    (FIXTURES / "siting_rows.json").write_text(json.dumps({"package": "scipy.optimize.milp", "cases": cases}) + "\n")


def bench(n, m, p):
    costs, demand = instance(random.Random(1), n, m)
    start = time.perf_counter()
    median(costs, demand, p)
    print(json.dumps({"seconds": time.perf_counter() - start}))


if len(sys.argv) == 4:
    bench(*(int(each) for each in sys.argv[1:]))
else:
    fixtures()
