"""Reads the WIT files of the contract and writes everything that repeats it."""
