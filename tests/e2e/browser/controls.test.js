// SPDX-License-Identifier: GPL-3.0-or-later
// How users control the page: keyboard, links, theme, downloads, clipboard, touch.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Chain, outputKey, until } from './chain.js';
import { chart, Dashboard, launchChromium, openPage, tile, useStage } from './pages.js';

const stage = useStage({ results: 720 });

const span = report => report.charts[0].to - report.charts[0].from;
const hash = dashboard => new URL(dashboard.page.url()).hash;

test('the link follows the view, and the view follows the link', async test => {
    const dashboard = await stage.open(test);
    assert.equal(hash(dashboard), '#view=overview&range=auto');
    await dashboard.click('CPUs');
    await dashboard.click('1h');
    await until(() => hash(dashboard) === '#view=cpus&range=1h', 'the link');
    await dashboard.page.evaluate(() => { location.hash = '#view=data'; });
    await dashboard.shows(report => report.rows > 10, 'the data');
    assert.equal(hash(dashboard), '#view=data&range=1h');
    assert.deepEqual(dashboard.problems, []);
});

test('a link leads to another output', async test => {
    const chain = await Chain.start({ runtime: false, outputs: [outputKey, 'other'] });
    test.after(() => chain.stop());
    await chain.fill(10, 5);
    await chain.command('SET', 'other', '{"queue": 7}');
    const dashboard = await openPage(stage.browser, test, chain.url, { link: '#view=overview&output=other' });
    await dashboard.shows(report => tile(report, 'queue')?.number === '7', 'the other output');
    assert.equal(hash(dashboard), '#view=overview&range=auto&output=other');
    await dashboard.click('other');
    await dashboard.click(outputKey);
    await dashboard.shows(report => tile(report, 'CPU mean'), 'the first output');
    await until(() => hash(dashboard) === `#view=overview&range=auto&output=${outputKey}`, 'the link');
    assert.deepEqual(dashboard.problems, []);
});

test('the keyboard does what the mouse does', async test => {
    const dashboard = await stage.open(test);
    await dashboard.page.keyboard.press('2');
    await until(() => hash(dashboard) === '#view=cpus&range=auto', 'the view of the CPUs');
    await dashboard.page.keyboard.press('1');
    await until(() => hash(dashboard) === '#view=overview&range=auto', 'the overview');
    await dashboard.page.keyboard.press('+');
    await dashboard.shows(report => span(report) < 290_000, 'less time');
    await dashboard.page.keyboard.press('Space');
    await dashboard.shows(report => Math.abs(span(report) - 300_000) < 1000, 'the live five minutes');
    await dashboard.page.keyboard.press('Space');
    await dashboard.control('Back to live');
    assert.deepEqual(dashboard.problems, []);
});

