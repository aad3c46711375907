# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
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
