"""Golden tails of the count models, made once with scipy (1.10):  /usr/bin/python3 tests/reference/tail_rows.py

Writes tests/fixtures/tail_rows.json.
"""
import json
import random
from pathlib import Path

from scipy import special, stats

rng = random.Random(20261)
OUT = Path(__file__).resolve().parent.parent / "fixtures" / "tail_rows.json"


def spread(low, high):
    return 10 ** rng.uniform(low, high)


gamma, beta, normal, negative, beta_binomial, student = [], [], [], [], [], []
for _ in range(120):
    a = spread(-1, 4.5)
    x = a * spread(-0.5, 0.5)
    gamma.append([a, x, special.gammainc(a, x), special.gammaincc(a, x)])
    a, b = spread(-1, 4), spread(-1, 4)
    x = min(1 - 1e-12, a / (a + b) * spread(-0.4, 0.3))
    beta.append([x, a, b, special.betainc(a, b, x)])
    mean, size = spread(-1, 3), spread(-1, 3)
    y = int(mean * spread(-1, 0.7)) + 1
    negative.append([y, mean, size, stats.nbinom.sf(y - 1, size, size / (size + mean)), int(stats.nbinom.ppf(0.99, size, size / (size + mean)))])
    n, a, b = int(spread(0, 3)), spread(-0.5, 2), spread(-0.5, 2)
    y = rng.randint(1, n)
    beta_binomial.append([y, n, a, b, float(sum(stats.betabinom.pmf(range(y, n + 1), n, a, b)))])
    t, df = rng.uniform(0, 6), rng.randint(1, 200)
    student.append([t, df, 2 * stats.t.sf(t, df)])
for p in [1e-12, 1e-6, 0.001, 0.025, 0.1, 0.3, 0.5, 0.7, 0.975, 0.99, 0.9999]:
    normal.append([p, stats.norm.ppf(p), stats.norm.sf(stats.norm.ppf(p))])
rows = {"gamma": gamma, "beta": beta, "normal": normal, "negative": negative, "betaBinomial": beta_binomial, "student": student}
OUT.write_text(json.dumps({"package": "scipy 1.10", **rows}) + "\n")
