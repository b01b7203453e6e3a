// SPDX-License-Identifier: GPL-3.0-or-later
// How the page starts, and which errors it shows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Chain, until } from './chain.js';
import { Dashboard, useStage } from './pages.js';

const stage = useStage();

async function blank(test) {
    const context = await stage.browser.newContext({ viewport: { width: 1100, height: 700 } });
    test.after(() => context.close());
    return new Dashboard(await context.newPage());
}

const text = dashboard => dashboard.page.textContent('#text');

test('shows how much of the program has been received', async test => {
    const dashboard = await blank(test);
    const session = await dashboard.page.context().newCDPSession(dashboard.page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: 1_500_000, uploadThroughput: -1 });
    await dashboard.page.goto(stage.chain.url, { waitUntil: 'commit' });
    const seen = new Set();
    await until(async () => {
        const said = /^Loading ([\d.]+) of ([\d.]+) MB$/.exec(await text(dashboard));
        if (said)
            seen.add(Number(said[1]) / Number(said[2]));
        return await dashboard.report();
    }, 'the window');
    const shares = [...seen];
    assert.ok(shares.length > 3, `${shares.length} steps`);
    assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
    await dashboard.page.waitForSelector('#start', { state: 'hidden' });
    assert.deepEqual(dashboard.problems, []);
});

test('shows the state of the results in its title', async test => {
    const dashboard = await blank(test);
    await dashboard.open(stage.chain.url);
    await until(async () => await dashboard.page.title() === '○ Waiting · Built-in sample · Pulseboard', 'the title');
    await dashboard.shows(report => report.texts.length > 0, 'the window');
    await dashboard.picture('waiting');
});

test('reports that WebAssembly is missing', async test => {
    const dashboard = await blank(test);
    await dashboard.page.addInitScript(() => { delete window.WebAssembly; });
    await dashboard.page.goto(stage.chain.url);
    await until(async () => (await text(dashboard)).startsWith('This browser has no WebAssembly'), 'the message');
    await dashboard.picture('no-webassembly');
});

for (const part of ['pulseboard.*.wasm', 'pulseboard.*.js']) {
    test(`waits for a gateway that is not available: ${part}`, async test => {
        const dashboard = await blank(test);
        const away = `**/${part}*`;
        await dashboard.page.route(away, route => route.abort());
        await dashboard.page.goto(stage.chain.url);
        await until(async () => (await text(dashboard)).startsWith('The gateway cannot be reached'), 'the message');
        await dashboard.picture('gateway-away');
        await dashboard.page.unroute(away);
        await dashboard.shows(report => report.texts.length > 0, 'the window');
        await dashboard.page.waitForSelector('#start', { state: 'hidden' });
    });
}

test('reports an invalid program', async test => {
    const dashboard = await blank(test);
    await dashboard.page.route('**/*.wasm', route => route.fulfill({ contentType: 'application/wasm', body: 'nonsense' }));
    await dashboard.page.goto(stage.chain.url);
    await until(async () => (await text(dashboard)).startsWith('The dashboard has stopped: '), 'the message');
    assert.ok(await dashboard.page.isVisible('#again'));
});

test('reports that the gateway has no program', async test => {
    const dashboard = await blank(test);
    await dashboard.page.route('**/*.wasm', route => route.fulfill({ status: 404 }));
    await dashboard.page.goto(stage.chain.url);
    await until(async () => (await text(dashboard)).includes('HTTP status 404'), 'the message');
    assert.ok(await dashboard.page.isVisible('#again'));
});

for (const path of ['/pulse/', '/a/b.c/d/']) {
    test(`works below ${path}, with the token, and when it is opened without the slash`, async test => {
        const chain = await Chain.start({ runtime: false, token: 'a-token-of-a-test' });
        test.after(() => chain.stop());
        await chain.fill(10, 5);
        const url = await chain.serveBelow(path);
        const dashboard = await blank(test);
        await dashboard.page.goto(url.replace(/\/$/, ''));
        await dashboard.page.fill('input[type=password]', 'a-token-of-a-test');
        await dashboard.page.press('input[type=password]', 'Enter');
        await dashboard.shows(report => report.charts.length === 3, 'the charts');
        assert.ok((await dashboard.page.evaluate(() => location.href)).startsWith(url));
        assert.deepEqual(dashboard.requests.filter(one => !one.startsWith(url) && `${one}/` !== url && !/^(blob|data):/.test(one)), []);
        assert.deepEqual(dashboard.problems.filter(text => !text.startsWith('HTTP status 401') && !text.includes('status of 401')), []);
    });
}

test('asks for the token, and again after it changed', async test => {
    const chain = await Chain.start({ runtime: false, token: 'a-token-of-a-test' });
    test.after(() => chain.stop());
    await chain.fill(10, 5);
    const dashboard = await blank(test);
    const signIn = async token => {
        await dashboard.page.fill('input[type=password]', token);
        await dashboard.page.press('input[type=password]', 'Enter');
    };
    await dashboard.page.goto(chain.url);
    await signIn('a-token-of-a-test');
    await dashboard.shows(report => report.charts.length === 3, 'the charts');
    await chain.gateway.stop();
    await chain.setToken('another-token-of-a-test');
    await chain.gateway.start();
    await dashboard.page.waitForSelector('input[type=password]', { timeout: 20_000 });
    await signIn('another-token-of-a-test');
    await dashboard.shows(report => report.charts.length === 3, 'the charts');
});
