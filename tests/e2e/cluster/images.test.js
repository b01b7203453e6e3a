// SPDX-License-Identifier: GPL-3.0-or-later
// Checks the images in the registry, and starts them on the node with the strictest restrictions.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { until } from '../browser/chain.js';
import { image, useNamespace, version } from './cluster.js';
import { kubectlInBackground } from './kubectl.js';

const stage = useNamespace('images', async () => {});
const { namespace } = stage;

const programs = {
    runtime: 'pulseboard-runtime', 'runtime-slim': 'pulseboard-runtime', dashboard: 'pulseboard-gateway',
    collector: 'pulseboard-collector', redis: undefined,
};
const mostMegabytes = { runtime: 1000, 'runtime-slim': 320, dashboard: 150, collector: 100, redis: 50 }; // unpacked

async function fetchFromRegistry(path, accept = '*/*') {
    const registry = process.env.PULSEBOARD_REGISTRY_API ?? `https://${process.env.PULSEBOARD_REGISTRY}`;
    const answer = await fetch(`${registry}/v2/${path}`, { headers: { Accept: accept } });
    assert.equal(answer.status, 200, path);
    return Buffer.from(await answer.arrayBuffer());
}

/** Returns an image's configuration, and its layers as tar archives. */
async function pull(name) {
    const manifest = JSON.parse(await fetchFromRegistry(`pulseboard-${name}/manifests/${version}`, 'application/vnd.oci.image.manifest.v1+json'));
    const blob = ({ digest }) => fetchFromRegistry(`pulseboard-${name}/blobs/${digest}`);
    const { config } = JSON.parse(await blob(manifest.config));
    const layers = [];
    for (const layer of manifest.layers)
        layers.push(gunzipSync(await blob(layer)));
    return { config, layers };
}

/** Returns what tar prints about an archive. */
async function tar(archive, ...args) {
    const process = spawn('tar', [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    process.stdin.on('error', () => {}); // tar may exit before it has read everything
    process.stdin.end(archive);
    const chunks = [];
    for await (const chunk of process.stdout)
        chunks.push(chunk);
    return Buffer.concat(chunks).toString();
}

for (const [name, limit] of Object.entries(mostMegabytes)) {
    test(`${name} has its user, init, labels and bill of materials, and is not too large`, async test => {
        const { config, layers } = await pull(name);
        assert.equal(config.User, '65532:65532');
        assert.deepEqual(config.Entrypoint.slice(0, 2), ['/usr/bin/tini', '--']);
        assert.equal(config.Env.includes('HTTP_ADDRESS=::'), name.startsWith('runtime'), 'probes reach the port of a pod');
        const label = key => config.Labels[`org.opencontainers.image.${key}`];
        assert.equal(label('title'), `pulseboard-${name}`);
        assert.equal(label('version'), version);
        assert.match(label('revision'), /^[0-9a-f]{12}(-dirty)?$/);
        assert.ok(Date.parse(label('created')) > Date.parse('2026-01-01'));
        assert.ok(label('description') && label('licenses'));

        const megabytes = layers.reduce((sum, layer) => sum + layer.length, 0) / 1e6;
        test.diagnostic(`${name}: ${megabytes.toFixed(1)} MB unpacked`);
        assert.ok(megabytes < limit, `${megabytes} MB`);

        const bom = JSON.parse(await tar(layers.at(-1), '-xO', '--wildcards', '*usr/share/doc/sbom.cdx.json'));
        assert.equal(bom.bomFormat, 'CycloneDX');
        assert.equal(bom.metadata.component.name, `pulseboard-${name}`);
        const names = bom.components.map(component => component.name);
        assert.ok(names.includes('libc6') && names.includes('tini'), `${names}`);
        assert.equal(names.includes('qt6-base'), name === 'dashboard', 'the packages that the page was built from');
        assert.ok(bom.components.every(component => component.purl.startsWith('pkg:deb/debian/') && component.version));
        test.diagnostic(`${name}: ${names.length} packages`);

        if (name.startsWith('runtime'))
            return;
        for (const layer of layers) {
            const files = (await tar(layer, '-t')).split('\n');
            assert.deepEqual(files.filter(file => /(^|\/)([abd]a?sh|sh|busybox)$/.test(file)), [], 'no shell');
            const modes = (await tar(layer, '-tv')).split('\n').map(line => line.slice(0, 10));
            assert.deepEqual(modes.filter(mode => mode.startsWith('-') && mode.includes('s')), [], 'nothing is setuid');
        }
    });
}

const restricted = {
    runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' },
};

/** Starts a pod of one container that conforms to the profile "restricted" and can write to /tmp only. */
async function start(pod, container) {
    await namespace.kubectl(['apply', '-f', '-'], {
        input: JSON.stringify({
            apiVersion: 'v1', kind: 'Pod', metadata: { name: pod },
            spec: {
                restartPolicy: 'Never', automountServiceAccountToken: false, terminationGracePeriodSeconds: 20,
                containers: [{ name: pod, securityContext: restricted, volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }], ...container }],
                volumes: [{ name: 'tmp', emptyDir: {} }],
            },
        }),
    });
}

