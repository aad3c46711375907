"""Reports temperature, pressure, humidity and gas of a BME680 or BME688, judges the air, and shows it as a colour."""
# /// script
# requires-python = ">=3.11"
#
# [tool.wasihal]
# i2c = ["{bus}:{address}"]
# leds = ["{led}"]
# buzzer = true
#
# [tool.wasihal.settings]
# bus = 1
# address = "0x77"
# led = 2
# heater-celsius = 320
# heater-milliseconds = 150
# burn-in-seconds = 300
# alarm-above = 200
# alarm-release = 180
# ///

import time
from collections.abc import Callable

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number
from wit_world.imports import buzzer, leds, log, settings, storage

from air_quality import AirJudge, AirQuality
from baseline import Baseline
from bme680 import Bme680, Reading
from bus import Bus
from colors import color_of
from configuration import Configuration
from memory import Memory
from signals import DARK, Alarm, Attempts, Color, StatusLed

KEY = "baseline"


class Sensor(exports.Sensor):
    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        unix_time: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._monotonic = monotonic
        self._unix_time = unix_time
        self._sleep = sleep
        self._is_ready = False

    def poll(self) -> list[Measurement]:
        if not self._is_ready:
            self._configure()
        self._memory.load(self._unix_time())
        self._bus.begin()
        try:
            reading = self._chip.read()
        except OSError as fault:
            self._judge.miss(self._monotonic())
            self._led.show(DARK)
            raise Err(str(fault))
        now = self._monotonic()
        quality = self._judge.judge(reading.gas_resistance_ohms, reading.relative_humidity_percent, now)
        alarm = self._alarm.update(quality.score)
        self._led.show(color_of(quality.score))
        self._memory.save(self._unix_time(), now)
        return measurements(reading, quality, alarm)

    def _configure(self) -> None:
        try:
            chosen = Configuration.read(settings.get)
        except ValueError as fault:
            raise Err(f"a setting is wrong: {fault}")
        self._bus = Bus(chosen.bus, self._monotonic)
        self._chip = Bme680(
            self._bus.transfer,
            self._sleep,
            chosen.address,
            heater_celsius=chosen.heater_celsius,
            heater_milliseconds=chosen.heater_milliseconds,
        )
        baseline = Baseline(f"a heater of {chosen.heater_celsius:g} °C for {chosen.heater_milliseconds} ms")
        self._judge = AirJudge(chosen.burn_in_seconds, baseline)
        self._memory = Memory(
            baseline,
            lambda: storage.get(KEY),
            lambda state: storage.put(KEY, state),
            Attempts("the storage of the baseline", Err, tell),
            lambda message: log.write(log.Level.WARNING, message),
        )
        self._led = StatusLed(lambda color: light(chosen.led, color), Attempts(f"LED {chosen.led}", Err, tell))
        self._alarm = Alarm(
            lambda score: score > chosen.alarm_above,
            lambda score: score <= chosen.alarm_release,
            lambda: buzzer.beep(2, 100, 100),
            Attempts("the buzzer", Err, tell),
        )
        self._is_ready = True


def light(led: int, color: Color) -> None:
    leds.set(led, *color)
    leds.show()


def tell(works: bool, message: str) -> None:
    log.write(log.Level.INFO if works else log.Level.WARNING, message)


def measurements(reading: Reading, quality: AirQuality, alarm: bool | None) -> list[Measurement]:
    """What was measured; what is not known is left out."""
    numbers = (
        ("temperature", reading.temperature_celsius, "Cel"),
        ("pressure", reading.pressure_pascals, "Pa"),
        ("relative_humidity", reading.relative_humidity_percent, "%"),
        ("gas_resistance", reading.gas_resistance_ohms, "Ohm"),
        ("air_quality_score", quality.score, "1"),
        ("air_quality_accuracy", quality.accuracy, "1"),
    )
    found = [
        Measurement("bme680", quantity, Value_Number(float(value)), unit)
        for quantity, value, unit in numbers
        if value is not None
    ]
    if alarm is not None:
        found.append(Measurement("bme680", "alarm_bad_air", Value_Flag(alarm), ""))
    return found
