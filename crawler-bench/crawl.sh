#!/bin/sh
# What a whole crawl costs: one process, delay 0, everything persisted, pinned to one core.
#
#   crawler-bench/crawl.sh SEED DNS_HOST:PORT [PAGES]
#
# The web is one that answers on loopback from another process, best pinned to another core, with hosts that are each a
# registrable domain of their own. Prints pages per CPU second (of the whole process, start and compilation included),
# pages per second and the peak of resident memory, and appends them to results/crawl.jsonl with commit and machine.
set -eu
seed=$1 dns=$2 pages=${3:-0}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
"$root/orbweaver" --version >/dev/null
cat >"$data/run.py" <<'PY'
import json, os, platform, re, resource, subprocess, sys, time
root, data, seed, dns, pages, results = sys.argv[1:7]
command = [root + "/orbweaver", "crawl", seed, "--resolve-with", dns, "--allow-private-addresses", "--scope", "any",
           "--max-pages", pages, "--max-depth", "0", "--delay", "0", "--data", data + "/crawl", "--quiet", "--json"]
started = time.time()
run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
wall = time.time() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = used.ru_utime + used.ru_stime
counts = json.loads(run.stdout)["counts"]
commit = subprocess.run(["git", "-C", root, "rev-parse", "--short", "HEAD"], stdout=subprocess.PIPE).stdout.decode().strip()
cores = len(os.sched_getaffinity(0))
line = {"date": time.strftime("%Y-%m-%d"), "commit": commit, "machine": "%s, %d of %d cores" % (
            platform.machine(), cores, os.cpu_count()),
        "pages": counts["fetched"], "bytes": counts["bytes"], "pagesPerCpuSecond": round(counts["fetched"] / cpu),
        "pagesPerSecond": round(counts["fetched"] / wall), "cpuSeconds": round(cpu, 1),
        "peakRssMiB": round(used.ru_maxrss / 1024)}
print(json.dumps(line))
with open(results, "a") as file:
    file.write(json.dumps(line) + "\n")
PY
pin=
if command -v taskset >/dev/null 2>&1; then pin="taskset -c 0"; fi
# The command is split into words on purpose.
# shellcheck disable=SC2086
$pin python3 "$data/run.py" "$root" "$data" "$seed" "$dns" "$pages" "$here/results/crawl.jsonl"