/** Returns the output of a command in an image. */
async function output(pod, name, command) {
    await start(pod, { image: image(name), command: ['/usr/bin/tini', '--', ...command] });
    const { phase } = await until(async () => {
        const { status } = await namespace.get('pod', pod);
        return ['Succeeded', 'Failed'].includes(status.phase) && status;
    }, `${pod} has ended`, 120_000);
    const log = await namespace.kubectl(['logs', pod]);
    assert.equal(phase, 'Succeeded', log);
    return log;
}

for (const [name, program] of Object.entries(programs).filter(([, program]) => program)) {
    test(`${name} prints its build with --version`, async () => {
        const text = await output(`version-${name}`, name, [`/usr/bin/${program}`, '--version']);
        assert.match(text, new RegExp(`^${program} ${version.replaceAll('.', '\\.')} \\(revision [0-9a-f]{12}(-dirty)?, Qt 6\\.8\\.\\d+, GCC 14\\.[\\d.]+\\)\\n$`));
    });
}

const plain = ['requests', 'tqdm', 'redis', 'psutil', 'icecream', 'pip'];
const scientific = ['numpy', 'pandas', 'matplotlib.pyplot', 'sklearn'];

test('the runtime has the packages that functions use, the slim one those that are not scientific', async () => {
    const attempt = `
import importlib
for name in ${JSON.stringify([...plain, ...scientific])}:
    try:
        importlib.import_module(name)
        print(name)
    except ModuleNotFoundError:
        pass`;
    const found = async name => (await output(`packages-${name}`, name, ['/usr/bin/python3', '-c', attempt])).trim().split('\n');
    assert.deepEqual(await found('runtime'), [...plain, ...scientific]);
    assert.deepEqual(await found('runtime-slim'), plain);
});

test('the init forwards signals and reaps orphaned processes', async () => {
    await start('init', {
        image: image('runtime-slim'),
        env: [{ name: 'REDIS_INPUT_KEY', value: 'k' }, { name: 'REDIS_HOST', value: '127.0.0.1' }, { name: 'PYFILE', value: 'def handler(i, c): pass' }],
    });
    await namespace.kubectl(['wait', '--for=condition=Ready', 'pod/init', '--timeout=60s']);
    const states = async () => (await namespace.python('init', `
import glob
print(*(open(path).read().rsplit(") ", 1)[1][0] for path in glob.glob("/proc/[0-9]*/stat")))`)).trim().split(' ');
    // Its parent ends first.
    await namespace.python('init', 'import os, time; os.fork() or (os.setsid(), os.fork() or time.sleep(0.5), os._exit(0))');
    await until(async () => (await states()).length === 4, 'init, supervisor, worker and the process that lists them', 20_000);
    assert.ok(!(await states()).includes('Z'));

    const log = await kubectlInBackground(['--namespace', namespace.name, 'logs', '--follow', 'init'], /pulseboard-runtime/);
    await namespace.kubectl(['delete', 'pod', 'init']);
    await until(() => log.output().includes('Stopping after the current call'), 'the runtime received the signal', 10_000);
});
