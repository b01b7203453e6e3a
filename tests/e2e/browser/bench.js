// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the size of the web dashboard, the time until it shows a value, and its load: `./dev bench web`. The peers in the
// same run are the gateway's own status page, which needs no program, and three uPlot charts of the same data.
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Chain, root } from './chain.js';
import { chromiumOptions } from './pages.js';

const build = join(root, 'build', 'wasm');
const runs = 7;
const [hour, loadCpus, loadSeconds] = [3600, 16, 30];

const bytes = count => count.toLocaleString('en').padStart(12);
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function printFiles() {
    const folder = join(build, 'web');
    const names = (await readdir(folder)).filter(name => !/\.(br|gz)$/.test(name)).sort();
    const sum = [0, 0, 0];
    console.log(`${'file'.padEnd(36)}${['bytes', 'brotli', 'gzip'].map(one => one.padStart(12)).join('')}`);
    for (const name of names) {
        const sizes = await Promise.all(['', '.br', '.gz'].map(async ending => (await stat(join(folder, name + ending))).size));
        sizes.forEach((size, at) => { sum[at] += size; });
        console.log(name.padEnd(36) + sizes.map(bytes).join(''));
    }
    console.log('all, on a first visit'.padEnd(36) + sum.map(bytes).join(''));
    console.log('target: 3,000,000 bytes of brotli in all\n');
}

/** Reads the linker's map: the size of each library in the program, before link-time optimization. */
async function printParts() {
    const parts = new Map();
    let section = '';
    for (const line of (await readFile(join(build, 'bin', 'pulseboard-web.map'), 'utf8')).split('\n')) {
        const out = /^\s*(?:-|[0-9a-f]+)\s+[0-9a-f]+\s+[0-9a-f]+ ([A-Z]+|\.[\w.]+)\s*$/.exec(line);
        if (out)
            section = out[1];
        const piece = /^\s*(?:-|[0-9a-f]+)\s+[0-9a-f]+\s+([0-9a-f]+)\s{8,9}(\S+):\(/.exec(line);
        if (!piece || section.startsWith('.debug') || section === 'name')
            continue;
        const library = /([^/]+)\.a\(/.exec(piece[2])?.[1] ?? (/qrc_fonts/.test(piece[2]) ? 'our fonts' : 'program');
        parts.set(library, (parts.get(library) ?? 0) + parseInt(piece[1], 16));
    }
    const all = [...parts.values()].reduce((a, b) => a + b, 0);
    console.log(`${'part of the program, before wasm-opt'.padEnd(36)}${'bytes'.padStart(12)}${'share, %'.padStart(12)}`);
    for (const [name, size] of [...parts].sort((a, b) => b[1] - a[1]).slice(0, 20))
        console.log(name.padEnd(36) + bytes(size) + (100 * size / all).toFixed(1).padStart(12));
    console.log();
}

/** Returns the ms from the beginning of the navigation to the first frame that shows a value. */
async function firstValue(context, url, hasValue) {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'commit' });
    const time = await page.evaluate(`new Promise(resolve => {
        const look = () => (${hasValue})() ? requestAnimationFrame(() => resolve(performance.now())) : setTimeout(look, 5);
        look();
    })`);
    await page.close();
    return time;
}

const hasChart = () => window.pulseboard?.report().charts?.some(chart => chart.lines.some(line => line.value !== undefined));
const hasRow = () => document.querySelector('#values')?.rows.length > 0;

/** Visits with an empty cache, and repeated visits. */
async function visits(url, hasValue) {
    const times = { cold: [], warm: [] };
    for (let run = 0; run < runs; ++run) {
        const profile = await mkdtemp(join(tmpdir(), 'pulseboard-profile-'));
        const context = await chromium.launchPersistentContext(profile, chromiumOptions);
        await (await context.newPage()).goto('about:blank');
        times.cold.push(await firstValue(context, url, hasValue));
        await firstValue(context, url, hasValue); // then the browser caches the compiled program
        times.warm.push(await firstValue(context, url, hasValue));
        await context.close();
        await rm(profile, { recursive: true, force: true });
        process.stderr.write(`\r  visit ${run + 1} of ${runs}`);
    }
    process.stderr.write('\r\x1b[K');
    return times;
}

