"""Golden numbers for near-repeat: numpy brute force over all pairs, with permutations of its own, and over every permutation of a
small set. Writes tests/fixtures/near_repeat.json. Needs numpy and geographiclib."""
import itertools
import json
from pathlib import Path

import numpy as np
from geographiclib.geodesic import Geodesic

FIXTURE = Path(__file__).parent.parent / "fixtures" / "near_repeat.json"
rng = np.random.default_rng(7)


def bands(values, bounds):
    return np.searchsorted(bounds, values, side="left")


def knox(distance, times, meters, days, orders):
    i, j = np.triu_indices(len(times), 1)
    d = bands(distance[i, j], meters)

    def table(t):
        k = bands(np.abs(t[i] - t[j]), days)
        counts = np.zeros((len(meters) + 1, len(days) + 1), dtype=int)
        np.add.at(counts, (d, k), 1)
        return counts[:-1, :-1]

    observed = table(times)
    tables = np.array([table(times[order]) for order in orders])
    return observed, tables


def geodesic_set():
    n = 150
    lon, lat = 13 + rng.uniform(0, 0.05, n).round(5), 11.8 + rng.uniform(0, 0.05, n).round(5)
    times = rng.integers(0, 200, n)
    for k in range(0, 40, 2):
        lon[k + 1], lat[k + 1] = lon[k] + (0 if k % 4 else 0.0005), lat[k]
        times[k + 1] = times[k] + k % 5
    distance = np.array([[Geodesic.WGS84.Inverse(lat[a], lon[a], lat[b], lon[b])["s12"] for b in range(n)] for a in range(n)])
    meters, days = [0, 100, 200, 500, 1000], [0, 2, 7, 14]
    observed, tables = knox(distance, times, meters, days, [rng.permutation(n) for _ in range(4999)])
    p = ((tables >= observed).sum(0) + 1) / 5000
    return {"lon": lon.tolist(), "lat": lat.tolist(), "times": times.tolist(), "distanceBands": meters, "timeBands": days,
            "observed": observed.tolist(), "mean": tables.mean(0).tolist(), "p": p.tolist(), "permutations": 4999}


def every_permutation():
    x, y = np.array([0, 3, 3, 10, 10, 14, 30.0]), np.array([0, 4, 0, 0, 1, 3, 0.0])
    times = np.array([0, 1, 2.5, 9, 10, 12, 40])
    distance = np.hypot(np.subtract.outer(x, x), np.subtract.outer(y, y))
    meters, days = [3, 5, 10], [1, 2, 5]
    observed, tables = knox(distance, times, meters, days, [list(o) for o in itertools.permutations(range(7))])
    return {"x": x.tolist(), "y": y.tolist(), "times": times.tolist(), "distanceBands": meters, "timeBands": days,
            "observed": observed.tolist(), "mean": tables.mean(0).tolist(), "share": (tables >= observed).mean(0).tolist()}


FIXTURE.write_text(json.dumps({"geodesic": geodesic_set(), "every": every_permutation()}) + "\n")
