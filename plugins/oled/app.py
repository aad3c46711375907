"""Shows what the node knows on an SSD1306 display of 128 by 64 pixels, page by page."""
# /// script
# requires-python = ">=3.11"
#
# [tool.wasihal]
# i2c = ["{bus}:{address}"]
#
# [tool.wasihal.settings]
# bus = 1
# address = "0x3c"
# contrast = 207
# flip = false
# page-seconds = 6
# ///

import time

from componentize_py_types import Err
from wit_world import exports
from wit_world.imports import i2c, settings
from wit_world.imports.types import Error_Bus, Error_Denied, Error_Invalid, Error_NoAcknowledge, Error_NotPresent

from picture import picture
from rotation import Rotation
from snapshot import parse
from ssd1306 import Ssd1306


class Display(exports.Display):
    def __init__(self) -> None:
        self._panel: Ssd1306 | None = None
        self._rotation: Rotation | None = None
        self._bus = 0
        self._address = 0

    def update(self, snapshot: str) -> None:
        if self._panel is None:
            self._configure()
        try:
            known = parse(snapshot)
        except ValueError as fault:
            raise Err(f"the snapshot cannot be shown: {fault}") from None
        frame = picture(known, self._rotation).frame()
        try:
            self._panel.show(frame)
        except OSError as fault:
            raise Err(self._advice(fault)) from None

    def _configure(self) -> None:
        try:
            self._bus = int(settings.get("bus"))
            self._address = int(settings.get("address"), 0)
            flip = settings.get("flip")
            if flip not in ("true", "false"):
                raise ValueError(f"flip is {flip!r}, must be true or false")
            self._rotation = Rotation(float(settings.get("page-seconds")), time.monotonic)
            contrast = int(settings.get("contrast"))
            self._panel = Ssd1306(self._transfer, time.sleep, self._address, contrast, flip == "true")
        except (TypeError, ValueError) as fault:
            raise Err(f"a setting is wrong: {fault}") from None

    def _transfer(self, address: int, write: bytes, read_len: int) -> bytes:
        try:
            return i2c.transfer(self._bus, address, write, read_len)
        except Err as error:
            raise OSError(str(error)) from error

    def _advice(self, fault: OSError) -> str:
        """What is wrong, and what to look at."""
        error = getattr(fault.__cause__, "value", None)
        where = f"the display at {self._address:#04x} on I2C bus {self._bus}"
        match error:
            case Error_Denied(text) | Error_Invalid(text):
                return text
            case Error_NoAcknowledge():
                return (
                    f"{where} does not answer: check its power and its cable, and that plugins.oled.settings.address is"
                    " the module's (0x3c, or 0x3d with its bridge changed)"
                )
            case Error_Bus():
                return f"{where}: the bus is stuck: check that SDA and SCL are neither swapped nor short"
            case Error_NotPresent():
                return f"the board has no I2C bus {self._bus}: switch it on, or set plugins.oled.settings.bus"
            case _:
                return f"{where} failed ({fault}): check its power and its cable; it is set up again at the next update"
