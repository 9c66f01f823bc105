"""Golden numbers for nearest-team: least total minutes of assignments, made once with scipy's linear_sum_assignment.

    /usr/bin/python3 tests/reference/team_rows.py

Writes tests/fixtures/team_rows.json: minutes (rows places, columns teams, null = no way), how many places can be served, and the
least sum among those ways. A place without a team costs 1e6 minutes, which no sum of real ones reaches.
"""
import json
import random
from pathlib import Path

import numpy as np
import scipy
from scipy.optimize import linear_sum_assignment

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
NOBODY = 1e6


def row(rng, places, teams, lost):
    costs = [[None if rng.random() < lost else round(rng.uniform(1, 240), 1) for _ in range(teams)] for _ in range(places)]
    table = np.full((places, teams + places), NOBODY)
    for i, line in enumerate(costs):
        for j, minutes in enumerate(line):
            table[i, j] = 10 * NOBODY if minutes is None else minutes
    rows, columns = linear_sum_assignment(table)
    sent = [costs[i][j] for i, j in zip(rows, columns) if j < teams]
    return {"costs": costs, "served": len(sent), "total": sum(sent)}


rng = random.Random(20261)
sizes = [(3, 5, 0.2), (5, 3, 0.2), (12, 12, 0.4), (12, 12, 0.8), (30, 20, 0.5), (20, 30, 0.9), (40, 40, 0.3)]
rows = [row(rng, *size) for size in sizes]
(FIXTURES / "team_rows.json").write_text(json.dumps({"package": f"scipy {scipy.__version__}", "rows": rows}) + "\n")
