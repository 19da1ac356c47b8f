# SPDX-License-Identifier: Apache-2.0
"""What measure.hpp and instance.hpp are for C++: reading an instance, CPU time, peak memory, the one line of a run."""

import dataclasses
import json
import pathlib
import time

import numpy


class CannotExpress(Exception):
    """The peer has no form for this instance, or none of bearable size; the text says why."""


@dataclasses.dataclass
class Instance:
    offsets: numpy.ndarray
    columns: numpy.ndarray
    weights: numpy.ndarray
    capacities: numpy.ndarray

    @property
    def rows(self):
        return len(self.offsets) - 1

    def row_of_edge(self):
        return numpy.repeat(numpy.arange(self.rows, dtype=numpy.int32), numpy.diff(self.offsets))


def read(path):
    with open(path, "rb") as file:
        if file.read(8) != b"IQPEERS1":
            raise ValueError(f"not an instance: {path}")
        rows, columns, edges = (int(number) for number in numpy.fromfile(file, numpy.uint64, 3))
        kinds = [(numpy.int64, rows + 1), (numpy.int32, edges), (numpy.int32, edges), (numpy.uint32, columns)]
        parts = [numpy.fromfile(file, kind, count) for kind, count in kinds]
    return Instance(*parts)


def _status_bytes(name):
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0


class Meter:
    """Begin before building, `built()` between building and solving, `solved()` after it; then `result()`."""

    def __init__(self):
        try:
            pathlib.Path("/proc/self/clear_refs").write_text("5\n")
        except OSError:
            pass  # then the high-water mark includes what reading needed, if that was more
        self.memory = _status_bytes("VmRSS:")
        self.began = time.process_time()
        self.times = []

    def built(self):
        self.times.append(time.process_time())

    def solved(self):
        self.times.append(time.process_time())
        self.peak = _status_bytes("VmHWM:") - self.memory

    def result(self, version, status, objective):
        return {
            "version": version,
            "status": status,
            "build_s": round(self.times[0] - self.began, 6),
            "solve_s": round(self.times[1] - self.times[0], 6),
            "objective": int(objective),
            "peak_bytes": self.peak,
        }


def say(result):
    print(json.dumps(result))
