// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the size of the web dashboard and the time until it shows a value: `./dev bench web`. The peer in the same run
// is the gateway's own status page, which needs no program.
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Chain, root } from './chain.js';
import { chromiumOptions } from './pages.js';

const build = join(root, 'build', 'wasm');
const runs = 7;

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
