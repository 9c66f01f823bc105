"""Golden numbers for kernel density, and the coefficients of the recursive Gaussian.

    python3 tests/reference/kernel_density_rows.py            (scipy 1.10)
    python3 tests/reference/kernel_density_rows.py waves      (fits the two damped waves anew and prints them)

Writes tests/fixtures/kernel_density_rows.json: 40 events on a plane, density by brute force for both kernels, and the same
events binned and smoothed by scipy.ndimage.gaussian_filter.
"""
import json
import math
import random
import sys
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.optimize import least_squares

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def waves():
    t = np.linspace(0, 8, 1601)
    wanted = np.exp(-t * t / 2)

    def miss(p):
        a, b, c, d, a2, b2, c2, d2 = p
        made = np.exp(-c * t) * (a * np.cos(d * t) + b * np.sin(d * t)) + np.exp(-c2 * t) * (a2 * np.cos(d2 * t) + b2 * np.sin(d2 * t))
        return made - wanted

    p = np.array([1.68, 3.735, 1.783, 0.6318, -0.6803, -0.2598, 1.723, 1.997])
    for power in (2, 4, 8, 16):  # ever closer to the least largest error
        p = least_squares(lambda p: np.abs(miss(p) * 1e4) ** (power / 2), p, xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=20000).x
        print(power, np.abs(miss(p)).max(), list(p))


def rows():
    rng = random.Random(5)
    width, height, cell, bandwidth = 40, 30, 500.0, 1750.0
    x = [rng.uniform(3000, 17000) for _ in range(40)]
    y = [rng.uniform(3000, 12000) for _ in range(40)]
    gaussian, quartic = [], []
    for r in range(height):
        for c in range(width):
            px, py = (c + 0.5) * cell, height * cell - (r + 0.5) * cell
            squares = [((px - a) ** 2 + (py - b) ** 2) / bandwidth**2 for a, b in zip(x, y)]
            gaussian.append(math.fsum(math.exp(-s / 2) / (2 * math.pi) for s in squares) / bandwidth**2 * 1e6)
            quartic.append(math.fsum(3 / math.pi * (1 - s) ** 2 for s in squares if s < 1) / bandwidth**2 * 1e6)
    # Binned: events moved to the middles of their cells, so that binning itself makes no difference.
    binned = np.zeros((height, width))
    bx = [(math.floor(a / cell) + 0.5) * cell for a in x]
    by = [(math.floor(b / cell) + 0.5) * cell for b in y]
    for a, b in zip(bx, by):
        binned[int((height * cell - b) / cell), int(a / cell)] += 1
    smooth = gaussian_filter(binned, bandwidth / cell, mode="constant", truncate=8) / (cell * cell / 1e6)
    content = {
        "grid": {"bbox": [0, 0, width * cell, height * cell], "cellMeters": cell},
        "bandwidthMeters": bandwidth,
        "x": x,
        "y": y,
        "gaussian": gaussian,
        "quartic": quartic,
        "binnedX": bx,
        "binnedY": by,
        "scipy": [float(v) for v in smooth.ravel()],
    }
    FIXTURES.joinpath("kernel_density_rows.json").write_text(json.dumps(content) + "\n")


waves() if sys.argv[1:] == ["waves"] else rows()
