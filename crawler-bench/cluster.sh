#!/bin/sh
# What a crawl costs over several workers beside one process: CPU per page, delay 0, everything persisted, all nodes on
# one core.
#
#   crawler-bench/cluster.sh SEED DNS_HOST:PORT PAGES [WORKERS]
#
# PAGES: what the web of SEED has, at least; hosts must be registrable domains of their own. Each node needs some 30,000
# pages until its code is compiled, so the cost is taken over the second half of the pages, and said with and without the
# compiler's threads. Runs one process, then a scheduler and WORKERS (3) on 127.44.0.0/24. Prints one line for each and
# appends it to results/cluster.jsonl.
set -eu
seed=$1 dns=$2 pages=$3 workers=${4:-3}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
"$root/orbweaver" --version >/dev/null
cat >"$data/run.py" <<'PY'
import json, os, subprocess, sys, time, urllib.request

root, data, seed, dns, pages, workers, results = sys.argv[1:8]
pages, workers = int(pages), int(workers)
tick = os.sysconf("SC_CLK_TCK")
common = ["--scope", "any", "--max-pages", "0", "--max-depth", "0", "--delay", "0"]


def start(arguments):
    return subprocess.Popen([root + "/orbweaver"] + arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def seconds(stat):
    fields = stat[stat.rindex(")") + 2:].split()
    return (int(fields[11]) + int(fields[12])) / tick


def cpu(process):
    """Of the process, and of its compiler's threads."""
    task = "/proc/%d/task/" % process.pid
    compiler = 0
    for thread in os.listdir(task):
        with open(task + thread + "/stat") as file:
            stat = file.read()
        compiler += seconds(stat) if "Compiler" in stat[:40] else 0
    with open("/proc/%d/stat" % process.pid) as file:
        return seconds(file.read()), compiler


def fetched(api):
    try:
        with urllib.request.urlopen(api + "/api/v1/crawls/1", timeout=10) as answer:
            return json.load(answer)["counts"]["fetched"]
    except OSError:
        return 0


def measure(what, api, processes):
    samples = []
    for share in (0.5, 0.95):
        while fetched(api) < share * pages:
            if any(process.poll() is not None for process in processes):
                sys.exit(what + ": a process has ended before " + str(share) + " of the pages")
            time.sleep(0.5)
        samples.append((fetched(api), [cpu(process) for process in processes]))
    (first, before), (last, after) = samples
    used = [(a[0] - b[0], a[1] - b[1]) for a, b in zip(after, before)]
    each = last - first
    line = {"date": time.strftime("%Y-%m-%d"), "nodes": what, "pages": each,
            "microsecondsPerPage": round(1e6 * sum(all for all, _ in used) / each),
            "withoutCompiler": round(1e6 * sum(all - compiler for all, compiler in used) / each),
            "byProcess": [round(1e6 * (all - compiler) / each) for all, compiler in used]}
    print(json.dumps(line), flush=True)
    with open(results, "a") as file:
        file.write(json.dumps(line) + "\n")


def end(processes):
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(60)


one = [start(["crawl", seed, "--resolve-with", dns, "--allow-private-addresses", "--api-port", "18080", "--quiet",
              "--data", data + "/one"] + common)]
try:
    measure("one process", "http://127.0.0.1:18080", one)
finally:
    end(one)

nodes = []
try:
    for number in range(workers + 1):
        address = "127.44.0.%d" % (number + 1)
        nodes.append(start(["worker" if number else "scheduler", "--set=node.id=node-%d" % number,
                            "--set=node.data=%s/node-%d" % (data, number), "--set=cluster.join=tcp",
                            "--set=cluster.members=127.44.0.1:5701", "--set=cluster.host=" + address,
                            "--set=http.host=" + address, "--set=http.auth=none",
                            "--set=fetch.allow-private-addresses=true", "--set=fetch.dns.servers=" + dns]))
    api = "http://127.44.0.1:8080"
    while subprocess.run([root + "/orbweaver", "submit", seed, "--api", api] + common, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL).returncode:
        time.sleep(1)
    measure("scheduler and %d workers" % workers, api, nodes)
finally:
    end(nodes)
PY
pin=
if command -v taskset >/dev/null 2>&1; then pin="taskset -c 0"; fi
# The command is split into words on purpose.
# shellcheck disable=SC2086
$pin python3 "$data/run.py" "$root" "$data" "$seed" "$dns" "$pages" "$workers" "$here/results/cluster.jsonl"
