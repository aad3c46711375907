# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:9c67743f9a24c2a7ecd6742bdfa94698fd06fb186d49ed7f0d99984588544c44
from _wasihal_relays import set, get
