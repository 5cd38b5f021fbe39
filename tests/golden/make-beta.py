#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes beta-tail.txt and beta-auc.txt beside itself. Needs mpmath; takes a minute.

The tail is mpmath's regularized incomplete beta function I_(1-t) (b, a). The AUC of Beta(a1, b1) over Beta(a2, b2) is
the integral of the density of logit (X) times P(Y < X) over the whole line by the trapezoidal rule, which
converges geometrically for such a function, with 30 digits and step 1/32 (1/16 for small shapes). A row was accepted only where
that step and its double agree and P(X > Y) + P(Y > X) = 1, both within 1e-18.
"""
import os
import random

from mpmath import mp, mpf, beta, betainc, ceil, exp, nstr

mp.dps = 30
FOLDER = os.path.dirname(os.path.abspath(__file__))


def integrand(s, a1, b1, a2, b2, norm):
    small = exp(-abs(s)) / (1 + exp(-abs(s)))
    if s < 0:
        return small**a1 * (1 - small)**b1 / norm * betainc(a2, b2, 0, small, regularized=True)
    return (1 - small)**a1 * small**b1 / norm * (1 - betainc(b2, a2, 0, small, regularized=True))


def auc(a1, b1, a2, b2):
    norm, inverse_step = beta(a1, b1), 32 if max(a1, b1, a2, b2) > 8 else 16
    left = int(ceil((60 + 3 * a1) / (a1 + a2) + 10) * inverse_step)
    right = int(ceil((60 + 3 * b1) / b1 + 10) * inverse_step)
    values = [integrand(mpf(k) / inverse_step, a1, b1, a2, b2, norm) for k in range(-left, right + 1)]
    fine = sum(values) / inverse_step
    coarse = sum(values[(left % 2)::2]) * 2 / inverse_step
    assert abs(fine - coarse) < mpf('1e-18'), (a1, b1, a2, b2, fine - coarse)
    return fine


def main():
    rng = random.Random(20240607)
    draw = lambda: round(0.1 * 500 ** rng.random(), 3)
    with open(os.path.join(FOLDER, 'beta-tail.txt'), 'w') as out:
        for _ in range(200):
            a, b = draw(), draw()
            t = rng.choice([rng.random(), rng.random() ** 8, 1 - rng.random() ** 8])
            value = betainc(mpf(b), mpf(a), 0, 1 - mpf(t), regularized=True)
            out.write('%r %r %r %s\n' % (t, a, b, nstr(value, 20)))
    corners = [(6, 2, 2, 6), (2, 6, 6, 2), (0.1, 0.1, 0.1, 0.1), (50, 50, 50, 50), (50, 0.1, 0.1, 50),
               (0.1, 50, 50, 0.1), (0.1, 0.1, 50, 50), (50, 50, 0.1, 0.1), (0.1, 50, 0.1, 0.1), (50, 0.1, 0.1, 0.1),
               (0.1, 0.1, 0.1, 50), (0.1, 0.1, 50, 0.1), (1, 1, 1, 1), (0.1, 50, 0.1, 50), (50, 0.1, 50, 0.1),
               (50, 1, 49, 1), (0.5, 0.5, 2, 2)]
    rows = corners + [(draw(), draw(), draw(), draw()) for _ in range(40)]
    with open(os.path.join(FOLDER, 'beta-auc.txt'), 'w') as out:
        for row in rows:
            a1, b1, a2, b2 = (mpf(x) for x in row)
            value, other = auc(a1, b1, a2, b2), auc(a2, b2, a1, b1)
            assert abs(value + other - 1) < mpf('1e-18'), (row, value + other - 1)
            out.write('%r %r %r %r %s\n' % (*row, nstr(value, 20)))


if __name__ == '__main__':
    main()
