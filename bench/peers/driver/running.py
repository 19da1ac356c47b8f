# SPDX-License-Identifier: Apache-2.0
"""Runs one solver on one instance in a process of its own, within limits of CPU time, wall time and memory."""

import json
import os
import pathlib
import resource
import subprocess
import time

OUT_OF_MEMORY = ("bad_alloc", "MemoryError", "Unable to allocate", "out of memory", "Out of memory")


def physical_bytes():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _limit(bytes_):
    """Not RLIMIT_CPU: with it Linux advances a process's CPU clock by whole ticks (4 ms) only, and small solves would take 0."""
    resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _cpu_seconds(process):
    """So far, of a running process; 0 where the system does not say."""
    try:
        fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0.0


def outcome(returncode, output, errors, stopped):
    """The result of a finished process, as a dictionary with a status: what the solver printed, or time, memory, failed."""
    if stopped:
        return {"status": "time"}
    if returncode != 0:
        if any(word in errors for word in OUT_OF_MEMORY):
            return {"status": "memory"}
        return {"status": "failed", "why": f"exit {returncode}: {errors.strip()[-300:]}"}
    for line in reversed(output.splitlines()):
        if line.startswith("{"):
            return json.loads(line)
    return {"status": "failed", "why": "printed no result"}


def run(command, limit_seconds, limit_bytes):
    """The outcome with `cpu_s` and `wall_s` of the whole process (reading the file and loading libraries included)."""
    environment = dict(os.environ)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        environment[name] = "1"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
        preexec_fn=lambda: _limit(limit_bytes),
    )
    stopped = False
    while True:
        try:
            output, errors = process.communicate(timeout=0.5)
            break
        except subprocess.TimeoutExpired:
            over = _cpu_seconds(process) > limit_seconds or time.monotonic() - began > 2 * limit_seconds + 60
            if over and not stopped:
                stopped = True
                process.kill()
        except BaseException:  # whoever stops the command stops the solver with it
            process.kill()
            raise
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = outcome(process.returncode, output, errors, stopped)
    result["cpu_s"] = round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 4)
    result["wall_s"] = round(time.monotonic() - began, 4)
    return result


def interleaved(commands, rounds, limit_seconds, limit_bytes, once_only, report):
    """Rounds of A B C A B C …: {solver: [run, ...]}. Who must not run again (once_only) is left out of later rounds."""
    runs, out = {name: [] for name in commands}, set()
    for turn in range(rounds):
        for name, command in commands.items():
            if name in out:
                continue
            result = run(command, limit_seconds, limit_bytes)
            runs[name].append(result)
            report(name, turn, result)
            if once_only(result):
                out.add(name)
    return runs
