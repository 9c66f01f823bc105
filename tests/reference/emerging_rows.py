"""Golden numbers for emerging hot spots: an independent version, straight from the definitions, with no code in common with ours.

    python3 tests/reference/emerging_rows.py

Writes tests/fixtures/emerging_rows.json: a 6 x 5 grid of cells over 14 bins, z of each bin by Ord & Getis's formula over an
explicit list of its space-time neighbors, Mann-Kendall as in pymannkendall's original_test, categories by Esri's definitions.
"""
import json
import math
import random
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
WIDTH, HEIGHT, BINS, LAG = 6, 5, 14, 1


def queen(cell):
    row, column = divmod(cell, WIDTH)
    return [
        r * WIDTH + c
        for r in range(max(0, row - 1), min(HEIGHT, row + 2))
        for c in range(max(0, column - 1), min(WIDTH, column + 2))
        if (r, c) != (row, column)
    ]


def poisson(rng, mean):
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        count, product = count + 1, product * rng.random()
    return count


def counts():
    rng = random.Random(77)
    table = []
    for cell in range(WIDTH * HEIGHT):
        row, column = divmod(cell, WIDTH)
        means = []
        for t in range(BINS):
            mean = 1.0
            if column < 2 and row < 2:
                mean = 4 + t * 0.7  # grows
            if column > 3 and row < 2:
                mean = 9 - t * 0.3  # shrinks
            if column > 3 and row > 2:
                mean = 8 if t >= BINS - 2 else 0.6  # new
            if column < 2 and row > 2:
                mean = 7 if t % 4 == 3 else 0.8
            means.append(mean)
        table.append([poisson(rng, mean) for mean in means])
    table[14][3] = None
    table[22][9] = None
    return table


def scores(table):
    known = [value for row in table for value in row if value is not None]
    n = len(known)
    mean = math.fsum(known) / n
    deviation = math.sqrt(math.fsum(value * value for value in known) / n - mean * mean)
    z = []
    for cell, row in enumerate(table):
        line = []
        for t in range(BINS):
            if row[t] is None:
                line.append(None)
                continue
            near = [table[c][s] for c in [cell, *queen(cell)] for s in range(max(0, t - LAG), t + 1) if table[c][s] is not None]
            w = len(near)
            line.append((math.fsum(near) - mean * w) / (deviation * math.sqrt((n * w - w * w) / (n - 1))))
        z.append(line)
    return z


def mann_kendall(series):
    x = [value for value in series if value is not None]
    n = len(x)
    s = sum((x[j] > x[i]) - (x[j] < x[i]) for i in range(n - 1) for j in range(i + 1, n))
    groups = [x.count(value) for value in set(x)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in groups)) / 18
    z = 0 if s == 0 else (s - math.copysign(1, s)) / math.sqrt(variance)
    return s / (0.5 * n * (n - 1)), math.erfc(abs(z) / math.sqrt(2))


def name(series, tau, p):
    x = [value for value in series if value is not None]
    significant = [(value > 0) - (value < 0) if math.erfc(abs(value) / math.sqrt(2)) <= 0.05 else 0 for value in x]
    trend = 0 if p > 0.05 else (tau > 0) - (tau < 0)
    for side, word in ((1, "hot"), (-1, "cold")):
        share = significant.count(side) / len(significant)
        last = significant[-1] == side
        prior = significant[:-1]
        if share >= 0.9:
            kind = "historical" if not last else {1: "intensifying", 0: "persistent", -1: "diminishing"}[trend * side]
        elif not last:
            continue
        elif side not in prior:
            kind = "new"
        elif side not in significant[: len("".join("x" if b == side else " " for b in significant).rstrip("x"))]:
            kind = "consecutive"
        elif -side in prior:
            kind = "oscillating"
        else:
            kind = "sporadic"
        return f"{kind}-{word}-spot"
    return "no-pattern"


table = counts()
z = scores(table)
trends = [mann_kendall(line) for line in z]
FIXTURES.joinpath("emerging_rows.json").write_text(
    json.dumps(
        {
            "counts": table,
            "neighbors": [queen(cell) for cell in range(WIDTH * HEIGHT)],
            "timeLag": LAG,
            "z": z,
            "tau": [tau for tau, _ in trends],
            "trendP": [p for _, p in trends],
            "category": [name(line, tau, p) for line, (tau, p) in zip(z, trends)],
        }
    )
    + "\n"
)
