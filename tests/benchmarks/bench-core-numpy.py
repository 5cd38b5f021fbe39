#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The NumPy side of bench-core: the same work on the same data, in the usual NumPy way.

Prints a line for each task: name, best seconds of several runs, a number that tells whether both computed the same.
Exits 77 where NumPy is missing. Needs 2 GB of memory: the masked NLL makes two temporary arrays as large as its input.
"""
import sys
import time

try:
    import numpy as np
except ImportError:
    sys.exit(77)

RUNS = 3
N = 10000000
ROWS, VOCABULARY = 4096, 32000


def best(function):
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        result = function()
        seconds.append(time.perf_counter() - start)
    return min(seconds), result


def report(name, seconds, check):
    print('%s %.6f %.17g' % (name, seconds, check), flush=True)


def beta():
    seconds = []
    for _ in range(RUNS):
        state = np.random.RandomState(42)
        start = time.perf_counter()
        scores = state.beta(6, 2, size=N)
        seconds.append(time.perf_counter() - start)
    report('beta', min(seconds), scores[-1])
    return scores


def rates(scores):
    thresholds = np.linspace(0.05, 0.95, 30)
    seconds, result = best(lambda: [(scores >= t).mean() for t in thresholds])
    report('thresholds', seconds, sum(result))


def masked_nll(logits, targets, mask):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    nll = log_sum - shifted[np.arange(len(targets)), targets]
    return (mask * nll).sum() / mask.sum()


def batch():
    base = np.random.RandomState(43).standard_normal(ROWS + VOCABULARY) * 3
    logits = np.empty((ROWS, VOCABULARY), np.float32)
    for row in range(ROWS):
        logits[row] = base[row:row + VOCABULARY]
    targets = np.arange(ROWS) * 7 % VOCABULARY
    mask = np.ones(ROWS)
    report('masked-nll', *best(lambda: masked_nll(logits, targets, mask)))


print('numpy', np.__version__, flush=True)
rates(beta())
batch()
