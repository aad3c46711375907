# Objects whose conversion to a number raises, answers no number, or changes the list meanwhile.
# Ends: failed
# Says: .+

from wit_world.exports.sensor import Measurement, Value_Number

answer = []
polls = 0


class Lie:
    def __float__(self):
        kind = polls % 4
        if kind == 0:
            answer.clear()
            return 1.0
        if kind == 1:
            return "text"
        if kind == 2:
            raise SystemExit("gone")
        answer.extend(answer)
        return 1.0


def deed():
    global polls
    polls += 1
    answer[:] = [Measurement("good", f"q{number}", Value_Number(Lie()), "1") for number in range(4)]
    return answer
