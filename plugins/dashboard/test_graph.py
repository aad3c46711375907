import unittest

from graph import HEIGHT, WIDTH, graph, thinned
from test_tools import Element, read


def hour(values, step=30.0):
    """Values at even steps, the last of them now."""
    return [(step * (len(values) - 1 - index), value) for index, value in enumerate(values)]


def places(line: Element) -> list[tuple[int, int]]:
    return [tuple(map(int, place.split(","))) for place in line.attributes["points"].split()]


class GraphTests(unittest.TestCase):
    def drawn(self, points, most=80) -> Element:
        picture, self.extent = graph("Temperature", points, "Cel", most)
        return read(picture.markup()).one("svg")

    def test_it_has_a_title_and_a_range(self):
        svg = self.drawn(hour([20.0, 22.5, 21.0]))

        self.assertEqual("Temperature in the last hour: 20.0 – 22.5\u00a0°C", svg.one("title").text)
        self.assertEqual(("20.0 – 22.5\u00a0°C", "img"), (self.extent, svg.attributes["role"]))

    def test_high_is_up_and_late_is_right(self):
        [low, high] = places(self.drawn(hour([1.0, 2.0])).one("polyline"))

        self.assertLess(low[0], high[0])
        self.assertGreater(low[1], high[1])
        self.assertEqual(WIDTH, high[0])

    def test_it_stays_within_its_frame(self):
        for values in ([1.0, 1.0, 1.0], [-1e308, 1e308, 0.0], [1e-300, 2e-300], list(range(120)), [5.0] * 119 + [6.0]):
            svg = self.drawn(hour(values))
            with self.subTest(values=values[:3]):
                for x, y in (place for line in svg.all("polyline") for place in places(line)):
                    self.assertTrue(0 <= x <= WIDTH and 0 <= y <= HEIGHT, (x, y))

    def test_a_gap_is_a_gap(self):
        before = [(3000 - 30 * index, 20.0 + index) for index in range(10)]
        after = [(300 - 30 * index, 20.0 + index) for index in range(10)]

        lines = self.drawn(before + after).all("polyline")

        self.assertEqual(2, len(lines))
        self.assertLess(places(lines[0])[-1][0], places(lines[1])[0][0] - 100)

    def test_a_lone_point_between_gaps_is_seen(self):
        points = [(second, 20.0) for second in (3000, 2970, 2940, 1500, 60, 30, 0)]

        svg = self.drawn(points)

        self.assertEqual((2, 1), (len(svg.all("polyline")), len(svg.all("circle"))))

    def test_what_cannot_be_drawn_is_not_drawn(self):
        old = [(10800, 2.0), (7200, 1.0)]
        for points in ([], hour([1.0]), hour([True, False]), hour(["a", "b"]), old, hour([1.0, "b", 2.0])):
            with self.subTest(points=points[:1]):
                self.assertIsNone(graph("x", points, "", 80))

    def test_it_is_small(self):
        self.assertLess(
            len(
                self.drawn(hour([20 + (index * 7 % 13) for index in range(120)]), 16)
                .one("polyline")
                .attributes["points"]
            ),
            16 * 8,
        )


class ThinnedTests(unittest.TestCase):
    def test_spikes_are_kept(self):
        points = [(float(index), 20.0) for index in range(120)]
        points[57] = (57.0, 99.0)
        points[81] = (81.0, -5.0)

        kept = thinned(points, 16)

        self.assertLessEqual(len(kept), 16)
        self.assertIn((57.0, 99.0), kept)
        self.assertIn((81.0, -5.0), kept)
        self.assertEqual(sorted(kept), kept)

    def test_few_are_left_alone(self):
        points = [(0.0, 1.0), (1.0, 2.0)]

        self.assertEqual(points, thinned(points, 16))


if __name__ == "__main__":
    unittest.main()
