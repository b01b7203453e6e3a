// SPDX-License-Identifier: GPL-3.0-or-later
// How the page shows the results in Redis, in Chromium.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measurement, until } from './chain.js';
import { chart, line, tile, useStage } from './pages.js';

const stage = useStage({ results: 720 });

function assertShows(report, result) {
    assert.equal(tile(report, 'Egress').number, result.percentage_outgoing_bytes.toFixed(1));
    assert.equal(tile(report, 'Cache').number, result.percentage_memory_caching.toFixed(1));
    for (let cpu = 0; cpu < 4; ++cpu) {
        const average = result[`moving_average_cpu_percent-${cpu}`];
        assert.equal(line(report, 'CPU average', `CPU ${cpu}`).value, average);
        assert.equal(report.heatMaps[0].cells[cpu].value, average);
    }
    assert.equal(line(report, 'Egress', 'Egress').value, result.percentage_outgoing_bytes);
    assert.equal(line(report, 'Cache', 'Cache').value, result.percentage_memory_caching);
}

test('shows the values in Redis, and sends requests to no other server', async test => {
    const result = await stage.chain.measure(measurement(1000));
    const dashboard = await stage.open(test);
    assertShows(await dashboard.shows(one => line(one, 'Egress', 'Egress')?.value === result.percentage_outgoing_bytes, 'the result'),
        await stage.chain.result());
    const strangers = dashboard.requests.filter(url => !url.startsWith(stage.chain.url));
    assert.ok(dashboard.requests.length >= 7);
    assert.deepEqual(strangers, []);
    assert.deepEqual(dashboard.problems, []);
});

test('shows a new value within a second of its SET', async test => {
    const dashboard = await stage.open(test);
    let last = 0;
    for (let number = 1020; number < 1030; ++number) {
        await until(() => Date.now() - last > 400, 'a part of the time axis of its own');
        const start = performance.now();
        const result = await stage.chain.measure(measurement(number));
        const report = await dashboard.shows(one => line(one, 'Cache', 'Cache')?.value === result.percentage_memory_caching,
            'the result', 1000);
        const took = performance.now() - start;
        assert.ok(took < 1000, `${took} ms`);
        assertShows(report, result);
        last = Date.now();
    }
    assert.deepEqual(dashboard.problems, []);
});

test('paints what it reports', async test => {
    const dashboard = await stage.open(test);
    const [background, surface, cpu0] = ['246,247,249', '255,255,255', '29,120,241']; // of app/style/theme.cpp
    assert.deepEqual(Object.keys(await dashboard.colors({ left: 0, top: 0, width: 4, height: 4 })), [background]);
    const inChart = await dashboard.colors(await dashboard.control('CPU average'));
    assert.ok(inChart[surface] > 10_000, `${inChart[surface]} pixels of the surface`);
    assert.ok(inChart[cpu0] > 100, `${inChart[cpu0]} pixels of CPU 0`);
});

const views = {
    overview: report => report.tiles.length === 4 && report.charts.length === 3 && report.heatMaps.length === 1,
    cpus: report => chart(report, 'CPU') && report.rows >= 4,
    system: report => report.charts.length >= 2,
    function: report => report.texts.some(text => text.includes('metrics.py')),
    data: report => report.rows > 10,
};

const sizes = {
    desktop: { viewport: { width: 1100, height: 700 }, colorScheme: 'light' },
    large: { viewport: { width: 1920, height: 1080 }, colorScheme: 'dark' },
    phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true, colorScheme: 'dark' },
};

/** Nothing is wider than a phone, buttons fit a finger, and the first chart of the overview begins above the fold. */
function assertFits(report, { width, height }, view) {
    const outside = report.controls.filter(one => one.x < 0 || one.x + one.width > width);
    assert.deepEqual(outside, []);
    assert.deepEqual(report.controls.filter(one => one.height < 40), []);
    const first = report.controls.find(one => one.name.startsWith('CPU average'));
    assert.ok(view !== 'overview' || first.y < height - 150, JSON.stringify(first));
}

test('each link opens its view, in every size', async test => {
    stage.chain.feed();
    for (const [size, options] of Object.entries(sizes)) {
        for (const [view, isIt] of Object.entries(views)) {
            await test.test(`${view}, ${size}`, async test => {
                const dashboard = await stage.open(test, { link: `#view=${view}&range=15m`, ...options });
                const report = await dashboard.shows(isIt, `the view ${view}`);
                for (const one of report.charts)
                    assert.ok(Math.abs(one.to - one.from - 15 * 60_000) < 3000, `${one.title}: ${one.to - one.from} ms`);
                if (size === 'phone')
                    assertFits(report, options.viewport, view);
                await dashboard.picture(`${view}-${size}`);
                assert.equal(new URL(dashboard.page.url()).hash, `#view=${view}&range=15m`);
                assert.deepEqual(dashboard.problems, []);
            });
        }
    }
});
