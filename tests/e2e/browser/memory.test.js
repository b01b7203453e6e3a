// SPDX-License-Identifier: GPL-3.0-or-later
// The memory of an open page does not grow: after it has the six hours that it keeps, 10,000 results change nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line, useStage } from './pages.js';

const period = 5; // s
const kept = 6 * 3600 / period;
const further = 10_000;
const batch = 500;

const stage = useStage({ runtime: false });

async function memory(dashboard) {
    const session = await dashboard.page.context().newCDPSession(dashboard.page);
    await session.send('HeapProfiler.collectGarbage');
    await session.send('Performance.enable');
    const { metrics } = await session.send('Performance.getMetrics');
    const value = name => metrics.find(metric => metric.name === name).value;
    await session.detach();
    return {
        program: await dashboard.page.evaluate(() => window.pulseboard.memory()),
        scripts: value('JSHeapUsedSize'),
        nodes: value('Nodes'),
        listeners: value('JSEventListeners'),
    };
}

test('memory stays the same over 10,000 results', { timeout: 240_000 }, async test => {
    const start = Date.now() - (further + 2 * batch) * period * 1000;
    const at = count => start + count * period * 1000;
    const send = async (from, to) => {
        for (let sent = from + batch; sent <= to; sent += batch)
            await stage.chain.fill(batch, period, at(sent));
        await dashboard.shows(report => line(report, 'Egress', 'Egress')?.time >= at(to) - 60_000, `${to} results`, 60_000);
    };
    await stage.chain.fill(kept, period, start);
    const dashboard = await stage.open(test, { link: '#view=overview&range=6h' });
    await send(0, 2 * batch);
    const before = await memory(dashboard);
    await send(2 * batch, 2 * batch + further);
    const after = await memory(dashboard);
    test.diagnostic(`before: ${JSON.stringify(before)}; after: ${JSON.stringify(after)}`);
    assert.equal(after.program, before.program);
    assert.ok(after.scripts < before.scripts + 2e6, `${before.scripts} -> ${after.scripts} bytes of scripts`);
    assert.ok(after.nodes <= before.nodes + 10, `${before.nodes} -> ${after.nodes} nodes`);
    assert.ok(after.listeners <= before.listeners + 10, `${before.listeners} -> ${after.listeners} listeners`);
    assert.deepEqual(dashboard.problems, []);
});
