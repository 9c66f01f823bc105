"""Golden numbers for travel over ground: scikit-image's MCP_Geometric, and scipy's dijkstra over arcs that are found by sampling.

    python3 tests/reference/travel_rows.py        (Debian: python3-skimage, python3-scipy)

Writes tests/fixtures/travel_rows.json. The share of a segment in each cell is measured by walking along it in 4,000 steps and rounding
to quarters; which cells lie beside a diagonal is asked of the two that touch the middle of the segment. Shares no code with ours.
"""
import json
import math
import random
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from skimage.graph import MCP_Geometric

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
WIDTH, HEIGHT, METERS = 22, 17, 250.0


def ground(rng):
    speed = [rng.choice([2, 3, 4, 5]) for _ in range(WIDTH * HEIGHT)]
    barrier = [1 if rng.random() < 0.18 else 0 for _ in speed]
    elevation = [60 * math.sin(i % WIDTH / 4) + 40 * math.cos(i // WIDTH / 3) + rng.uniform(0, 8) for i in range(len(speed))]
    open_cells = [i for i, b in enumerate(barrier) if b == 0]
    return speed, barrier, elevation, rng.sample(open_cells, 4)


def shares(dr, dc):
    """Cells that a segment from (0, 0) to (dr, dc) runs through, with the share of it in each."""
    steps, counts = 4000, {}
    for i in range(steps):
        t = (i + 0.5) / steps
        cell = (math.floor(t * dr + 0.5), math.floor(t * dc + 0.5))
        counts[cell] = counts.get(cell, 0) + 1
    return {cell: round(4 * n / steps) / 4 for cell, n in counts.items()}


def arcs(speed, barrier, elevation, moves):
    steps = [(r, c) for r in range(-2, 3) for c in range(-2, 3) if (r, c) != (0, 0) and math.gcd(r, c) == 1]
    if moves == 8:
        steps = [(r, c) for r, c in steps if max(abs(r), abs(c)) == 1]
    inside = lambda r, c: 0 <= r < HEIGHT and 0 <= c < WIDTH
    passable = lambda r, c: inside(r, c) and barrier[r * WIDTH + c] == 0
    for r in range(HEIGHT):
        for c in range(WIDTH):
            for dr, dc in steps:
                if not (passable(r, c) and passable(r + dr, c + dc)):
                    continue
                part = shares(dr, dc)
                beside = [(dr, 0), (0, dc)] if abs(dr) == abs(dc) == 1 else []
                if not all(passable(r + a, c + b) for a, b in [*part, *beside]):
                    continue
                length = METERS * math.hypot(dr, dc)
                flat = sum(length * share * 3.6 / speed[(r + a) * WIDTH + c + b] for (a, b), share in part.items())
                s = (elevation[(r + dr) * WIDTH + c + dc] - elevation[r * WIDTH + c]) / length
                yield r * WIDTH + c, (r + dr) * WIDTH + c + dc, flat / math.exp(-3.5 * (abs(s + 0.05) - 0.05))


def minutes(rows, sources, toward):
    start, end, cost = (np.array(column) for column in zip(*rows))
    if toward:
        start, end = end, start
    graph = csr_matrix((cost, (start, end)), shape=(WIDTH * HEIGHT, WIDTH * HEIGHT))
    table = dijkstra(graph, indices=sources)
    best = table.min(axis=0)
    owner = table.argmin(axis=0)
    return (
        [None if math.isinf(m) else m / 60 for m in best.tolist()],
        [None if math.isinf(m) else int(o) for m, o in zip(best.tolist(), owner.tolist())],
    )


def main():
    rng = random.Random(31)
    speed, barrier, elevation, sources = ground(rng)
    cases = []
    for moves in (8, 16):
        for hilly in (False, True):
            for direction in ("toward", "from"):
                flat = [0.0] * len(speed)
                rows = list(arcs(speed, barrier, elevation if hilly else flat, moves))
                if not hilly:  # Tobler's factor on the flat is 1 by construction
                    assert abs(math.exp(-3.5 * (abs(0 + 0.05) - 0.05)) - 1) < 1e-15
                values, owner = minutes(rows, sources, direction == "toward")
                cases.append({"moves": moves, "hilly": hilly, "direction": direction, "minutes": values, "owner": owner})
    paces = np.array([3.6 / s for s in speed]).reshape(HEIGHT, WIDTH)
    costs, _ = MCP_Geometric(paces, fully_connected=True, sampling=(METERS, METERS)).find_costs(
        [(s // WIDTH, s % WIDTH) for s in sources]
    )
    content = {
        "package": "scikit-image MCP_Geometric and scipy dijkstra",
        **{"width": WIDTH, "height": HEIGHT, "cellMeters": METERS},
        **{"speedKmh": speed, "barrier": barrier, "elevation": elevation, "sources": sources},
        "geometricMinutes": (costs / 60).ravel().tolist(),
        "cases": cases,
    }
    (FIXTURES / "travel_rows.json").write_text(json.dumps(content) + "\n")


main()
