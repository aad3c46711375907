# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:e474fd51345ddff76f4ce805cb25d5cbc3812629a2105e84e25c5a02404ff041
from abc import abstractmethod
from typing import List, Protocol

from ..exports import sensor, actions

__all__ = ["Sensor", "Dashboard", "Display", "Actions"]


class Sensor(Protocol):
    @abstractmethod
    def poll(self) -> List[sensor.Measurement]:
        raise NotImplementedError


class Dashboard(Protocol):
    @abstractmethod
    def render(self, snapshot: str) -> str:
        raise NotImplementedError


class Display(Protocol):
    @abstractmethod
    def update(self, snapshot: str) -> None:
        raise NotImplementedError


class Actions(Protocol):
    @abstractmethod
    def list(self) -> List[actions.Action]:
        raise NotImplementedError

    @abstractmethod
    def invoke(self, name: str, arguments: str) -> str:
        raise NotImplementedError
