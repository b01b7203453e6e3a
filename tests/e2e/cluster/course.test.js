// SPDX-License-Identifier: GPL-3.0-or-later
// The assignment as users do it: its deployment file with our image, and two ConfigMaps created with kubectl.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, until } from '../browser/chain.js';
import { openPage, tile } from '../browser/pages.js';
import { image, nodeAddress, settings, useNamespace } from './cluster.js';

const resultKey = '2021031637-proj3-output';
const measurement = await readFile(join(root, 'tests', 'data', 'payloads', 'metrics-2023-02-27.json'), 'utf8');

// A Redis as in the course: one for all, without users; its Service is called redis, too.
const redis = {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'redis', labels: { 'app.kubernetes.io/component': 'database' } },
    spec: { containers: [{ name: 'redis', image: image('redis') }] },
};
const service = {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'redis' },
    spec: { selector: redis.metadata.labels, ports: [{ port: 6379, protocol: 'TCP' }] },
};

let address;
const stage = useNamespace('course', async namespace => {
    for (const object of [redis, service])
        await namespace.kubectl(['apply', '-f', '-'], { input: JSON.stringify(object) });
    await namespace.kubectl(['wait', '--for=condition=Ready', 'pod/redis', '--timeout=120s']);
    address = (await namespace.address('redis')).split(':')[0];
});
const { namespace } = stage;
namespace.redis = async (...words) => (await namespace.kubectl(['exec', 'redis', '--', 'redis-cli', '-e', ...words])).replace(/\n$/, '');

let number = 0;

/** Writes another measurement, so that the function is called. */
const measure = () => namespace.redis('SET', 'metrics', JSON.stringify({ ...JSON.parse(measurement), n_pids: ++number }));

/**
 * Restarts the runtime and waits until the previous one has ended: until then it calls its function, too, and may write
 * last. Its pod can stay listed for a while longer.
 */
async function restart() {
    await namespace.kubectl(['rollout', 'restart', 'deployment/serverless-redis']);
    await namespace.kubectl(['rollout', 'status', 'deployment/serverless-redis', '--timeout=120s']);
    let states;
    try {
        await until(async () => {
            const { items } = await namespace.get('pods', '-l', 'app=serverless-redis');
            states = items.map(({ metadata, status }) => [metadata.name, metadata.deletionTimestamp, status.containerStatuses?.[0].state]);
            return states.filter(([, , state]) => !state?.terminated).length === 1;
        }, 'the end of the previous runtime', 60_000);
    } catch (error) {
        throw new Error(`${error.message}: ${JSON.stringify(states)}`, { cause: error });
    }
}

test('the deployment file works with nothing but image and address changed', async () => {
    await namespace.configMap('pyfile', `--from-file=pyfile=${join(root, 'resources', 'handlers', 'metrics.py')}`);
    await namespace.configMap('outputkey', `--from-literal=REDIS_OUTPUT_KEY=${resultKey}`);
    const file = await readFile(join(root, 'k8s', 'course', 'deployment.yaml'), 'utf8');
    const changed = file.replace(/image: .*/, `image: ${image('runtime')}`).replace(/"192\.168\.[\d.]+"/, `"${address}"`);
    assert.equal(changed.split('\n').filter((line, at) => line !== file.split('\n')[at]).length, 2);
    await namespace.kubectl(['apply', '-f', '-'], { input: changed });
    await namespace.kubectl(['rollout', 'status', 'deployment/serverless-redis', '--timeout=240s'], { timeout: 300_000 });
    await measure();
    const result = await namespace.yields(one => one, 'a result', { key: resultKey });
    assert.ok(result.percentage_outgoing_bytes > 0);
    assert.equal(Object.keys(result).filter(key => key.startsWith('moving_average_cpu_percent-')).length, 16);
    const { items } = await namespace.get('pods', '-l', 'app=serverless-redis');
    assert.deepEqual(items.map(pod => pod.status.containerStatuses[0].restartCount), [0]);
});

test('probes and Prometheus reach the port of that runtime at the address of the pod', async () => {
    const { items: [{ metadata: { name }, status: { podIP: ip } }] } = await namespace.get('pods', '-l', 'app=serverless-redis');
    for (const path of ['/livez', '/readyz', '/metrics', '/errors'])
        assert.equal(await namespace.statusOfRuntime({ name, ip }, path), 200, path);
    assert.equal(await namespace.statusOfRuntime({ name, ip }, '/metrics', 'elsewhere.example.org'), 421);
    assert.equal(await namespace.statusOfRuntime({ name, ip }, '/livez', 'elsewhere.example.org'), 200);
});

test('another function in the subPath file is used after a rollout', async () => {
    await namespace.configFile('pyfile', 'pyfile', 'def handler(input, context):\n    return {"pids": input["n_pids"]}\n');
    await restart();
    await measure();
    await namespace.yields(one => one.pids, 'a result of the new function', { key: resultKey });
});

test('the overlay adds the dashboard at port 53004 of the node', async test => {
    const before = await namespace.get('configmap', 'pyfile');
    await namespace.apply({ resources: ['k8s/overlays/course'], configMapGenerator: settings({ REDIS_HOST: address }) });
    await namespace.ready();
    assert.deepEqual(await namespace.get('configmap', 'pyfile'), before, 'the existing objects are not changed');
    await namespace.configMap('pyfile', `--from-file=pyfile=${join(root, 'resources', 'handlers', 'metrics.py')}`);
    await restart();
    await measure();
    await namespace.yields(one => one.percentage_outgoing_bytes, 'a result of the sample function', { key: resultKey });
    const page = await openPage(stage.browser, test, `http://${await nodeAddress()}:53004/`);
    await page.shows(report => tile(report, 'CPU mean')?.detail === 'of 16 CPUs', 'the CPUs of the measurement');
    await page.picture('cluster-course');
});
