# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
from abc import abstractmethod
from typing import List, Protocol

from ..exports import sensor, actions

__all__ = ["Sensor", "Dashboard", "Display", "Actions"]


class Sensor(Protocol):
    """A plugin that measures."""
    @abstractmethod
    def poll(self) -> List[sensor.Measurement]:
        """Called at every interval. An empty list is an answer too: nothing to say now.
        The error's first line is the message; any lines after it are detail, such as a traceback.

        Raise `Err(str)` to answer an error.
        """
        ...


class Dashboard(Protocol):
    """A plugin that draws the page."""
    @abstractmethod
    def render(self, snapshot: str) -> str:
        """Turns a snapshot (JSON, `docs/snapshot.md`) into HTML, the content of the page's `<main>`. The host sanitises it.
        The error's first line is the message; any lines after it are detail.

        Raise `Err(str)` to answer an error.
        """
        ...


class Display(Protocol):
    """A plugin that shows readings on hardware of its own, such as an OLED."""
    @abstractmethod
    def update(self, snapshot: str) -> None:
        """Called with a new snapshot (JSON, `docs/snapshot.md`).
        The error's first line is the message; any lines after it are detail.

        Raise `Err(str)` to answer an error.
        """
        ...


class Actions(Protocol):
    """A plugin that can be asked to do something."""
    @abstractmethod
    def list(self) -> List[actions.Action]:
        """What can be asked for."""
        ...

    @abstractmethod
    def invoke(self, name: str, arguments: str) -> str:
        """Does it. `arguments` is a JSON object, the answer is JSON.
        The error's first line is the message; any lines after it are detail.

        Raise `Err(str)` to answer an error.
        """
        ...
