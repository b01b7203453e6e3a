// SPDX-License-Identifier: GPL-3.0-or-later
// Tests k8s without a cluster: every rendering with every check, and every check with a broken manifest.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isIP, isIPv4 } from 'node:net';
import { test } from 'node:test';
import { outputKey, root } from '../browser/chain.js';
import { version } from './cluster.js';
import { checks, id, problemsOf, read, render, renderText, renderWith } from './manifests.js';

const contents = path => readFile(join(root, path), 'utf8');
const foldersIn = async path => (await readdir(join(root, path), { withFileTypes: true }))
    .filter(entry => entry.isDirectory()).map(({ name }) => name);

// Objects that users create: docs/how-to/production.md.
const made = {
    'Secret/redis-users': ['admin', 'runtime', 'dashboard', 'collector'],
    'Secret/dashboard-token': ['token'],
    'Secret/pulseboard-tls': ['tls.crt', 'tls.key'],
    'ConfigMap/function-zip': ['function.zip'],
};
const madeForCourse = { 'ConfigMap/pyfile': ['pyfile'], 'ConfigMap/outputkey': ['REDIS_OUTPUT_KEY'] };

// Violations of the profile "restricted", and the components that cause them.
const exceptions = {
    collector: ['DaemonSet/pulseboard-collector: hostPath proc', 'DaemonSet/pulseboard-collector: hostPath sys'],
    hostport: ['Deployment/pulseboard-dashboard: hostPort 53004'],
};

// Components that need others before them.
const before = { 'redis': ['collector'], 'network-policy': ['collector', 'redis'] };

/** Everything that can be rendered: its components, and a function that renders it. */
async function renderings() {
    const overlays = (await foldersIn('k8s/overlays')).map(name => `k8s/overlays/${name}`);
    const folders = await Promise.all(['k8s/base', 'k8s/course', ...overlays].map(async folder => {
        const [{ components = [] }] = read(await contents(`${folder}/kustomization.yaml`));
        return { folder, components: components.map(path => basename(path)), load: () => render(folder) };
    }));
    const components = (await foldersIn('k8s/components')).map(name => {
        const all = [...before[name] ?? [], name];
        return { folder: `k8s/components/${name}`, components: all, load: () => renderWith(all) };
    });
    return [...folders, ...components];
}

const find = (objects, wanted) => objects.find(object => id(object) === wanted);

for (const { folder, components, load } of await renderings()) {
    test(folder, async test => {
        const objects = await load();
        const isCourse = folder.endsWith('/course');
        for (const check of Object.keys(checks)) {
            await test.test(check, async () => {
                const problems = await problemsOf(check, objects, isCourse ? { ...made, ...madeForCourse } : made);
                const expected = check === 'restricted' ? components.flatMap(name => exceptions[name] ?? []) : [];
                assert.deepEqual(problems.sort(), expected.sort());
            });
        }
        await test.test('the version is that of the sources', () => {
            const text = JSON.stringify(objects);
            const versions = [...text.matchAll(/localhost\/pulseboard-[a-z-]+:([^"]+)|kubernetes\.io\/version":"([^"]+)/g)];
            assert.deepEqual([...new Set(versions.map(([, tag, label]) => tag ?? label))], [version]);
        });
        if (folder === 'k8s/course')
            return;
        await test.test('the requirements of the assignment are met', async () => {
            assert.equal(find(objects, 'Service/pulseboard-dashboard').spec.ports[0].port, 53004);
            if (isCourse)
                return;
            const pyfile = await contents('resources/handlers/metrics.py');
            assert.deepEqual(find(objects, 'ConfigMap/pyfile')?.data, { pyfile });
            assert.deepEqual(find(objects, 'ConfigMap/outputkey')?.data, { REDIS_OUTPUT_KEY: outputKey });
        });
    });
}

for (const file of await readdir(join(root, 'k8s/argocd'))) {
    test(`k8s/argocd/${file} is valid and names existing objects`, async () => {
        const objects = read(await contents(`k8s/argocd/${file}`));
        assert.deepEqual(await problemsOf('models', objects), []);
        for (const { spec: { source, ignoreDifferences } } of objects) {
            const rendered = await render(source.path);
            for (const { kind, name } of ignoreDifferences)
                assert.ok(find(rendered, `${kind}/${name}`), `${kind}/${name}`);
        }
    });
}

