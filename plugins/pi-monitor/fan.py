"""When the fan runs and when the processor is too hot. Pure: no host."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """Temperatures in °C: on from the upper one, off from the lower one, as before between them."""

    on_at: float
    off_at: float
    on_key: str
    off_key: str

    def __post_init__(self) -> None:
        # Written so that "nan" is refused too.
        if not self.off_at < self.on_at:
            raise ValueError(f"{self.off_key} ({self.off_at:g} °C) must be below {self.on_key} ({self.on_at:g} °C)")

    def follow(self, is_on: bool, celsius: float) -> bool:
        """On or off at a temperature, having been on or off before."""
        if celsius >= self.on_at:
            return True
        return is_on and celsius > self.off_at


class FanRule:
    """Whether the fan is to run. A temperature that stays unknown for too long means that it runs: nobody knows how
    hot it is, and a fan that runs harms nothing."""

    def __init__(self, band: Band, unknown_seconds: float) -> None:
        if not unknown_seconds >= 0:
            raise ValueError(f"unknown-seconds is {unknown_seconds:g}; 0 or more is accepted")
        self._band = band
        self._unknown_seconds = unknown_seconds
        self._unknown_since: float | None = None

    def follow(self, is_on: bool, celsius: float | None, now_seconds: float) -> bool:
        """On or off, having been on or off before. `now_seconds` comes from any clock that only goes forward."""
        if celsius is not None:
            self._unknown_since = None
            return self._band.follow(is_on, celsius)
        if self._unknown_since is None:
            self._unknown_since = now_seconds
        return is_on or now_seconds - self._unknown_since >= self._unknown_seconds
