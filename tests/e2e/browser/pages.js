// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard's page in a real browser: Chromium, driven by Playwright, and Firefox, by Puppeteer over WebDriver BiDi.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { Chain, root, until } from './chain.js';

const pictures = process.env.PULSEBOARD_PICTURES ?? join(root, 'build', 'browser-pictures');

export const chromiumOptions = {
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync'],
};

export const launchChromium = (flags = []) => chromium.launch({ ...chromiumOptions, args: [...chromiumOptions.args, ...flags] });
export const launchFirefox = () => puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true });

/** The common part of both kinds of page, and access to the dashboard's report (`pulseboard.report()`). */
export class Dashboard {
    problems = []; // errors in the console, and failed requests
    requests = [];

    constructor(page) {
        this.page = page;
        page.on('pageerror', error => this.problems.push(`error: ${error.message}`));
        page.on('console', message => {
            if (['error', 'warning', 'warn', 'assert'].includes(message.type()))
                this.problems.push(`${message.type()}: ${message.text()}`);
        });
        page.on('requestfailed', request => this.problems.push(`failed: ${request.url()}`));
        page.on('request', request => this.requests.push(request.url()));
        page.on('response', response => {
            if (response.status() >= 400)
                this.problems.push(`HTTP status ${response.status()}: ${response.url()}`);
        });
    }

    async open(url) {
        await this.page.goto(url);
        await this.shows(report => report.texts.length > 0, 'the window');
    }

    report() {
        return this.page.evaluate(() => window.pulseboard?.report());
    }

    /** Waits until the report fulfils `condition`, and returns it. */
    async shows(condition, what, timeout) {
        let last;
        try {
            return await until(async () => condition(last = await this.report()) && last, what, timeout);
        } catch (error) {
            const { texts, tiles } = last ?? {};
            throw new Error(`${error.message}; in sight: ${JSON.stringify({ texts, tiles })}`, { cause: error });
        }
    }

    async control(name) {
        const isIt = control => control.name === name || control.name.startsWith(`${name} `) || control.name.startsWith(`${name},`);
        const report = await this.shows(one => one.controls.some(isIt), `the control ${name}`);
        const { x, y, width, height } = report.controls.find(isIt);
        return { x: x + width / 2, y: y + height / 2, left: x, top: y, width, height };
    }

    async click(name) {
        const { x, y } = await this.control(name);
        await this.page.mouse.click(x, y);
    }

    async choose(entry) {
        await this.click('More');
        await this.click(entry);
    }

    /** Counts the pixels of each colour, as "r,g,b", in a part of the window. */
    colors({ left, top, width, height }) {
        return this.page.evaluate(([x, y, w, h]) => {
            const canvas = document.querySelector('#qt-shadow-container').shadowRoot.querySelector('canvas');
            const scale = canvas.width / canvas.clientWidth;
            const copy = new OffscreenCanvas(w * scale, h * scale).getContext('2d');
            copy.drawImage(canvas, -x * scale, -y * scale);
            const { data } = copy.getImageData(0, 0, w * scale, h * scale);
            const counts = {};
            for (let at = 0; at < data.length; at += 4) {
                const color = `${data[at]},${data[at + 1]},${data[at + 2]}`;
                counts[color] = (counts[color] ?? 0) + 1;
            }
            return counts;
        }, [left, top, width, height]);
    }

    async picture(name) {
        await mkdir(pictures, { recursive: true });
        await this.pictureInto(join(pictures, `${name}.png`));
    }

    async pictureInto(path) {
        // Wait until the last change is painted, too.
        await this.page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
        await this.page.screenshot({ path });
    }
}

export const tile = (report, label) => report.tiles.find(one => one.label === label);
export const chart = (report, title) => report.charts.find(one => one.title.startsWith(title));
export const line = (report, title, label) => chart(report, title)?.lines.find(one => one.label === label);

/** The chain and a Chromium, for all tests of a file; `results` is the number of results in Redis, 5 s apart. */
export function useStage({ results = 0, ...options } = {}) {
    const stage = {};
    before(async () => {
        stage.chain = await Chain.start(options);
        if (results)
            await stage.chain.fill(results, 5);
        stage.browser = await launchChromium();
    });
    after(async () => {
        await stage.browser?.close();
        await stage.chain?.stop();
    });
    stage.open = (test, options) => openPage(stage.browser, test, stage.chain.url, options);
    return stage;
}

/** Returns whether the page is connected, whether or not new results arrive. */
export const isConnected = report => report.texts.some(text => /^(Live|Connected|Outdated|Waiting)\b/.test(text));

/** Opens a page in Chromium with a new profile until `test` ends; it is connected. */
export async function openPage(browser, test, url, { link = '', ...options } = {}) {
    const context = await browser.newContext(
        { viewport: { width: 1100, height: 700 }, colorScheme: 'light', locale: 'en-GB', ...options });
    test.after(() => context.close());
    const dashboard = new Dashboard(await context.newPage());
    await dashboard.open(url + link);
    await dashboard.shows(isConnected, 'a connection');
    return dashboard;
}
