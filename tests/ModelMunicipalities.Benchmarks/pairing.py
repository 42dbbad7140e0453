"""Solves what PairingRows.cs writes with HiGHS, as a transport problem: pairing.py FILE. Prints median milliseconds and kilometres."""
import json
import sys
import time

import numpy as np
import scipy
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

RUNS = 5


def kilometres(a, b):
    lat_a, lon_a, lat_b, lon_b = np.radians([a["Latitude"], a["Longitude"], b["Latitude"], b["Longitude"]])
    h = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.sqrt(h))


with open(sys.argv[1], encoding="utf-8") as f:
    problem = json.load(f)

participants, mentors = problem["participants"], problem["mentors"]
pairs = [(i, m) for i, p in enumerate(participants) for m, q in enumerate(mentors) if p["Key"] != q["Key"]]
cost = np.array([kilometres(participants[i], mentors[m]) for i, m in pairs])
ones, columns = np.ones(len(pairs)), np.arange(len(pairs))
each = coo_matrix((ones, ([i for i, _ in pairs], columns)), shape=(len(participants), len(pairs))).tocsr()
load = coo_matrix((ones, ([m for _, m in pairs], columns)), shape=(len(mentors), len(pairs))).tocsr()
bounds_matrix = scipy.sparse.vstack([load, -load]).tocsr()
bounds_right = np.array([q["Most"] for q in mentors] + [-q["Least"] for q in mentors], dtype=float)
one_each = np.ones(len(participants))

times = []
for _ in range(RUNS):
    start = time.perf_counter()
    result = linprog(
        cost, A_ub=bounds_matrix, b_ub=bounds_right, A_eq=each, b_eq=one_each, bounds=(0, None), method="highs"
    )
    times.append(time.perf_counter() - start)
assert result.status == 0, result.message
print(1000 * sorted(times)[RUNS // 2], result.fun)
