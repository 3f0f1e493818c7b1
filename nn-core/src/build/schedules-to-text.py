"""Writes golden-schedules.txt from schedules.json: python3 schedules-to-text.py schedules.json > golden-schedules.txt

A line "case NAME" begins a case; each line after it is "name numbers".
"""
import json
import pathlib
import sys

print("# What PyTorch 2.13 computes in f64; written by src/build/schedules-to-text.py.")
for case in json.loads(pathlib.Path(sys.argv[1]).read_text()):
    print("case", case["schedule"])
    for key, value in case["args"].items():
        if not isinstance(value, str):
            print(key, repr(float(value)))
    for key in ("metric", "learningRates"):
        if key in case:
            print(key, *(repr(float(v)) for v in case[key]))
