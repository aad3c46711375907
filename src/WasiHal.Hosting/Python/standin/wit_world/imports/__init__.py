# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7
