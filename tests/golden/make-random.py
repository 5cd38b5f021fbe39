#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes random-beta.txt and random-draws.txt beside itself from numpy.random.RandomState.

Doubles are written as the 16 hexadecimal digits of their bits.
"""
import os
import random
import struct

import numpy as np

FOLDER = os.path.dirname(os.path.abspath(__file__))


def bits(value):
    return struct.pack('>d', value).hex()


def shape(rng):
    kind = rng.randrange(8)
    if kind == 0:
        return 1.0
    if kind <= 2:
        return rng.uniform(0.1, 1)
    if kind == 3:
        return rng.uniform(1, 1.01)
    if kind == 4:
        return rng.uniform(50, 10000)
    if kind == 5:
        return rng.choice([0.001, 0.01, 0.1, 50.0])
    return rng.uniform(0.1, 50)


def write_beta():
    """seed, a, b, then three draws: 1,000 pairs of shapes."""
    rng = random.Random(1)
    with open(os.path.join(FOLDER, 'random-beta.txt'), 'w') as out:
        for line in range(1000):
            seed = rng.choice([0, 42, 4294967295, rng.randrange(2**32)])
            if line < 30:  # both powers of Johnk's method underflow in a fifth of these draws or more
                a, b = rng.uniform(0.0002, 0.001), rng.uniform(0.0002, 0.001)
            else:
                a, b = shape(rng), shape(rng)
            draws = np.random.RandomState(seed).beta(a, b, size=3)
            out.write('%d %s %s %s\n' % (seed, bits(a), bits(b), ' '.join(map(bits, draws))))


def write_draws():
    """kind, seed, shape (0 where there is none), then eight consecutive draws of a fresh stream."""
    rng = random.Random(2)
    with open(os.path.join(FOLDER, 'random-draws.txt'), 'w') as out:
        for kind in 'double', 'gauss', 'exponential':
            for seed in [0, 42, 4294967295] + [rng.randrange(2**32) for _ in range(17)]:
                state = np.random.RandomState(seed)
                draw = {'double': state.random_sample, 'gauss': state.standard_normal,
                        'exponential': state.standard_exponential}[kind]
                out.write('%s %d %s %s\n' % (kind, seed, bits(0.0), ' '.join(map(bits, draw(size=8)))))
        for k in range(120):
            seed, a = rng.randrange(2**32), shape(rng)
            draws = np.random.RandomState(seed).standard_gamma(a, size=8)
            out.write('gamma %d %s %s\n' % (seed, bits(a), ' '.join(map(bits, draws))))


if __name__ == '__main__':
    write_beta()
    write_draws()
