"""Golden numbers for reach: made once with Charles Karney's Python package, an implementation that shares no code with ours.

    python -m venv env && env/bin/pip install geographiclib==2.1 && env/bin/python tests/reference/reach_rows.py

Writes tests/fixtures/geodesic_rows.json (pairs and their geodesic meters) and tests/fixtures/coverage_rows.json (a small
season: every cell against every service by brute force, sums by area with math.fsum).
"""
import json
import math
import random
from pathlib import Path

from geographiclib.geodesic import Geodesic

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
WGS84 = Geodesic.WGS84


def meters(lat1, lon1, lat2, lon2):
    return WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE)["s12"]


def wrap(lon):
    return (lon + 180.0) % 360.0 - 180.0


def pairs(rng):
    for _ in range(120):  # lengths from a centimeter to half the world, anywhere
        lat, lon = math.degrees(math.asin(rng.uniform(-1, 1))), rng.uniform(-180, 180)
        end = WGS84.Direct(lat, lon, rng.uniform(0, 360), 10 ** rng.uniform(-2, 7.29))
        yield "random", lat, lon, end["lat2"], wrap(end["lon2"])
    for _ in range(30):  # over the antimeridian
        lat = rng.uniform(-70, 70)
        yield "antimeridian", lat, 180 - rng.uniform(0, 2), lat + rng.uniform(-1, 1), -180 + rng.uniform(0, 2)
    for _ in range(30):  # about a pole, and over it
        sign = rng.choice((-1, 1))
        yield "pole", sign * rng.uniform(88, 90), rng.uniform(-180, 180), sign * rng.uniform(88, 90), rng.uniform(-180, 180)
    for _ in range(60):  # nearly antipodal, where the shortest way turns over
        lat, lon = rng.uniform(-80, 80), rng.uniform(-180, 180)
        yield "antipodal", lat, lon, -lat + rng.uniform(-0.5, 0.5), wrap(lon + 180 + rng.uniform(-0.5, 0.5))
    yield "pole", 90.0, 0.0, -90.0, 0.0
    yield "pole", 90.0, 12.0, 90.0, -77.0
    yield "equator", 0.0, 0.0, 0.0, 1.0
    yield "equator", 0.0, 0.0, 0.0, 179.0
    yield "antipodal", 0.0, 0.0, 0.0, 180.0
    yield "antipodal", 0.0, 0.0, 0.5, 179.7
    yield "antimeridian", 5.0, 180.0, 5.0, -180.0


def geodesic_rows():
    rng = random.Random(20261)
    rows = []
    for kind, lat1, lon1, lat2, lon2 in pairs(rng):
        lat2 = max(-90.0, min(90.0, lat2))
        rows.append({"kind": kind, "from": [lon1, lat1], "to": [lon2, lat2], "meters": meters(lat1, lon1, lat2, lon2)})
    return {"package": "geographiclib 2.1 (Python)", "rows": rows}


def coverage_rows():
    rng = random.Random(7)
    cells = [
        {
            "lon": rng.uniform(11.5, 13.5),
            "lat": rng.uniform(10.5, 12.5),
            "people": round(rng.uniform(0, 900), 3),
            "women": round(rng.uniform(0, 400), 3),
            "area": rng.choice(["NG008001", "NG008002", "NG036005", None]),
        }
        for _ in range(250)
    ]
    services = [{"lon": rng.uniform(11.5, 13.5), "lat": rng.uniform(10.5, 12.5)} for _ in range(12)]
    radius = 25000.0
    ranked = []
    for cell in cells:
        reach = sorted((meters(cell["lat"], cell["lon"], s["lat"], s["lon"]), i) for i, s in enumerate(services))
        ranked.append(reach)
    areas = {}
    for cell, reach in zip(cells, ranked):
        row = areas.setdefault(cell["area"], {"people": [], "women": [], "peopleTotal": [], "fragile": [], "cells": 0, "farthest": None})
        row["peopleTotal"].append(cell["people"])
        near = sum(1 for distance, _ in reach if distance <= radius)
        if near == 1:
            row["fragile"].append(cell["people"])
        if near == 0:
            row["people"].append(cell["people"])
            row["women"].append(cell["women"])
            row["cells"] += 1
            row["farthest"] = max(row["farthest"] or 0.0, reach[0][0])
    table = [
        {
            "area": area,
            "people": math.fsum(row["people"]),
            "women": math.fsum(row["women"]),
            "peopleTotal": math.fsum(row["peopleTotal"]),
            "fragilePeople": math.fsum(row["fragile"]),
            "cells": row["cells"],
            "farthestMeters": row["farthest"],
        }
        for area, row in areas.items()
    ]
    table.sort(key=lambda row: -row["people"])
    return {
        "package": "geographiclib 2.1 (Python), brute force",
        "radiusMeters": radius,
        "cells": {key: [cell[key] for cell in cells] for key in cells[0]},
        "services": {key: [service[key] for service in services] for key in services[0]},
        "nearest": {"index": [[i for _, i in reach[:3]] for reach in ranked], "meters": [[d for d, _ in reach[:3]] for reach in ranked]},
        "gaps": table,
    }


for name, content in (("geodesic_rows", geodesic_rows()), ("coverage_rows", coverage_rows())):
    (FIXTURES / f"{name}.json").write_text(json.dumps(content) + "\n")