test('the deployment file of the assignment is unchanged except for the image', async () => {
    const [file] = read(await contents('k8s/course/deployment.yaml'));
    const { image } = file.spec.template.spec.containers[0];
    assert.equal(typeof image, 'string');
    const [name, labels] = ['serverless-redis', { app: 'serverless-redis' }];
    const configMapKeyRef = { name: 'outputkey', key: 'REDIS_OUTPUT_KEY' };
    const container = {
        name,
        image,
        imagePullPolicy: 'Always',
        resources: { requests: { cpu: '100m', memory: '300Mi' } },
        env: [
            { name: 'REDIS_HOST', value: '192.168.121.66' },
            { name: 'REDIS_PORT', value: '6379' },
            { name: 'REDIS_INPUT_KEY', value: 'metrics' },
            { name: 'REDIS_OUTPUT_KEY', valueFrom: { configMapKeyRef } },
        ],
        volumeMounts: [{ name: 'pyfile', mountPath: '/opt/usermodule.py', subPath: 'pyfile' }],
    };
    const volumes = [{ name: 'pyfile', configMap: { name: 'pyfile' } }];
    assert.deepEqual(file, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, labels },
        spec: {
            replicas: 1,
            selector: { matchLabels: labels },
            template: { metadata: { labels }, spec: { containers: [container], volumes } },
        },
    });
    assert.deepEqual(await render('k8s/course'), [file]);
});

test('behind the ingress the gateway accepts the client addresses that the controller reports', async () => {
    const objects = await render('k8s/overlays/production');
    const { data } = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('runtime-config'));
    const networks = data.GATEWAY_TRUSTED_PROXY.split(',');
    assert.ok(networks.length > 0);
    for (const network of networks) {
        const [address, bits] = network.split('/');
        assert.ok(isIP(address) && Number(bits) <= (isIPv4(address) ? 32 : 128), network);
    }
    const { envFrom = [], env = [] } = find(objects, 'Deployment/pulseboard-dashboard').spec.template.spec.containers[0];
    const isGiven = envFrom.some(({ configMapRef }) => configMapRef?.name.startsWith('runtime-config')) ||
        env.some(({ name, valueFrom }) => name === 'GATEWAY_TRUSTED_PROXY' && valueFrom?.configMapKeyRef?.key === name);
    assert.ok(isGiven, JSON.stringify({ envFrom, env }));
});

test('the programs know the names of their Services', async () => {
    const objects = await render('k8s/overlays/production');
    for (const [component, variable] of [['runtime', 'HTTP_ALLOW_HOST'], ['dashboard', 'GATEWAY_ALLOW_HOST']]) {
        const name = `pulseboard-${component}`;
        assert.ok(find(objects, `Service/${name}`));
        const { env } = find(objects, `Deployment/${name}`).spec.template.spec.containers[0];
        const names = env.find(one => one.name === variable).value.split(',');
        for (const ending of ['', '.$(NAMESPACE)', '.$(NAMESPACE).svc', '.$(NAMESPACE).svc.cluster.local'])
            assert.ok(names.includes(name + ending), `${name}${ending} is not in ${names}`);
        const order = env.map(one => one.name);
        assert.ok(order.includes('NAMESPACE') && order.indexOf('NAMESPACE') < order.indexOf(variable), `${order}`);
    }
});

test('the documentation names the images of the current version', async () => {
    for (const page of ['README.md', ...['assignment', 'run-the-runtime', 'serve-browsers'].map(name => `docs/how-to/${name}.md`)]) {
        const text = await contents(page);
        const tags = [...text.matchAll(/pulseboard-[a-z-]+:(\d[\w.-]*)/g)].map(([, tag]) => tag);
        assert.deepEqual([...new Set(tags)], [version], page);
    }
});

test('the overlay in k8s/README.md is valid', async () => {
    const [, text] = /```yaml\n([^`]*kind: Kustomization[^`]*)```/.exec(await contents('k8s/README.md'));
    const objects = await renderText(text.replaceAll('../pulseboard/', '../../'));
    for (const check of Object.keys(checks).filter(name => name !== 'restricted'))
        assert.deepEqual(await problemsOf(check, objects, made), [], check);
    const images = objects.flatMap(({ spec }) => spec?.template?.spec.containers ?? []).map(({ image }) => image);
    assert.deepEqual(images.filter(image => image.startsWith('localhost/')), []);
});

