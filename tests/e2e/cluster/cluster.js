// SPDX-License-Identifier: GPL-3.0-or-later
// A namespace with our manifests and images, in the cluster that kubectl is configured for.
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { after, before } from 'node:test';
import { outputKey, root, until } from '../browser/chain.js';
import { launchChromium } from '../browser/pages.js';
import { kubectl } from './kubectl.js';

export const version = /^set\(PULSEBOARD_VERSION (.+)\)$/m.exec(readFileSync(join(root, 'CMakeLists.txt'), 'utf8'))[1];

/** Returns the name of an image in the cluster's registry. */
export const image = name => `${process.env.PULSEBOARD_REGISTRY}/pulseboard-${name}:${version}`;

const folder = join(root, 'build', 'cluster');
const images = ['runtime', 'dashboard', 'collector'].map(name => ({
    name: `localhost/pulseboard-${name}`, newName: image(name).replace(/:[^:/]*$/, ''), newTag: version,
})).concat({ name: 'redis', newName: image('redis').replace(/:[^:/]*$/, ''), newTag: version });

export const settings = values => [{
    name: 'runtime-config', behavior: 'merge', literals: Object.entries(values).map(([name, value]) => `${name}=${value}`),
}];

export async function nodeAddress() {
    const [node] = JSON.parse(await kubectl(['get', 'nodes', '-o', 'json'])).items;
    return node.status.addresses.find(one => one.type === 'InternalIP').address;
}

const ownLabel = 'pulseboard.test/own=true';

export class Namespace {
    constructor(name) {
        this.name = `pulseboard-test-${name}`;
    }

    kubectl(args, options) {
        return kubectl(['--namespace', this.name, ...args], options);
    }

    /** Creates it with a label that marks it as ours; first deletes one that an interrupted run has left. */
    async create() {
        await this.remove({ wait: true });
        if (await kubectl(['get', 'namespace', this.name, '--ignore-not-found', '-o', 'name']))
            throw new Error(`there is a namespace ${this.name} that is not of these tests`);
        await kubectl(['create', 'namespace', this.name]);
        await kubectl(['label', 'namespace', this.name, ownLabel]);
    }

    async remove({ wait = false } = {}) {
        const ours = ['--selector', ownLabel, '--field-selector', `metadata.name=${this.name}`];
        await kubectl(['delete', 'namespace', ...ours, `--wait=${wait}`]);
    }

    /** Applies a kustomization; its resources and components are paths from the root of the checkout. */
    async apply({ resources = [], components = [], ...rest }) {
        const own = join(folder, this.name);
        const from = path => relative(own, join(root, path));
        await mkdir(own, { recursive: true });
        await writeFile(join(own, 'kustomization.yaml'), JSON.stringify({
            apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', namespace: this.name, images,
            resources: resources.map(from), components: components.map(from), ...rest,
        }));
        await this.kubectl(['apply', '-k', own]);
    }

    /** Waits until all workloads run as last applied. */
    async ready(timeout = '240s') {
        const names = (await this.kubectl(['get', 'deployments,statefulsets,daemonsets', '-o', 'name'])).split('\n').filter(Boolean);
        for (const name of names)
            await this.kubectl(['rollout', 'status', name, `--timeout=${timeout}`], { timeout: 300_000 });
    }

    async get(...what) {
        return JSON.parse(await this.kubectl(['get', ...what, '-o', 'json']));
    }

    /** Returns the pod of a component or of Redis that is not terminating. */
    async pod(component) {
        const { items } = await this.get('pods', '-l', `app.kubernetes.io/component=${component}`);
        const pods = items.filter(pod => !pod.metadata.deletionTimestamp);
        if (pods.length !== 1)
            throw new Error(`${pods.length} pods of ${component}`);
        const { metadata, spec, status } = pods[0];
        return {
            name: metadata.name, uid: metadata.uid, ip: status.podIP, node: spec.nodeName,
            restarts: status.containerStatuses?.[0].restartCount,
            ready: status.conditions?.some(one => one.type === 'Ready' && one.status === 'True') ?? false,
        };
    }

    python(pod, text) {
        return this.kubectl(['exec', pod, '--', '/usr/bin/python3', '-c', text]);
    }

    /** Requests a path at the address of a runtime's pod under a host name, as probes do; returns the status. */
    async statusOfRuntime({ name, ip }, path, host = `${ip}:8080`) {
        return Number(await this.python(name, `
import http.client
connection = http.client.HTTPConnection(${JSON.stringify(ip)}, 8080, timeout=10)
connection.request("GET", ${JSON.stringify(path)}, headers={"Host": ${JSON.stringify(host)}})
print(connection.getresponse().status)`));
    }

    /** Runs one command with redis-cli in the Redis pod as its administrator, and returns the output. */
    async redis(...words) {
        const pod = await this.pod('database');
        const reply = await this.kubectl(['exec', pod.name, '--', 'redis-cli', '-e', '--user', 'admin', '--no-auth-warning', ...words]);
        return reply.replace(/\n$/, '');
    }

    async result(key = outputKey) {
        const json = await this.redis('GET', key);
        return json ? JSON.parse(json) : undefined;
    }

    /** Waits for a result that fulfils `condition`, and returns it. */
    async yields(condition, what, { key, timeout = 60_000 } = {}) {
        let last;
        try {
            return await until(async () => condition(last = await this.result(key)) && last, what, timeout);
        } catch (error) {
            throw new Error(`${error.message}; the last one: ${JSON.stringify(last)}`, { cause: error });
        }
    }

    async status() {
        const words = (await this.redis('HGETALL', `{${outputKey}}:status`)).split('\n');
        return Object.fromEntries(words.filter((_, at) => at % 2 === 0).map((name, at) => [name, words[2 * at + 1]]));
    }

    /** Returns the records of the history: time, result and measurement of each. */
    async history() {
        const words = (await this.redis('XRANGE', `{${outputKey}}:history`, '-', '+')).split('\n');
        const records = [];
        words.forEach((word, at) => {
            if (word === 't')
                records.push({ time: Number(words[at + 1]), result: JSON.parse(words[at + 3]), measurement: JSON.parse(words[at + 5]) });
        });
        return records;
    }

    /** Creates or replaces a ConfigMap as users do: `kubectl create … | kubectl apply -f -`. */
    async configMap(name, ...from) {
        await this.kubectl(['apply', '-f', '-'], { input: await this.kubectl(['create', 'configmap', name, ...from, '--dry-run=client', '-o', 'yaml']) });
    }

    /** Creates a ConfigMap with one file; `content` is text or bytes. */
    async configFile(name, key, content) {
        const file = join(folder, this.name, key);
        await writeFile(file, content);
        await this.configMap(name, `--from-file=${key}=${file}`);
    }

    /** Returns the address at which this machine reaches a Service. */
    async address(service) {
        const { spec } = await this.get('service', service);
        return `${spec.clusterIP}:${spec.ports[0].port}`;
    }
}

/** A namespace and a Chromium, for all tests of a file. */
export function useNamespace(name, prepare) {
    const namespace = new Namespace(name);
    const stage = { namespace };
    before(async () => {
        await mkdir(join(folder, namespace.name), { recursive: true });
        await namespace.create();
        await prepare(namespace);
        stage.browser = await launchChromium();
    });
    after(async () => {
        await stage.browser?.close();
        await namespace.remove();
    });
    return stage;
}
