import random
import secrets

# A seed gives what it gives everywhere.
random.seed(42)
assert random.random() == 0.6394267984578837 and random.randint(1, 100) == 4, "seeded"
state = random.getstate()
first = [random.random() for _ in range(5)]
random.setstate(state)
assert [random.random() for _ in range(5)] == first
assert random.Random("text").random() == random.Random("text").random()

# Without one, no two generators are alike.
assert random.Random().random() != random.Random().random() != random.SystemRandom().random()
assert len({secrets.token_hex(16) for _ in range(20)}) == 20

generator = random.Random(1)
items = list(range(10))
generator.shuffle(items)
assert sorted(items) == list(range(10)) != items and generator.choice("abc") in "abc"
assert len(generator.sample(range(1000), 10)) == 10 and len(generator.choices("ab", weights=[1, 0], k=3)) == 3
assert abs(sum(generator.gauss(5, 1) for _ in range(2000)) / 2000 - 5) < 0.2
assert 0 <= generator.uniform(0, 1) <= 1 and generator.randrange(0, 10, 5) in (0, 5) and len(generator.randbytes(4)) == 4
assert 0 < generator.betavariate(2, 3) < 1 and generator.expovariate(2) > 0 and generator.getrandbits(128) >= 0