const [dashboard, runtime] = ['Deployment/pulseboard-dashboard', 'Deployment/pulseboard-runtime'];
const [redis, collector] = ['StatefulSet/redis', 'DaemonSet/pulseboard-collector'];
const [service, ingress, monitor] = ['Service/redis', 'Ingress/pulseboard-dashboard', 'ServiceMonitor/pulseboard-runtime'];
const [policy, budget] = ['NetworkPolicy/pulseboard-redis', 'PodDisruptionBudget/pulseboard-dashboard'];
const [pod, container] = ['spec.template.spec', 'spec.template.spec.containers.0'];
const everything = `${dashboard}, ${runtime}, ${redis}, ${collector}`;
const [noPort, noName] = ['no port web at its target', { 'app.kubernetes.io/name': 'web' }];

// The message of each check after a field in the overlay production was changed.
const breakages = [
    ['models', runtime, 'apiVersion', 'extensions/v1beta1', 'extensions/v1beta1 is none of the APIs known here'],
    ['models', runtime, 'spec.replicas', '1', 'data/spec/replicas must be integer'],
    ['models', runtime, `${container}.readinesProbe`, {}, `unknown field ${pod}.containers[0].readinesProbe`],
    ['models', runtime, `${pod}.securityContext`, { runAsRoot: 1 }, `unknown field ${pod}.securityContext.runAsRoot`],
    ['models', monitor, 'spec.endpoints.0.intervall', '15s', 'unknown field spec.endpoints[0].intervall'],
    ['ports', service, 'spec.ports.0.nodePort', 53004, 'port 6379, of the nodes 53004'],
    ['ports', service, 'spec.ports.0.targetPort', 'web', noPort],
    ['ports', runtime, `${container}.ports.0.hostPort`, 65536, 'port 8080, of the node 65536'],
    ['ports', runtime, `${container}.ports.0.name`, 'sixteen-letters-', 'port name sixteen-letters-'],
    ['ports', redis, `${container}.livenessProbe.tcpSocket.port`, 'web', noPort],
    ['ports', policy, 'spec.ingress.0.ports.0.port', 'web', noPort],
    ['ports', ingress, 'spec.rules.0.http.paths.0.backend.service.port.name', 'web', noPort],
    ['ports', monitor, 'spec.endpoints.0.port', 'web', noPort],
    ['selectors', runtime, 'spec.template.metadata.labels', noName, 'selects nothing'],
    ['selectors', service, 'spec.selector', { 'app.kubernetes.io/part-of': 'pulseboard' }, `selects ${everything}`],
    ['selectors', budget, 'spec.selector.matchLabels', noName, 'selects nothing'],
    ['selectors', policy, 'spec.podSelector.matchLabels', noName, 'selects nothing'],
    ['selectors', monitor, 'spec.selector.matchLabels', noName, 'selects nothing'],
    ['references', redis, 'spec.serviceName', 'web', 'no Service/web'],
    ['references', ingress, 'spec.tls.0.secretName', 'web', 'no Secret/web'],
    ['references', runtime, `${pod}.volumes.0.configMap.name`, 'web', 'no ConfigMap/web'],
    ['references', redis, `${container}.env.0.valueFrom.secretKeyRef.key`, 'web', 'no key web in Secret/redis-users'],
    ['restricted', runtime, `${pod}.securityContext.runAsNonRoot`, false, 'runAsNonRoot of runtime'],
    ['restricted', runtime, `${pod}.volumes.1`, { name: 'tmp', hostPath: { path: '/tmp' } }, 'hostPath tmp'],
    ['habits', runtime, `${container}.resources.limits`, {}, 'resources of runtime'],
    ['habits', collector, `${container}.volumeMounts.0.readOnly`, false, 'writes to proc'],
    ['namespaces', 'Namespace/pulseboard', 'metadata.labels', { 'pod-security.kubernetes.io/enforce': 'baseline' },
        `baseline, but ${collector}`],
];

test('each check finds the problem', async () => {
    const production = await render('k8s/overlays/production');
    for (const [check, name, path, value, problem] of breakages) {
        const objects = structuredClone(production);
        const fields = path.split('.');
        const field = fields.pop();
        fields.reduce((inner, field) => inner[field], find(objects, name))[field] = value;
        const problems = await problemsOf(check, objects, made);
        assert.ok(problems.includes(`${name}: ${problem}`), `"${problem}" of ${name} is not in ${problems}`);
    }
});
