#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev test manifests | cluster | deployment
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# A program that starts a Kubernetes on this machine: `up`, `down`, `status`, `kubectl`, `enter`. See CONTRIBUTING.md.
cluster_tool=${PULSEBOARD_CLUSTER_TOOL:-}

# Stops everything that was started for the tests.
registry='' started=''
end_cluster() {
    [ -z "$registry" ] || kill "$registry" 2>/dev/null || true
    [ -z "$started" ] || "$cluster_tool" down
}

cluster_is_at_hand() { [ -n "${KUBECONFIG:-}" ] || [ -x "$cluster_tool" ]; }

# The cluster that KUBECONFIG names, or one of the tool's, which ends with this script if the script started it.
use_cluster() {
    if [ -n "${KUBECONFIG:-}" ]; then
        export KUBECTL=${KUBECTL:-kubectl}
    elif [ -x "$cluster_tool" ]; then
        say "starting a Kubernetes on this machine: $cluster_tool up"
        "$cluster_tool" status >/dev/null 2>&1 || started=1
        trap end_cluster EXIT
        "$cluster_tool" up >/dev/null
        export KUBECTL="$cluster_tool kubectl"
    else
        die "no cluster to test on: set KUBECONFIG and PULSEBOARD_REGISTRY, or PULSEBOARD_CLUSTER_TOOL; see CONTRIBUTING.md"
    fi
}

# Pods pull images from PULSEBOARD_REGISTRY, or from a registry on the tool's node, which pods reach as localhost.
use_registry() {
    local folder=build/cluster/registry address
    if [ -n "${PULSEBOARD_REGISTRY:-}" ]; then
        tools/images.sh push "$PULSEBOARD_REGISTRY"
        return
    fi
    address=$($KUBECTL get nodes -o 'jsonpath={.items[0].status.addresses[0].address}')
    rm -rf "$folder"
    mkdir -p "$folder"
    printf 'version: 0.1\nlog: {level: warn}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: ":5000"}\n' \
        "$PWD/$folder" >"$folder.yml"
    "$cluster_tool" enter docker-registry serve "$folder.yml" >"$folder.log" 2>&1 &
    registry=$!
    until (: >"/dev/tcp/$address/5000") 2>/dev/null; do
        kill -0 "$registry" 2>/dev/null || die "the registry ended: $folder.log"
        sleep 0.2
    done
    export PULSEBOARD_REGISTRY=localhost:5000 PULSEBOARD_REGISTRY_API=http://$address:5000
    REGISTRY_TLS=no tools/images.sh push "$address:5000"
}

# Debian's service of that name would listen on all networks.
install_registry() {
    command -v docker-registry >/dev/null && return
    install_packages docker-registry
    if [ -d /run/systemd/system ]; then as_root systemctl disable --now docker-registry; fi
}

test_cluster() {
    if [ -z "${KUBECONFIG:-}" ]; then
        install_registry
    elif [ -z "${PULSEBOARD_REGISTRY:-}" ]; then
        die "set PULSEBOARD_REGISTRY to a registry that this machine pushes to and the cluster pulls from"
    fi
    prepare_browsers
    tools/images.sh
    use_cluster
    use_registry
    say "testing on a cluster; pictures go to build/browser-pictures"
    run_node_tests cluster tests/e2e/cluster/*.test.js
}

# kubectl from PATH, otherwise Debian's (from 13 on); one that is too old does not support components.
kubectl_is_at_hand() {
    ${KUBECTL:-kubectl} kustomize k8s/overlays/dev >/dev/null 2>&1 ||
        { apt-cache show kubectl >/dev/null 2>&1 && install_packages kubectl; }
}

# Tests the manifests without a cluster.
test_manifests() {
    install_for_node
    kubectl_is_at_hand || use_cluster
    run_node_tests manifests tests/e2e/cluster/manifests.test.js
}

# Builds the images, and tests them with the manifests if there is a cluster.
test_deployment() {
    if cluster_is_at_hand; then
        test_cluster
    else
        tools/images.sh
        say "images and manifests are not tested, because there is no cluster"
        if kubectl_is_at_hand; then test_manifests; else say "manifests are not tested, because there is no kubectl 1.29 or newer"; fi
    fi
}

"test_$1"
