// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of an open page when parts of the chain end and come back, under a feed of one measurement a second.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Chain, inputKey, until } from './chain.js';
import { launchChromium, line, openPage } from './pages.js';

let chain, browser, stopFeed, dashboard;

before(async () => {
    chain = await Chain.start();
    stopFeed = chain.feed();
    browser = await launchChromium();
});

after(async () => {
    await stopFeed?.();
    await browser?.close();
    await chain?.stop();
});

/** The page is the one that was opened, and has every result that Redis has. */
async function assertWhole(opened) {
    await stopFeed();
    await until(async () => await chain.newest('i') === await chain.command('GET', inputKey), 'the result of the last measurement');
    const times = await chain.times();
    const shown = await dashboard.shows(report => line(report, 'Egress', 'Egress')?.count === times.length,
        `all ${times.length} results`);
    assert.equal(line(shown, 'Egress', 'Egress').time, times.at(-1));
    assert.equal(await dashboard.page.evaluate(() => window.opened), opened);
    stopFeed = chain.feed();
}

const says = word => report => report.texts.some(text => text.includes(word));

for (const name of ['gateway', 'redis', 'runtime']) {
    test(`goes on after a restart of the ${name}`, async test => {
        dashboard = await openPage(browser, test, chain.url, { link: '#view=overview&range=5m' });
        const opened = Math.random();
        await dashboard.page.evaluate(value => { window.opened = value; }, opened);
        const before = (await chain.times()).length;
        await until(async () => (await chain.times()).length >= before + 2, 'two more results');
        assert.deepEqual(dashboard.problems, []);

        await chain[name].stop();
        if (name !== 'runtime')
            await dashboard.shows(says('lost'), 'that the connection is lost');
        await chain[name].start();
        await dashboard.shows(says('connected to'), 'a connection');
        const now = (await chain.times()).length;
        await until(async () => (await chain.times()).length >= now + 2, 'two more results');
        await assertWhole(opened);
        // A browser itself writes to the console that nobody answers; that is all it may say.
        const unexpected = dashboard.problems.filter(text => name !== 'gateway' || !/WebSocket connection to .* failed/.test(text));
        assert.deepEqual(unexpected, []);
    });
}