test('a chosen theme is kept, from the first paint on', async test => {
    const dashboard = await stage.open(test, { colorScheme: 'light' });
    const corner = { left: 1, top: 1, width: 1, height: 1 };
    await dashboard.choose('Dark');
    await until(async () => (await dashboard.colors(corner))['18,22,29'], 'the dark background');
    await dashboard.page.reload({ waitUntil: 'commit' });
    await dashboard.page.waitForSelector('body');
    assert.equal(await dashboard.page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(18, 22, 29)');
    await dashboard.shows(report => report.texts.length > 0, 'the window');
    assert.ok((await dashboard.colors(corner))['18,22,29']);
    await dashboard.choose('System theme');
    await until(async () => (await dashboard.colors(corner))['246,247,249'], 'the light background');
    await dashboard.page.emulateMedia({ colorScheme: 'dark' });
    await until(async () => (await dashboard.colors(corner))['18,22,29'], 'the dark background of the system');
    assert.deepEqual(dashboard.problems, []);
});

const language = dashboard => dashboard.page.evaluate(() => document.documentElement.lang);
const isPortuguese = report => tile(report, 'Uso médio das CPUs')?.number.includes(',');

test('a chosen language is kept', async test => {
    const dashboard = await stage.open(test);
    assert.equal(await language(dashboard), 'en');
    await dashboard.choose('Language');
    await dashboard.click('Português (Brasil)');
    await dashboard.shows(isPortuguese, 'the window in Portuguese');
    assert.equal(await language(dashboard), 'pt-BR');
    await dashboard.page.reload();
    await dashboard.shows(isPortuguese, 'the window in Portuguese');
    assert.equal(await language(dashboard), 'pt-BR');
    assert.deepEqual(dashboard.problems, []);
});

test('the language is that of the browser', async test => {
    const context = await stage.browser.newContext({ locale: 'pt-BR' });
    test.after(() => context.close());
    const dashboard = new Dashboard(await context.newPage());
    await dashboard.open(stage.chain.url);
    await dashboard.shows(isPortuguese, 'the window in Portuguese');
    assert.equal(await language(dashboard), 'pt-BR');
    assert.equal(await dashboard.page.textContent('#again'), 'Recarregar a página');
});

/** Returns the file that a menu entry saves; `open` opens the menu. */
async function download(dashboard, entry, open = () => dashboard.click('More')) {
    const [file] = await Promise.all([
        dashboard.page.waitForEvent('download'), open().then(() => dashboard.click(entry))]);
    return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

test('pictures and values are downloaded', async test => {
    const dashboard = await stage.open(test);
    const png = await download(dashboard, 'Save picture (PNG)');
    assert.match(png.name, /^pulseboard-\d{4}-\d\d-\d\d-\d{6}\.png$/);
    assert.equal(png.content.subarray(1, 4).toString(), 'PNG');
    assert.deepEqual([png.content.readUInt32BE(16), png.content.readUInt32BE(20)], [2200, 1400]);

    const csv = await download(dashboard, 'Save visible values (CSV)');
    assert.match(csv.name, /\.csv$/);
    const fieldsOf = row => row.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map(field => field.replace(/,$/, '').replace(/^"|"$/g, ''));
    const [header, ...rows] = csv.content.toString().trimEnd().split('\r\n').map(fieldsOf);
    const [time, result] = [Number(await stage.chain.newest('t')), await stage.chain.result()];
    const { charts } = await dashboard.shows(report => report.charts.length > 0, 'the charts');
    const least = Math.floor((time - charts[0].from) / 5000); // the live range moves while no result arrives
    assert.ok(least > 10 && rows.length >= least && rows.length <= 61, `${rows.length} rows, at least ${least}`);
    assert.equal(rows.at(-1)[0], new Date(time).toISOString());
    const egress = header.indexOf('Egress, share of network bytes: Egress (%)');
    assert.ok(Math.abs(rows.at(-1)[egress] - result.percentage_outgoing_bytes) < 1e-6);
    assert.deepEqual(dashboard.problems, []);
});

test('a chart has its own menu', async test => {
    const dashboard = await stage.open(test);
    const open = async () => {
        const { x, y } = await dashboard.control('Cache');
        await dashboard.page.mouse.click(x, y, { button: 'right' });
    };
    const png = await download(dashboard, 'Save picture (PNG)', open);
    assert.match(png.name, /^pulseboard-cache-share-of-memory-\d{4}-\d\d-\d\d-\d{6}\.png$/);
    assert.equal(png.content.subarray(1, 4).toString(), 'PNG');
    const csv = await download(dashboard, 'Save visible values (CSV)', open);
    assert.equal(csv.content.toString().split('\r\n')[0], 'time,"Cache, share of memory: Cache (%)"');
    await open();
    const menu = await dashboard.shows(report => report.controls.some(one => one.name === 'Copy picture'), 'the menu');
    assert.ok(!menu.controls.some(one => one.name === 'Save picture (SVG)')); // only the desktop program has it
    assert.deepEqual(dashboard.problems, []);
});

test('results are copied', async test => {
    const dashboard = await stage.open(test, { link: '#view=data', permissions: ['clipboard-read', 'clipboard-write'] });
    await dashboard.click('Copy');
    await dashboard.click('Result as JSON');
    const copied = await until(() => dashboard.page.evaluate(() => navigator.clipboard.readText()), 'a text');
    assert.deepEqual(JSON.parse(copied), await stage.chain.result());
    assert.deepEqual(dashboard.problems, []);
});

test('a picture is copied', async test => {
    const dashboard = await stage.open(test, { permissions: ['clipboard-read', 'clipboard-write'] });
    await dashboard.choose('Copy picture');
    await until(() => dashboard.page.evaluate(async () => (await navigator.clipboard.read())[0]?.types.includes('image/png')),
        'a picture in the clipboard');
    assert.deepEqual(dashboard.problems, []);
});

test('results are copied on a page without https and not of this machine', async test => {
    const name = 'pulseboard.test';
    const chain = await Chain.start({ runtime: false, host: name });
    test.after(() => chain.stop());
    await chain.fill(10, 5);
    const browser = await launchChromium([`--host-resolver-rules=MAP ${name} 127.0.0.1`]);
    test.after(() => browser.close());
    const dashboard = await openPage(browser, test, chain.url.replace('127.0.0.1', name), { link: '#view=data' });
    assert.equal(await dashboard.page.evaluate(() => isSecureContext), false);
    await dashboard.click('Copy');
    await dashboard.click('Measurement as JSON');
    await dashboard.control('Copied');
    const reader = await openPage(browser, test, chain.url, { permissions: ['clipboard-read'] });
    const copied = await until(() => reader.page.evaluate(() => navigator.clipboard.readText()), 'a text');
    assert.deepEqual(JSON.parse(copied), JSON.parse(await chain.newest('i')));
});

/** Moves fingers over the screen; each is a list of points. */
async function touch(dashboard, fingers) {
    const session = await dashboard.page.context().newCDPSession(dashboard.page);
    const send = (type, at) => session.send('Input.dispatchTouchEvent',
        { type, touchPoints: type === 'touchEnd' ? [] : fingers.map((finger, id) => ({ ...finger[at], id })) });
    await send('touchStart', 0);
    for (let at = 1; at < fingers[0].length; ++at)
        await send('touchMove', at);
    await send('touchEnd');
}

/** Returns the position of something after it has stopped moving. */
async function steady(dashboard, name) {
    let before;
    return until(async () => {
        const now = await dashboard.control(name);
        const isSteady = before?.top === now.top;
        before = now;
        return isSteady && now;
    }, `${name} stays where it is`);
}

const path = (from, to, steps = 12) => Array.from({ length: steps + 1 }, (_, at) => ({
    x: from.x + (to.x - from.x) * at / steps,
    y: from.y + (to.y - from.y) * at / steps,
}));

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

test('fingers scroll, pan, zoom and tap', async test => {
    const dashboard = await stage.open(test, phone);
    const before = await dashboard.control('CPU average');
    await touch(dashboard, [path({ x: 195, y: 600 }, { x: 197, y: 300 })]);
    await dashboard.shows(report => report.controls.find(one => one.name.startsWith('CPU average')).y < before.top - 100, 'the page scrolled');

    const { x, y } = await steady(dashboard, 'Egress');
    await touch(dashboard, [path({ x: x - 20, y }, { x: x - 60, y }), path({ x: x + 20, y }, { x: x + 60, y })]);
    const zoomed = await dashboard.shows(report => span(report) < 200_000, 'less time');
    const end = zoomed.charts[0].to;
    await touch(dashboard, [path({ x: x - 40, y }, { x: x + 40, y })]);
    await dashboard.shows(report => report.charts[0].to < end - 10_000, 'an earlier time');
    const { x: atX, y: atY } = await dashboard.control('CPUs');
    await dashboard.page.touchscreen.tap(atX, atY);
    await until(() => hash(dashboard).startsWith('#view=cpus'), 'the view of the CPUs');
    assert.deepEqual(dashboard.problems, []);
});

test('a finger on the cards scrolls the view CPUs', async test => {
    const dashboard = await stage.open(test, { link: '#view=cpus', ...phone });
    const before = await dashboard.control('CPU usage');
    await touch(dashboard, [path({ x: 195, y: 740 }, { x: 197, y: 440 })]);
    await dashboard.shows(report => report.controls.find(one => one.name.startsWith('CPU usage')).y < before.top - 100, 'the page scrolled');
    assert.deepEqual(dashboard.problems, []);
});

test('a tap on a chart replaces the page on a phone', async test => {
    const dashboard = await stage.open(test, { link: '#view=system', ...phone });
    const { x, y } = await steady(dashboard, 'Memory');
    await dashboard.page.touchscreen.tap(x, y);
    await dashboard.shows(report => report.charts.length === 0, 'the moment');
    const close = await steady(dashboard, 'Close');
    await dashboard.page.touchscreen.tap(close.x, close.y);
    await dashboard.shows(report => report.charts.length > 0, 'the page');
    assert.deepEqual(dashboard.problems, []);
});

test('the window follows the size of the page', async test => {
    const dashboard = await stage.open(test);
    const wide = await dashboard.control('More');
    await dashboard.page.setViewportSize({ width: 1600, height: 900 });
    await dashboard.shows(report => report.controls.find(one => one.name === 'More').x > wide.left + 400, 'a wider window');
    await dashboard.page.setViewportSize({ width: 500, height: 700 });
    await dashboard.shows(report => report.controls.find(one => one.name === 'Overview').y > 500, 'the rail at the bottom');
    assert.ok(chart(await dashboard.report(), 'CPU average'));
    assert.deepEqual(dashboard.problems, []);
});
