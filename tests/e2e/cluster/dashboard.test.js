// SPDX-License-Identifier: GPL-3.0-or-later
// Deploys k8s/overlays/dev in a cluster with one measurement a second, and keeps a page open.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, until } from '../browser/chain.js';
import { line, openPage } from '../browser/pages.js';
import { settings, useNamespace } from './cluster.js';
import { kubectl, kubectlInBackground } from './kubectl.js';

const stage = useNamespace('dashboard', async namespace => {
    await namespace.apply({ resources: ['k8s/overlays/dev'], configMapGenerator: settings({ COLLECTOR_PERIOD: 1 }) });
    await namespace.ready();
});
const { namespace } = stage;

const url = async () => `http://${await namespace.address('pulseboard-dashboard')}/`;
const moments = async () => (await namespace.history()).map(record => record.time);
const shown = report => line(report, 'Egress', 'Egress');

async function open(test, options) {
    const page = await openPage(stage.browser, test, await url(), { link: '#view=overview&range=5m', ...options });
    page.mark = Math.random();
    await page.page.evaluate(mark => { window.mark = mark; }, page.mark);
    return page;
}

/** Returns the messages in the console, except those of Chromium about each page without TLS. */
const complaints = page => page.problems.filter(text => !text.includes('Cross-Origin-Opener-Policy'));

/** Checks that the page was not reloaded, and shows all results of the last minute. */
async function assertWhole(page) {
    await until(async () => {
        const { time, count } = shown(await page.report());
        const times = (await moments()).filter(one => one > time - 300_000 && one <= time);
        return times.length === count && times.at(-1) === time;
    }, 'all results in sight', 30_000);
    assert.equal(await page.page.evaluate(() => window.mark), page.mark);
}

let firstResult;

test('everything starts, and the page at port 53004 of the Service shows the CPUs of the node', async test => {
    const { spec } = await namespace.get('service', 'pulseboard-dashboard');
    assert.equal(spec.ports[0].port, 53004);
    const node = JSON.parse(await kubectl(['get', 'nodes', '-o', 'json'])).items[0].status.capacity;
    const page = await open(test);
    const report = await page.shows(one => shown(one)?.count >= 3, 'three results');
    const labels = report.charts.flatMap(chart => chart.lines.map(one => one.label)).filter(label => /^CPU \d+$/.test(label));
    assert.equal(new Set(labels).size, Number(node.cpu), `CPUs: ${labels}`);
    const records = await namespace.history();
    const { measurement } = records.at(-1);
    firstResult = records[0].time;
    assert.equal(Math.floor(measurement['virtual_memory-total'] / 1024), parseInt(node.memory), 'the memory of the node');
    assert.deepEqual(complaints(page), []);
});

test('kubectl port-forward shows it, too', async test => {
    const forward = await kubectlInBackground(['--namespace', namespace.name, 'port-forward', 'service/pulseboard-dashboard', ':53004'],
        /Forwarding from 127\.0\.0\.1:(\d+)/);
    test.after(() => forward.stop());
    const page = await openPage(stage.browser, test, `http://127.0.0.1:${forward.match[1]}/`);
    await page.shows(one => shown(one)?.count >= 3, 'results');
});

test('browsers stay connected and miss nothing during a rollout of the dashboard', async test => {
    const pages = [];
    for (let number = 0; number < 3; ++number)
        pages.push(await open(test));
    const before = await namespace.pod('dashboard');
    await namespace.kubectl(['rollout', 'restart', 'deployment/pulseboard-dashboard']);
    await namespace.ready();
    await until(async () => (await namespace.pod('dashboard')).uid !== before.uid, 'another pod', 30_000);
    const after = (await moments()).length;
    await until(async () => (await moments()).length >= after + 2, 'two more results', 30_000);
    for (const page of pages)
        await assertWhole(page);
});

async function killWorker() {
    const pod = await namespace.pod('runtime');
    const before = Number((await namespace.status()).worker_restarts);
    const killed = await namespace.python(pod.name, `
import glob, os
for path in glob.glob("/proc/[0-9]*/cmdline"):
    if open(path, "rb").read().startswith(b"/usr/bin/pulseboard-runtime\\0--worker"):
        os.kill(int(path.split("/")[2]), 9)
        print("killed")`);
    assert.equal(killed, 'killed\n');
    return async () => {
        const now = await namespace.pod('runtime');
        assert.deepEqual([now.uid, now.restarts], [pod.uid, pod.restarts], 'the pod is the same, and was not restarted');
        return Number((await namespace.status()).worker_restarts) > before;
    };
}

const force = ['--grace-period=0', '--force'];

