"""Writes golden.txt from a folder of golden vectors in JSON: python3 golden-to-text.py FOLDER > golden.txt

A line "case KIND NAME" begins a case; each line after it is "name extents | numbers".
"""
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])


def load(name):
    return json.loads((folder / (name + ".json")).read_text())


def line(name, values, shape=None):
    shape = [len(values)] if shape is None else shape
    print(name, *shape, "|", *(repr(float(v)) for v in values))


def tensor(name, t):
    line(name, t["values"], t["shape"])


print("# What PyTorch 2.13 computes in f64; written by src/build/golden-to-text.py.")
def arguments(case):
    for key, value in case["args"].items():
        if isinstance(value, float):
            line(key, [value])
        elif isinstance(value, list):
            line(key, value)


for case in load("layers"):
    print("case layer", case["case"])
    arguments(case)
    for key in ("input", "output", "outputGradient", "inputGradient"):
        tensor(key, case[key])
    for key, value in case["parameters"].items():
        tensor("parameter." + key, value)
        tensor("gradient." + key, case["parameterGradients"][key])
    for key, value in case["buffersBefore"].items():
        tensor("before." + key, value)
        tensor("after." + key, case["buffersAfter"][key])
for case in load("losses"):
    print("case loss", case["case"])
    tensor("prediction", case["prediction"])
    if isinstance(case["target"], dict):
        tensor("target", case["target"])
    else:
        line("labels", case["target"])
    arguments(case)
    line("value", [case["value"]])
    tensor("gradient", case["gradient"])
for case in load("optimizers"):
    print("case optimizer", case["case"])
    for key, value in case["args"].items():
        line(key, [value])
    tensor("start", case["start"])
    for i, step in enumerate(case["steps"]):
        tensor("gradient.%d" % i, step["gradient"])
        tensor("parameter.%d" % i, step["parameter"])
for case in load("training"):
    print("case training", case["case"])
    line("batch", [case["batch"]])
    line("lr", [case["lr"]])
    tensor("x", case["x"])
    line("labels", case["labels"])
    line("losses", case["lossPerStep"])
    for key, value in case["start"].items():
        tensor("start." + key, value)
        tensor("end." + key, case["end"][key])
