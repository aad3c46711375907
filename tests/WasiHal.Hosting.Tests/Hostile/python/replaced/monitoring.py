# Monitors every instruction, and raises.
# Ends: failed or fine or lost
# Says: .*

import sys


def fail(*arguments):
    raise KeyboardInterrupt


def deed():
    monitoring = sys.monitoring
    monitoring.use_tool_id(1, "hostile")
    for event in (monitoring.events.PY_START, monitoring.events.LINE, monitoring.events.INSTRUCTION, monitoring.events.RAISE):
        monitoring.register_callback(1, event, fail)
    monitoring.set_events(1, monitoring.events.PY_START | monitoring.events.LINE | monitoring.events.INSTRUCTION | monitoring.events.RAISE)
    raise ValueError("now describe this")