const killPod = (component, how = force) => async () => {
    const pod = await namespace.pod(component);
    await namespace.kubectl(['delete', 'pod', pod.name, ...how]);
    return async () => {
        const now = await namespace.pod(component);
        return now.uid !== pod.uid && now.ready;
    };
};

const kills = {
    worker: killWorker,
    runtime: killPod('runtime'),
    Redis: killPod('database', ['--grace-period=1']), // otherwise a second one could start on the files of the first
    gateway: killPod('dashboard'),
};
for (const [name, kill] of Object.entries(kills)) {
    test(`the ${name} is killed: everything recovers within 30 s, and the page continues by itself`, async test => {
        const page = await open(test);
        const isBack = await kill();
        const start = Date.now(); // for Redis, its pod is gone now: Kubernetes can take most of a minute to remove it
        await until(isBack, `${name} is back`, 30_000);
        const back = Date.now();
        await page.shows(one => shown(one)?.time > back, 'a result from after that', 30_000);
        const seconds = (Date.now() - start) / 1000;
        test.diagnostic(`${name}: back in ${((back - start) / 1000).toFixed(1)} s, in sight after ${seconds.toFixed(1)} s`);
        assert.ok(seconds < 30, `${seconds} s`);
        assert.equal(await page.page.evaluate(() => window.mark), page.mark);
    });
}

test('no moving average was lost: all results are those of an undisturbed run over the same measurements', async () => {
    const records = await namespace.history();
    const seconds = (records.at(-1).time - firstResult) / 1000;
    assert.ok(records.length > 30 && records[0].time === firstResult, `${records.length} results over ${seconds} s`);
    const program = `
import json, sys, types
sys.path.insert(0, ${JSON.stringify(join(root, 'resources', 'handlers'))})
from metrics import handler
context = types.SimpleNamespace(env={})
json.dump([handler(one, context) for one in json.load(sys.stdin)], sys.stdout)`;
    const undisturbed = spawnSync('/usr/bin/python3', ['-c', program],
        { input: JSON.stringify(records.map(record => record.measurement)), encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.equal(undisturbed.stderr, '');
    JSON.parse(undisturbed.stdout).forEach((expected, at) => {
        const { result } = records[at];
        assert.deepEqual(Object.keys(result), Object.keys(expected));
        for (const [key, value] of Object.entries(expected)) // Python 3.12 and newer add up more exactly
            assert.ok(Math.abs(result[key] - value) < 1e-9, `record ${at} of ${records.length}: ${key} is ${result[key]}, not ${value}`);
    });
});

test('pictures show the results in each theme and size', async test => {
    const looks = [['light', 1100, 700], ['dark', 1100, 700], ['dark', 1920, 1080], ['light', 390, 844]];
    for (const [theme, width, height] of looks) {
        const page = await open(test, { colorScheme: theme, viewport: { width, height } });
        await page.shows(report => shown(report)?.count > 30, 'the results');
        await page.picture(`cluster-${theme}-${width}`);
        assert.deepEqual(complaints(page), []);
    }
});

const returns = text => `def handler(input, context):
    return {"text": "${text}", "function_getmtime": context.function_getmtime}
`;

test('another function in the ConfigMap is loaded without a restart, and function_getmtime follows', async () => {
    const pod = await namespace.pod('runtime');
    await namespace.configFile('pyfile', 'pyfile', returns('first'));
    const first = await namespace.yields(result => result?.text === 'first', 'a result of the new function', { timeout: 120_000 });
    await namespace.configFile('pyfile', 'pyfile', returns('second'));
    const second = await namespace.yields(result => result?.text === 'second', 'a result of the next one', { timeout: 120_000 });
    assert.match(first.function_getmtime, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    assert.ok(second.function_getmtime > first.function_getmtime, `${first.function_getmtime}, ${second.function_getmtime}`);
    const now = await namespace.pod('runtime');
    assert.deepEqual([now.uid, now.restarts], [pod.uid, 0]);
});

test('a function that leaks is stopped by its own limit, and the pod is not restarted', async () => {
    const pod = await namespace.pod('runtime');
    await namespace.configFile('pyfile', 'pyfile', `held = []


def handler(input, context):
    held.append(b"x" * 50_000_000)
    return {"held": len(held)}
`);
    await namespace.yields(result => result?.held >= 3, 'it holds 150 MB', { timeout: 120_000 });
    await until(async () => Number((await namespace.status()).out_of_memory) > 0, 'it is out of memory', 60_000);
    await namespace.yields(result => result?.held <= 2, 'it starts from zero');
    const now = await namespace.pod('runtime');
    assert.deepEqual([now.uid, now.restarts], [pod.uid, 0]);
});
