"""Peers of shortest ways for the benchmarks: scipy's dijkstra and scikit-image's MCP_Geometric, on columns in a folder.

    python3 bench_ways.py graph FOLDER TURNS
    python3 bench_ways.py grid FOLDER TURNS COLUMNS ROWS METERS

Prints `name milliseconds sum`; only the search is timed, in seconds of the processor.
"""
import sys
import time

import numpy as np


def timed(name, turns, work):
    best, total = float("inf"), 0.0
    for _ in range(turns):
        began = time.process_time()
        seconds = work()
        best = min(best, time.process_time() - began)
        total = float(seconds[np.isfinite(seconds)].sum())
    print(f"{name} {best * 1000:.3f} {total:.17g}")


kind, folder, turns = sys.argv[1], sys.argv[2], int(sys.argv[3])
sources = np.fromfile(f"{folder}/sources.bin", dtype="<i4")
if kind == "graph":
    import scipy
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    start = np.fromfile(f"{folder}/start.bin", dtype="<i4")
    target = np.fromfile(f"{folder}/target.bin", dtype="<i4")
    cost = np.fromfile(f"{folder}/cost.bin", dtype="<f8")
    graph = csr_matrix((cost, target, start), shape=(len(start) - 1, len(start) - 1))
    name = f"scipy {scipy.__version__} dijkstra, min_only"
    timed(name, turns, lambda: dijkstra(graph, indices=sources, min_only=True, return_predecessors=True)[0])
else:
    import skimage
    from skimage.graph import MCP_Geometric

    columns, rows, meters = int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6])
    pace = np.fromfile(f"{folder}/pace.bin", dtype="<f8").reshape(rows, columns)
    starts = [(s // columns, s % columns) for s in sources]

    def search():
        return MCP_Geometric(pace, fully_connected=True, sampling=(meters, meters)).find_costs(starts)[0]

    timed(f"scikit-image {skimage.__version__} MCP_Geometric", turns, search)
