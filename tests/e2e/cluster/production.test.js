// SPDX-License-Identifier: GPL-3.0-or-later
// Deploys k8s/overlays/production with the Secrets of docs/how-to/production.md.
import assert from 'node:assert/strict';
import { get } from 'node:http';
import { test } from 'node:test';
import { openPage } from '../browser/pages.js';
import { nodeAddress, useNamespace } from './cluster.js';

const token = 'token-of-the-cluster-tests';

// APIs that the Kubernetes of the test node does not have.
const without = (apiVersion, kind, name) =>
    ({ target: { kind, name }, patch: JSON.stringify({ apiVersion, kind, metadata: { name }, $patch: 'delete' }) });

const stage = useNamespace('production', async namespace => {
    const passwords = ['admin', 'runtime', 'dashboard', 'collector'].map(user => `--from-literal=${user}=${Math.random().toString(36).slice(2)}`);
    await namespace.kubectl(['create', 'secret', 'generic', 'redis-users', ...passwords]);
    await namespace.kubectl(['create', 'secret', 'generic', 'dashboard-token', `--from-literal=token=${token}`]);
    await namespace.apply({
        resources: ['k8s/overlays/production'],
        components: ['k8s/components/nodeport'],
        patches: [without('policy/v1', 'PodDisruptionBudget', 'pulseboard-dashboard'),
            ...['runtime', 'dashboard'].map(name => without('monitoring.coreos.com/v1', 'ServiceMonitor', `pulseboard-${name}`))],
    });
    await namespace.ready();
});
const { namespace } = stage;

/** Returns the status of the answer to a request under a host name. */
async function statusFor(host, path, headers = {}, address = undefined) {
    address ??= await namespace.address('pulseboard-dashboard');
    return new Promise((resolve, reject) => {
        get(`http://${address}${path}`, { headers: { Host: host, ...headers } }, answer => resolve(answer.resume().statusCode)).on('error', reject);
    });
}

test('two dashboards run, and the page asks for the token', async test => {
    const { items } = await namespace.get('pods', '-l', 'app.kubernetes.io/component=dashboard');
    assert.equal(items.length, 2);
    const context = await stage.browser.newContext();
    test.after(() => context.close());
    const page = await context.newPage();
    const url = `http://${await namespace.address('pulseboard-dashboard')}/`;
    await page.goto(url);
    await page.locator('input[type=password]').fill(token);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.pulseboard?.report()?.texts.some(text => /^(Live|Connected|Outdated|Waiting)\b/.test(text)));
    const signedIn = await context.storageState();
    const dashboard = await openPage(stage.browser, test, url, { storageState: signedIn });
    await dashboard.shows(report => report.tiles.some(one => one.label === 'CPU mean'), 'the CPUs');
});

test('it answers under the names of the ingress and the Service, and under no other', async () => {
    const authorization = { Authorization: `Bearer ${token}` };
    for (const name of ['pulseboard.example.org', 'pulseboard-dashboard', `pulseboard-dashboard.${namespace.name}.svc.cluster.local`])
        assert.equal(await statusFor(name, '/api/latest', { ...authorization, Origin: `https://${name}` }), 200, name);
    assert.equal(await statusFor('elsewhere.example.org', '/api/latest', authorization), 421);
    assert.equal(await statusFor('pulseboard.example.org', '/api/latest'), 401);
    assert.equal(await statusFor('pulseboard-dashboard', '/metrics', authorization), 200, 'as the ServiceMonitor asks');
});

test('the runtime serves its metrics at the address of its pod and under the names of its Service only', async () => {
    const pod = await namespace.pod('runtime');
    assert.equal(await namespace.statusOfRuntime(pod, '/metrics'), 200, 'as Prometheus asks');
    for (const name of ['pulseboard-runtime:8080', `pulseboard-runtime.${namespace.name}.svc:8080`])
        assert.equal(await namespace.statusOfRuntime(pod, '/metrics', name), 200, name);
    assert.equal(await namespace.statusOfRuntime(pod, '/metrics', 'elsewhere.example.org'), 421);
    assert.equal(await namespace.statusOfRuntime(pod, '/readyz', 'elsewhere.example.org'), 200);
});

test('the component nodeport opens port 30004 of the node', async () => {
    assert.equal(await statusFor('localhost', '/livez', {}, `${await nodeAddress()}:30004`), 200);
});

test('the measured machine has the name of the node', async () => {
    const { node } = await namespace.pod('collector');
    assert.equal(await namespace.redis('HGET', '{metrics}:machine', 'name'), node);
});

test('each user of Redis has only the necessary permissions', async () => {
    const as = (user, ...words) => namespace.kubectl(['exec', 'redis-0', '--', 'redis-cli', '--no-auth-warning', '--user', user, '--pass',
        passwords[user], ...words]);
    const { data } = await namespace.get('secret', 'redis-users');
    const passwords = Object.fromEntries(Object.entries(data).map(([user, text]) => [user, Buffer.from(text, 'base64').toString()]));
    assert.match(await as('dashboard', 'GET', 'metrics'), /timestamp/);
    assert.match(await as('dashboard', 'SET', 'metrics', 'x'), /NOPERM/);
    assert.match(await as('dashboard', 'PUBLISH', 'metrics', 'x'), /NOPERM/);
    assert.match(await as('collector', 'GET', 'metrics'), /NOPERM/);
    assert.match(await as('collector', 'CLIENT', 'PAUSE', '1'), /NOPERM/);
    assert.match(await as('runtime', 'FLUSHALL'), /NOPERM/);
    assert.match(await as('runtime', 'CONFIG', 'GET', '*'), /NOPERM/);
    passwords.default = passwords.admin; // logging in as that user is not possible
    assert.match(await as('default', 'GET', 'metrics'), /NOAUTH/);
});
