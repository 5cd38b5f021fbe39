#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes fsrs.txt beside itself. Needs py-fsrs 6.3.1 (the package fsrs).

60 cards of 12 random reviews each: a line for each review, a card begins where the number of the review is 0.
"""
import os
import random
from datetime import datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler

FOLDER = os.path.dirname(os.path.abspath(__file__))


def main():
    rng, scheduler = random.Random(20240607), Scheduler(enable_fuzzing=False)
    with open(os.path.join(FOLDER, 'fsrs.txt'), 'w') as out:
        for _ in range(60):
            card, now = Card(), datetime(2024, 1, 1, tzinfo=timezone.utc)
            for review in range(12):
                rating = rng.choice([1, 2, 3, 3, 3, 4])
                card, _ = scheduler.review_card(card, Rating(rating), now)
                due = int((card.due - now).total_seconds())
                print(review, int(now.timestamp()), rating, int(card.state), card.step or 0, repr(card.stability),
                      repr(card.difficulty), due, file=out)
                # Early, on time or late.
                late = rng.choice([0, 0, rng.randrange(due + 1), -rng.randrange(due + 1) // 2])
                now = now + timedelta(seconds=due + late)


main()
