# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:e474fd51345ddff76f4ce805cb25d5cbc3812629a2105e84e25c5a02404ff041
