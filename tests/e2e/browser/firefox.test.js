// SPDX-License-Identifier: GPL-3.0-or-later
// The page in Firefox: a short version of the tests in Chromium.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Chain, measurement, until } from './chain.js';
import { Dashboard, launchFirefox, line } from './pages.js';

let chain, browser, dashboard;

before(async () => {
    chain = await Chain.start();
    await chain.fill(720, 5);
    browser = await launchFirefox();
    const page = await browser.newPage();
    await page.setViewport({ width: 1100, height: 700 });
    dashboard = new Dashboard(page);
    await dashboard.open(chain.url);
});

after(async () => {
    await browser?.close();
    await chain?.stop();
});

const shows = (result, what) => dashboard.shows(
    report => line(report, 'Egress', 'Egress')?.value === result.percentage_outgoing_bytes, what);

test('shows the values in Redis, and new ones', async () => {
    await shows(await chain.result(), 'the newest result');
    const start = performance.now();
    await shows(await chain.measure(measurement(2000)), 'a new result');
    assert.ok(performance.now() - start < 1000);
    await dashboard.picture('overview-firefox');
    assert.deepEqual(dashboard.problems, []);
});

test('responds to the mouse and the keyboard', async () => {
    const hash = () => new URL(dashboard.page.url()).hash;
    await dashboard.click('Data');
    await until(() => hash() === '#view=data&range=auto', 'the data');
    await dashboard.page.keyboard.press('2');
    await until(() => hash() === '#view=cpus&range=auto', 'the CPUs');
    await dashboard.page.keyboard.press('1');
    assert.deepEqual(dashboard.problems, []);
});

test('continues after a restart of the gateway', async () => {
    await chain.gateway.stop();
    await dashboard.shows(report => report.texts.some(text => text.includes('Not connected')), 'that the connection is lost');
    const result = await chain.measure(measurement(2001));
    await chain.gateway.start();
    await shows(result, 'the result of meanwhile');
    // Firefox reports attempts while the gateway was stopped, in the console or as a failed request.
    const unexpected = dashboard.problems.filter(text => !/can.t establish a connection|was interrupted|^failed: .*\/feed$/.test(text));
    assert.deepEqual(unexpected, []);
});
