"""Golden numbers for scan: numpy brute force over every circle and window, with replicates of its own. Writes tests/fixtures/scan.json.

Needs numpy, geographiclib and R with spData (deaths of infants in the 100 counties of North Carolina, 1974-78, Cressie 1991).
"""
import json
import math
import subprocess
from pathlib import Path

import numpy as np
from geographiclib.geodesic import Geodesic

FIXTURE = Path(__file__).parent.parent / "fixtures" / "scan.json"
rng = np.random.default_rng(20261)


def ratio(c, e, total):
    with np.errstate(divide="ignore", invalid="ignore"):
        outside = total - c
        value = c * np.log(c / e) + np.where(outside > 0, outside * np.log(outside / (total - e)), 0)
    return np.where(c > e, value, 0)


def circles(distance, weight, share):
    """(center, set of places) of every circle, closed at each different distance."""
    n = len(distance)
    found = []
    for i in range(n):
        for radius in sorted(set(distance[i])):
            inside = distance[i] <= radius + 1e-9
            if weight[inside].sum() <= share * weight.sum() + 1e-9:
                found.append((i, inside))
    return found


def windows(periods, longest, prospective):
    return [
        (first, last)
        for first in range(periods)
        for last in range(first, min(periods, first + longest))
        if last == periods - 1 or not prospective
    ]


def scan(distance, weight, cases, expected, share, spans, draw, replicates):
    """cases and expected: places x periods."""
    total = cases.sum()
    zones = circles(distance, weight, share)
    member = np.array([inside for _, inside in zones], dtype=float)

    def ratios(table):
        return np.stack([ratio(member @ table[:, a : b + 1].sum(1), e, total) for (a, b), e in zip(spans, expectations)], 1)

    expectations = [member @ expected[:, a : b + 1].sum(1) for a, b in spans]
    found = ratios(cases)
    maxima = np.array([ratios(draw()).max() for _ in range(replicates)])
    clusters = []
    free = np.ones(len(zones), dtype=bool)
    while free.any() and found[free].max() > 0 and len(clusters) < 10:
        z, w = np.unravel_index(np.where(free[:, None], found, -1).argmax(), found.shape)
        a, b = spans[w]
        inside = member[z] > 0
        clusters.append(
            {
                "places": np.flatnonzero(inside).tolist(),
                "window": [int(a), int(b)],
                "cases": int(cases[inside, a : b + 1].sum()),
                "expected": float(expectations[w][z]),
                "ratio": float(found[z, w]),
                "p": float((maxima >= found[z, w] * (1 - 1e-9)).sum() + 1) / (replicates + 1),
            }
        )
        free &= ~(member[:, inside] > 0).any(1)
    return {"clusters": clusters, "circles": len(zones), "median": float(np.median(maxima)), "replicates": replicates}


def multinomial(expected, total):
    share = (expected / expected.sum()).ravel()
    return lambda: rng.multinomial(total, share).reshape(expected.shape)


def planar_distance(x, y):
    return np.hypot(np.subtract.outer(x, x), np.subtract.outer(y, y))


def north_carolina():
    text = subprocess.run(
        ["Rscript", "-e", "library(spData); write.csv(nc.sids[, c('lon','lat','SID74','BIR74')], quote = FALSE)"],
        capture_output=True, text=True, check=True,
    ).stdout
    rows = [line.split(",") for line in text.strip().split("\n")[1:]]
    names = [row[0] for row in rows]
    lon, lat, cases, births = (np.array([float(row[k]) for row in rows]) for k in (1, 2, 3, 4))
    distance = np.array([[Geodesic.WGS84.Inverse(lat[i], lon[i], lat[j], lon[j])["s12"] for j in range(len(lon))] for i in range(len(lon))])
    expected = (births / births.sum() * cases.sum())[:, None]
    result = scan(distance, births, cases[:, None].astype(int), expected, 0.5, [(0, 0)], multinomial(expected, int(cases.sum())), 9999)
    return {"names": names, "lon": lon.tolist(), "lat": lat.tolist(), "cases": cases.tolist(), "population": births.tolist(), **result}


def space_time_poisson(prospective):
    n, periods = 14, 9
    x, y = rng.uniform(0, 10, (2, n)).round(3)
    population = rng.integers(200, 2000, (n, periods)).astype(float)
    rate = np.ones((n, periods))
    rate[planar_distance(x, y)[0] < 3, -2:] = 5
    cases = rng.multinomial(80, (population * rate / (population * rate).sum()).ravel()).reshape(n, periods)
    expected = population / population.sum() * cases.sum()
    spans = windows(periods, 4, prospective)
    result = scan(planar_distance(x, y), population.sum(1), cases, expected, 0.5, spans, multinomial(expected, int(cases.sum())), 9999)
    return {"x": x.tolist(), "y": y.tolist(), "cases": cases.tolist(), "population": population.tolist(), "prospective": prospective, **result}


def space_time_permutation(prospective):
    n, periods, events = 12, 10, 70
    x, y = rng.uniform(0, 10, (2, n)).round(3)
    place = rng.integers(0, n, events)
    period = rng.integers(0, periods, events)
    near = planar_distance(x, y)[place[0]] < 3
    period[near[place] & (rng.uniform(size=events) < 0.5)] = periods - 2
    place = np.append(place, [0, 1])
    period = np.append(period, [0, periods - 1])

    def table(periods_of):
        counts = np.zeros((n, periods), dtype=int)
        np.add.at(counts, (place, periods_of), 1)
        return counts

    cases = table(period)
    present = cases.sum(1) > 0
    expected = np.outer(cases.sum(1), cases.sum(0)) / cases.sum()
    spans = windows(periods, 5, prospective)
    keep = np.flatnonzero(present)
    result = scan(
        planar_distance(x, y)[np.ix_(keep, keep)], cases.sum(1)[keep], cases[keep], expected[keep], 0.5, spans,
        lambda: table(rng.permutation(period))[keep], 9999,
    )
    for cluster in result["clusters"]:
        cluster["places"] = keep[cluster["places"]].tolist()
    return {"x": x[place].tolist(), "y": y[place].tolist(), "place": place.tolist(), "times": period.tolist(), "prospective": prospective, **result}


FIXTURE.write_text(
    json.dumps(
        {
            "northCarolina": north_carolina(),
            "spaceTimePoisson": [space_time_poisson(False), space_time_poisson(True)],
            "permutation": [space_time_permutation(False), space_time_permutation(True)],
        }
    )
    + "\n"
)
