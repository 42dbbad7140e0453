"""Solves the input of pairing.sh with HiGHS, as a transport problem, and compares: pairing.py FOLDER"""
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


folder = sys.argv[1]
with open(folder + "/input.json", encoding="utf-8") as f:
    problem = json.load(f)
with open(folder + "/output.json", encoding="utf-8") as f:
    ours = json.load(f)

participants, mentors = problem["participants"], problem["mentors"]
pairs = [(i, m) for i, p in enumerate(participants) for m, q in enumerate(mentors) if p["Key"] != q["Key"]]
cost = np.array([kilometres(participants[i], mentors[m]) for i, m in pairs])
ones, columns = np.ones(len(pairs)), np.arange(len(pairs))
each = coo_matrix((ones, ([i for i, _ in pairs], columns)), shape=(len(participants), len(pairs))).tocsr()
load = coo_matrix((ones, ([m for _, m in pairs], columns)), shape=(len(mentors), len(pairs))).tocsr()
bounds_matrix = scipy.sparse.vstack([load, -load]).tocsr()
bounds_right = np.array([q["Most"] for q in mentors] + [-q["Least"] for q in mentors], dtype=float)
one_each = np.ones(len(participants))

seconds = {}
for method in ("highs", "highs-ds"):
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        result = linprog(cost, A_ub=bounds_matrix, b_ub=bounds_right, A_eq=each, b_eq=one_each, bounds=(0, None), method=method)
        times.append(time.perf_counter() - start)
    assert result.status == 0, result.message
    seconds[method] = sorted(times)[RUNS // 2]

highs, own = 1000 * seconds["highs"], ours["Milliseconds"]
print(f"{len(participants)} participants, {len(mentors)} mentors, {len(pairs)} pairs that may be made")
print(f"HiGHS (scipy {scipy.__version__}, linprog)  {highs:9.2f} ms   {result.fun:.6f} km   median of {RUNS}")
print(f"      its dual simplex asked for     {1000 * seconds['highs-ds']:9.2f} ms")
print(f"ours                                 {own:9.2f} ms   {ours['Objective']:.6f} km   median of {ours['Runs']}, optimal: {ours['Optimal']}")
print(f"ratio ours / HiGHS                   {own / highs:9.4f}")
same = abs(result.fun - ours["Objective"]) < 1e-3
print("both found the same optimum" if same else "THE OPTIMA DIFFER")
sys.exit(0 if same and ours["Optimal"] and own <= highs else 1)
