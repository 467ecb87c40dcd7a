"""What publishing costs: the whole site of many transactions, and again after one more."""
import os, resource, shutil, subprocess, time

TRANSACTIONS = 1000000


def spent(command, folder):
    """CPU seconds, user and system, and wall seconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(["bash", "-o", "pipefail", "-c", command], check=True, cwd=folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - start


def size(folder, names=None):
    """How many files, and their bytes."""
    if names is None:
        names = [os.path.join(at, name) for at, _, files in os.walk(folder) for name in files]
    return len(names), sum(os.path.getsize(os.path.join(folder, name)) for name in names)


def measure(folder, binaries, books, row):
    """BOOKS: of guild 1000, with a million transactions among its members, and the roster beside them."""
    tool, site = os.path.join(binaries, "gl-site"), os.path.join(folder, "site")
    apply = "%s/gl-command --guild 1000 --at 2027-02-%02d move opening till 1 one more | %s/gl-apply --db %s >/dev/null"
    publish = "/usr/bin/time -f %%M -o peak %s --db %s --guild 1000 %s >written" % (tool, books, site)
    whole_cpu, whole = spent(publish, folder)
    with open(os.path.join(folder, "peak")) as file:
        peak = int(file.read().split()[-1]) / 1024
    whole_files, whole_bytes = size(site)
    runs = []
    for day in range(1, 4):
        subprocess.run(["bash", "-o", "pipefail", "-c", apply % (binaries, day, binaries, books)], check=True, cwd=folder)
        runs.append(spent(publish, folder))
        with open(os.path.join(folder, "written")) as file:
            files, bytes_written = size(site, file.read().split())
    cpu, wall = (sorted(run[i] for run in runs)[1] for i in (0, 1))
    shutil.rmtree(site)
    row("site after one more, CPU", "%.0f ms" % (cpu * 1000), "whole %.1f s" % whole_cpu, cpu / whole_cpu, "< 0.01", cpu < whole_cpu / 100)
    row("site after one more, wall", "%.0f ms" % (wall * 1000), "whole %.1f s" % whole, wall / whole, "< 0.01", wall < whole / 100)
    row("site after one more, written", "%d files, %.1f MB" % (files, bytes_written / 1e6), "%d files, %.0f MB" % (whole_files, whole_bytes / 1e6),
        bytes_written / whole_bytes, "< 0.01", bytes_written < whole_bytes / 100)
    row("gl-site, peak memory", "%.1f MB" % peak, "64 MB", peak / 64, "<= 1", peak <= 64)
