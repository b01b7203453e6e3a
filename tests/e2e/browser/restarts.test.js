// SPDX-License-Identifier: GPL-3.0-or-later
// An open page continues when parts of the chain are restarted, with one measurement a second.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputKey, until } from './chain.js';
import { isConnected, line, useStage } from './pages.js';

const stage = useStage();
let dashboard;

/** Checks that the page was not reloaded, and has every result in Redis. */
async function assertWhole(opened) {
    await stage.chain.stopFeed();
    await until(async () => await stage.chain.newest('i') === await stage.chain.command('GET', inputKey), 'the result of the last measurement');
    const times = await stage.chain.times();
    const shown = await dashboard.shows(report => line(report, 'Egress', 'Egress')?.count === times.length,
        `all ${times.length} results`);
    assert.equal(line(shown, 'Egress', 'Egress').time, times.at(-1));
    assert.equal(await dashboard.page.evaluate(() => window.opened), opened);
}

const says = word => report => report.texts.some(text => text.includes(word));

for (const name of ['gateway', 'redis', 'runtime']) {
    test(`continues after a restart of the ${name}`, async test => {
        stage.chain.feed();
        dashboard = await stage.open(test, { link: '#view=overview&range=5m' });
        const opened = Math.random();
        await dashboard.page.evaluate(value => { window.opened = value; }, opened);
        const before = (await stage.chain.times()).length;
        await until(async () => (await stage.chain.times()).length >= before + 2, 'two more results');
        assert.deepEqual(dashboard.problems, []);

        await stage.chain[name].stop();
        if (name !== 'runtime')
            await dashboard.shows(says('Not connected'), 'that the connection is lost');
        await stage.chain[name].start();
        await dashboard.shows(isConnected, 'a connection');
        const now = (await stage.chain.times()).length;
        await until(async () => (await stage.chain.times()).length >= now + 2, 'two more results');
        await assertWhole(opened);
        // The browser itself reports failed connections in the console; other messages are errors.
        const unexpected = dashboard.problems.filter(text => name !== 'gateway' || !/WebSocket connection to .* failed/.test(text));
        assert.deepEqual(unexpected, []);
    });
}
