# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
from .._standin import no_host as _no_host


def set(channel: int, frequency_hz: float, duty: float) -> None:
    _no_host("pwm", "set")


def stop(channel: int) -> None:
    _no_host("pwm", "stop")
