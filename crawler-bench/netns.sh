#!/bin/sh
# Cuts a worker off from the network during a crawl, in network namespaces of its own; needs root and Linux.
#
#   crawler-bench/netns.sh [-Dcluster.full=true]
#
# The web and the test are in one namespace, with a bridge to four others, one for each node. The test (NetworkCutIT)
# starts the nodes, takes the link of a worker down or filters its packets, and checks what was fetched. Nothing of the
# machine's own network is touched, and everything is removed at the end.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
prefix=orbweaver-$$-
web=${prefix}web
nodes="scheduler:1 worker-1:11 worker-2:12 worker-3:13"

clean() {
    for node in $nodes; do
        ip netns delete "$prefix${node%:*}" 2>/dev/null || true
    done
    ip netns delete "$web" 2>/dev/null || true
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cd -- "$root"
mvn -q -B -DskipTests -pl crawler-app -am package

ip netns add "$web"
ip -n "$web" link set lo up
ip -n "$web" link add bridge type bridge
ip -n "$web" address add 10.77.0.254/16 dev bridge
ip -n "$web" link set bridge up
# All of these addresses are this namespace's, without naming each.
ip -n "$web" route add local 10.77.64.0/20 dev lo
for node in $nodes; do
    name=${node%:*}
    ip netns add "$prefix$name"
    ip -n "$prefix$name" link set lo up
    ip -n "$web" link add "v-$name" type veth peer name eth0 netns "$prefix$name"
    ip -n "$web" link set "v-$name" master bridge up
    ip -n "$prefix$name" address add "10.77.0.${node#*:}/16" dev eth0
    ip -n "$prefix$name" link set eth0 up
done

# Maven is offline here: what it needs is there by now.
ip netns exec "$web" mvn -q -B -o -pl crawler-app -am verify \
    -Dtest=none -Dit.test=NetworkCutIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
    -Dcluster.namespaces="$prefix" "$@"
