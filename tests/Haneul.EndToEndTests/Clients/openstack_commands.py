"""Runs commands of the stock OpenStack client, one after the other, each in a fork of one process.

The client needs most of a second to start, and a script of hundred commands would start it hundred times. Each line of
the input is the arguments of one command as a JSON array; each line of the output is what the command left behind.
A command has a process of its own because the client keeps its first sign-in for as long as its process lives.
"""
import contextlib
import io
import json
import os
import sys

from openstackclient import shell


def run(arguments):
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        try:
            code = shell.main(arguments)
        except SystemExit as end:
            code = end.code
    return {"code": code or 0, "output": output.getvalue(), "errors": errors.getvalue()}


# Loads what each fork would load again.
for command in "user list", "application credential list":
    run(["help", *command.split()])

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            print(json.dumps(run(json.loads(line))), flush=True)
            status = 0
        finally:
            os._exit(status)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        sys.exit("a command broke off")
