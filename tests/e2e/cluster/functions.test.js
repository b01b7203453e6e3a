// SPDX-License-Identifier: GPL-3.0-or-later
// The runtime's settings and the sources of the function, all through ConfigMaps.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { root, until } from '../browser/chain.js';
import { image, settings, useNamespace } from './cluster.js';

const stage = useNamespace('functions', namespace => deploy(namespace, {}));
const { namespace } = stage;

/** Deploys the overlay dev with other settings and without the collector, because the tests write measurements. */
async function deploy(namespace, values, { components, pyfile } = {}) {
    const generators = settings(values);
    if (pyfile)
        generators.push({ name: 'pyfile', behavior: 'replace', literals: [`pyfile=${pyfile}`], options: { disableNameSuffixHash: true } });
    await namespace.apply({
        resources: ['k8s/overlays/dev'], components, configMapGenerator: generators,
        patches: [{ target: { kind: 'DaemonSet' }, patch: JSON.stringify([
            { op: 'add', path: '/spec/template/spec/nodeSelector', value: { 'pulseboard.test/none': 'true' } }]) }],
    });
    await namespace.ready();
}

/** Returns a zip of files, given as path and content. */
function zip(files) {
    const folder = mkdtempSync(join(root, 'build', 'cluster', 'zip-'));
    for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
    }
    execFileSync('/usr/bin/python3', ['-m', 'zipfile', '-c', join(folder, 'function.zip'), ...new Set(Object.keys(files).map(path => path.split('/')[0]))],
        { cwd: folder });
    const bytes = readFileSync(join(folder, 'function.zip'));
    rmSync(folder, { recursive: true });
    return bytes;
}

const packaged = (folder, text) => zip({
    [`${folder}/main.py`]: `from ${folder}.words import text


def work(input, context):
    return {"text": text, "number": input["number"]}
`,
    [`${folder}/words.py`]: `text = "${text}"\n`,
    [`${folder}/__init__.py`]: '',
});

const measure = (key, number) => namespace.redis('SET', key, JSON.stringify({ number }));

test('another input key, period and trigger are used', async () => {
    await deploy(namespace, { REDIS_INPUT_KEY: 'other-metrics', INTERVAL: '0.5', TRIGGER: 'poll', HANDLER_FUNCTION: 'work' },
        { pyfile: 'def work(input, context):\n    return {"double": 2 * input["number"], "key": context.input_key}\n' });
    for (const number of [1, 2, 3]) {
        await measure('other-metrics', number);
        await namespace.yields(result => result?.double === 2 * number, `the result of ${number}`);
    }
    assert.equal((await namespace.result()).key, 'other-metrics');
    assert.equal((await namespace.status()).trigger, 'poll');
    const log = await namespace.kubectl(['logs', 'deployment/pulseboard-runtime']);
    assert.match(log, /INTERVAL=0\.5/);
    assert.match(log, /HANDLER_FUNCTION=work/);
});

test('a zip from the binaryData of a ConfigMap, with an entry point in it, is loaded', async () => {
    await namespace.configFile('function-zip', 'function.zip', packaged('first', 'from a ConfigMap'));
    const { binaryData } = await namespace.get('configmap', 'function-zip');
    assert.deepEqual(Object.keys(binaryData), ['function.zip']);
    await deploy(namespace, { HANDLER_FUNCTION: 'first.main.work' }, { components: ['k8s/components/zip-function'] });
    await measure('metrics', 10);
    await namespace.yields(result => result?.text === 'from a ConfigMap' && result.number === 10, 'a result of the zip');

    await namespace.configFile('function-zip', 'function.zip', packaged('first', 'changed'));
    let number = 10;
    await until(async () => {
        await measure('metrics', ++number);
        return (await namespace.result()).text === 'changed';
    }, 'the changed zip is loaded without a restart', 120_000);
    assert.equal((await namespace.pod('runtime')).restarts, 0);
});

test('a zip from a web server in the cluster is loaded', async () => {
    await namespace.configFile('files', 'function.zip', packaged('second', 'from a web server'));
    const labels = { 'app.kubernetes.io/name': 'files' };
    const server = {
        apiVersion: 'v1', kind: 'Pod', metadata: { name: 'files', labels },
        spec: {
            containers: [{
                name: 'files', image: image('runtime-slim'), command: ['/usr/bin/python3', '-m', 'http.server', '--directory', '/files', '8000'],
                volumeMounts: [{ name: 'files', mountPath: '/files' }],
            }],
            volumes: [{ name: 'files', configMap: { name: 'files' } }],
        },
    };
    const service = {
        apiVersion: 'v1', kind: 'Service', metadata: { name: 'files' }, spec: { selector: labels, ports: [{ port: 8000, protocol: 'TCP' }] },
    };
    for (const object of [server, service])
        await namespace.kubectl(['apply', '-f', '-'], { input: JSON.stringify(object) });
    await namespace.kubectl(['wait', '--for=condition=Ready', 'pod/files', '--timeout=120s']);
    await deploy(namespace, { FUNCTION_ZIP: 'http://files:8000/function.zip', HANDLER_FUNCTION: 'second.main.work' });
    await measure('metrics', 20);
    await namespace.yields(result => result?.text === 'from a web server' && result.number === 20, 'a result of the zip');
});
