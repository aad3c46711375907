import io
import logging
import logging as log

# A logger of its own with its own stream, so that what is formatted can be looked at.
stream = io.StringIO()
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s (%(lineno)d)"))
logger = logging.getLogger("driver.bme680")
logger.addHandler(handler)
logger.propagate = False
logger.setLevel(logging.DEBUG)

logger.debug("raw %04x", 0x1F)
logger.warning("%(sensor)s is %(state)s", {"sensor": "gas", "state": "cold"})
lines = stream.getvalue().splitlines()
assert lines[0].startswith("DEBUG driver.bme680 raw 001f (") and lines[1].startswith("WARNING driver.bme680 gas is cold (")

stream.truncate(0)
stream.seek(0)
try:
    1 / 0
except ZeroDivisionError:
    logger.exception("failed")
text = stream.getvalue()
assert "ERROR driver.bme680 failed" in text and "ZeroDivisionError: division by zero" in text and "stdlib/logging.py" in text

class OnlyErrors(logging.Filter):
    def filter(self, record):
        return record.levelno >= logging.ERROR


handler.addFilter(OnlyErrors())
stream.truncate(0)
stream.seek(0)
logger.info("left out")
logger.error("kept")
assert stream.getvalue().startswith("ERROR driver.bme680 kept")

assert log.getLevelName(30) == "WARNING" and logging.getLogger("driver").getChild("bme680") is logger
child = logging.LoggerAdapter(logger, {"unit": 1})
assert child.process("m", {}) == ("m", {"extra": {"unit": 1}})
assert logging.Formatter("{message}", style="{").format(logging.makeLogRecord({"msg": "x"})) == "x"