function printTimes(name, { cold, warm }) {
    const columns = [median(cold), Math.max(...cold), median(warm), Math.max(...warm)];
    console.log(name.padEnd(36) + columns.map(time => time.toFixed(0).padStart(12)).join(''));
}

/** Returns the share of a core (%) that the main thread of a page uses while `update` runs once a second. */
async function mainThread(page, update) {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const taskTime = async () => (await session.send('Performance.getMetrics')).metrics.find(one => one.name === 'TaskDuration').value;
    let number = 0;
    const timer = setInterval(() => update(number++), 1000);
    await page.waitForTimeout(3000);
    const [before, began] = [await taskTime(), Date.now()];
    await page.waitForTimeout(loadSeconds * 1000);
    const share = 100 * (await taskTime() - before) / ((Date.now() - began) / 1000);
    clearInterval(timer);
    return share;
}

/** Draws the charts of the Overview with uPlot: the CPUs, egress and cache. */
function startPeer([hour, cpus]) {
    const value = (series, at) => 50 + 40 * Math.sin(at / (20 + series));
    const now = Math.floor(Date.now() / 1000);
    window.charts = [cpus, 1, 1].map((count, chart) => {
        const times = Array.from({ length: hour }, (_, at) => now - hour + at);
        const lines = Array.from({ length: count }, (_, line) => times.map((_, at) => value(line + chart, at)));
        const series = [{}, ...lines.map(() => ({ stroke: 'blue' }))];
        const size = { width: chart === 0 ? 650 : 320, height: chart === 0 ? 300 : 180 };
        return { data: [times, ...lines], plot: new uPlot({ ...size, series }, [times, ...lines], document.body) };
    });
    window.update = number => window.charts.forEach(({ data, plot }) => {
        data.forEach((column, at) => {
            column.shift();
            column.push(at === 0 ? now + number : value(at, hour + number));
        });
        plot.setData(data);
    });
}

async function printLoad() {
    const browser = await chromium.launch(chromiumOptions);
    const size = { viewport: { width: 1100, height: 700 } };
    const chain = await Chain.start({ runtime: false });
    await chain.fill(hour, 1, Date.now(), loadCpus);
    const page = await (await browser.newContext(size)).newPage();
    await page.goto(`${chain.url}#view=overview&range=1h`);
    await page.waitForFunction(hasChart);
    const own = await mainThread(page, number => chain.fill(1, 1, Date.now(), loadCpus, hour + number));
    await chain.stop();
    const peer = await (await browser.newContext(size)).newPage();
    await peer.addScriptTag({ path: join(root, 'tests', 'node_modules', 'uplot', 'dist', 'uPlot.iife.min.js') });
    await peer.evaluate(startPeer, [hour, loadCpus]);
    const other = await mainThread(peer, number => peer.evaluate(at => window.update(at), number));
    await browser.close();
    console.log(`\n${`main thread, ${loadCpus} CPUs, 1 h at 1 Hz`.padEnd(36)}${'% of a core'.padStart(12)}`);
    console.log('web dashboard'.padEnd(36) + own.toFixed(1).padStart(12));
    console.log('peer: three charts of uPlot'.padEnd(36) + other.toFixed(1).padStart(12));
    console.log('target: 2.0');
}

await printFiles();
await printParts();
const heads = ['cold', 'cold, max', 'warm', 'warm, max'].map(one => one.padStart(12)).join('');
console.log(`${`first value, ms (${runs} visits each)`.padEnd(36)}${heads}`);
for (const [name, web, hasValue] of [['web dashboard', undefined, hasChart], ["peer: the gateway's own page", '', hasRow]]) {
    const chain = await Chain.start({ runtime: false, web });
    await chain.fill(720, 5);
    printTimes(name, await visits(chain.url, hasValue));
    await chain.stop();
}
console.log('targets: 2,500 cold, 1,200 warm');
await printLoad();
