"""Reports temperature and humidity of a DHT22; an LED and the buzzer tell when the air is hot or cold."""
# /// script
# requires-python = ">=3.11"
#
# [tool.wasihal]
# climate = ["{pin}"]
# leds = ["{led}"]
# buzzer = true
#
# [tool.wasihal.settings]
# pin = "4"
# led = 1
# hot-at = 30
# cold-at = 15
# orange-above = 25
# temperature-dead-band = 2
# humid-at = 70
# dry-at = 25
# humidity-dead-band = 2
# ///

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number
from wit_world.imports import climate, settings, types

from comfort import Alarms, Comfort, Limits
from signals import Beeper, StatusLed

CHECKS: dict[type, str] = {
    types.Error_Timeout: "check its supply, its data line and the pull-up of 4.7 to 10 kOhm, and the setting pin",
    types.Error_Bus: "the frame was damaged: check the pull-up and how long the cable is",
    types.Error_NotPresent: "the board has no DHT22 there: check the setting pin and the board's configuration",
    types.Error_Busy: "something else uses the pin: check what else the node runs",
}


class Sensor(exports.Sensor):
    def __init__(self) -> None:
        self._comfort: Comfort | None = None
        self._pin = ""
        self._led = StatusLed(0)
        self._beeper = Beeper()

    def poll(self) -> list[Measurement]:
        if self._comfort is None:
            self._comfort = self._configure()
        celsius, percent = self._read()
        before = self._comfort.alarms
        alarms = self._comfort.follow(celsius, percent)
        self._led.show(self._comfort.color(celsius))
        if alarms.hot and not before.hot:
            self._beeper.beep(3, 100, 100)
        return measurements(celsius, percent, alarms)

    def _configure(self) -> Comfort:
        try:
            self._pin = str(settings.get("pin"))
            self._led = StatusLed(int(settings.get("led")))
            return Comfort(Limits(**{key.replace("-", "_"): float(settings.get(key)) for key in LIMITS}))
        except (TypeError, ValueError) as fault:
            raise Err(f"a setting is wrong: {fault}")

    def _read(self) -> tuple[float, float]:
        try:
            celsius, percent = climate.read_dht(self._pin)
        except Err as error:
            # What is not known has no colour.
            self._led.show(None)
            check = CHECKS.get(type(error.value))
            raise Err(f"no reading from the DHT22 on pin {self._pin}: {error}" + (f"; {check}" if check else ""))
        # The sensor tells tenths; what is beyond them came with the 32-bit numbers on the way here.
        return round(celsius, 1), round(percent, 1)


LIMITS = ("hot-at", "cold-at", "orange-above", "temperature-dead-band", "humid-at", "dry-at", "humidity-dead-band")


def measurements(celsius: float, percent: float, alarms: Alarms) -> list[Measurement]:
    return [
        Measurement("dht22", "temperature", Value_Number(celsius), "Cel"),
        Measurement("dht22", "relative_humidity", Value_Number(percent), "%"),
        Measurement("dht22", "alarm_hot", Value_Flag(alarms.hot), ""),
        Measurement("dht22", "alarm_cold", Value_Flag(alarms.cold), ""),
        Measurement("dht22", "alarm_humid", Value_Flag(alarms.humid), ""),
        Measurement("dht22", "alarm_dry", Value_Flag(alarms.dry), ""),
    ]
