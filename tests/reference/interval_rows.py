"""Golden intervals of shares, rates and differences, made once with statsmodels 0.15:

    python -m venv env && env/bin/pip install statsmodels==0.15.0 && env/bin/python tests/reference/interval_rows.py

Writes tests/fixtures/interval_rows.json.
"""
import json
import random
from pathlib import Path

from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson

rng = random.Random(20261)
OUT = Path(__file__).resolve().parent.parent / "fixtures" / "interval_rows.json"
rows = {"package": "statsmodels 0.15.0", "shares": [], "differences": [], "rates": []}
for _ in range(30):
    n, m = rng.randint(5, 900), rng.randint(5, 900)
    x, y = rng.randint(0, n), rng.randint(0, m)
    rows["shares"].append([x, n, *map(float, proportion_confint(x, n, alpha=0.05, method="wilson"))])
    low, high = confint_proportions_2indep(x, n, y, m, method="newcomb", compare="diff", alpha=0.05)
    rows["differences"].append([x, n, y, m, float(low), float(high)])
    exposure = rng.uniform(0.5, 40)
    rows["rates"].append([x, exposure, *map(float, confint_poisson(x, exposure, method="exact-c", alpha=0.1))])
OUT.write_text(json.dumps(rows) + "\n")
