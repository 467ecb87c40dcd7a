"""Ends what a test left running. By its environment and not by its number: numbers are given again, and that of a tick which ended long ago
is another test's by now."""
import os, signal


def end(variable, value):
    """Kills each process that was started with VARIABLE=VALUE in its environment."""
    wanted = ("%s=%s" % (variable, value)).encode()
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/environ" % pid, "rb") as file:
                if wanted in file.read().split(b"\0") and int(pid) != os.getpid():
                    os.kill(int(pid), signal.SIGKILL)
        except OSError:  # it has ended, or is another user's
            pass
