"""The fan behind a relay. What is refused or missing is told once; then there is no fan."""

from componentize_py_types import Err
from wit_world.imports import relays, storage

from fan import FanRule
from signals import Beeper, Notice

_KEY = "fan"


class Cooling:
    """Switches the relay by the rule. The relay itself is the memory of a running host, the storage that of a
    restarted one, which has put the relay into its safe state."""

    def __init__(self, relay: str, rule: FanRule, beeps: bool) -> None:
        self._relay = relay
        self._rule = rule
        self._beeper = Beeper() if beeps else None
        self._notice = Notice(f"relay {relay}")
        self._storage_notice = Notice("what is stored of the fan")
        self._stored: bool | None = None
        self._is_first = True

    def follow(self, celsius: float | None, now_seconds: float) -> bool | None:
        """Whether the fan is on now; none when that cannot be known."""
        try:
            was_on = relays.get(self._relay)
            on = self._rule.follow(self._before(was_on), celsius, now_seconds)
            if on != was_on:
                relays.set(self._relay, on)
        except Err as error:
            self._notice.failed(error)
            return None
        self._notice.worked()
        self._is_first = False
        if on != was_on:
            self._tell(on)
        self._store(on)
        return on

    def _before(self, was_on: bool) -> bool:
        if not self._is_first:
            return was_on
        try:
            saved = storage.get(_KEY)
        except Err as error:
            self._storage_notice.failed(error)
            return was_on
        self._stored = {b"on": True, b"off": False}.get(saved) if saved else None
        return was_on if self._stored is None else self._stored

    def _tell(self, on: bool) -> None:
        if self._beeper is None:
            return
        if on:
            self._beeper.beep(3, 200, 200)
        else:
            self._beeper.beep(2, 150, 150)

    def _store(self, on: bool) -> None:
        if on == self._stored:
            return
        try:
            storage.put(_KEY, b"on" if on else b"off")
        except Err as error:
            self._storage_notice.failed(error)
            return
        self._stored = on
        self._storage_notice.worked()
