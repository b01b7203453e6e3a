// SPDX-License-Identifier: GPL-3.0-or-later
// Takes a picture of the dashboard's page: picture.js URL FILE WIDTHxHEIGHT light|dark
import { launchChromium, Dashboard } from './pages.js';

const [url, file, size, colorScheme] = process.argv.slice(2);
const [width, height] = size.split('x').map(Number);
const isPhone = width < 500;
const browser = await launchChromium();
const context = await browser.newContext({
    viewport: { width, height }, colorScheme, locale: 'en-GB', deviceScaleFactor: isPhone ? 2 : 1, isMobile: isPhone, hasTouch: isPhone,
});
const dashboard = new Dashboard(await context.newPage());
await dashboard.open(url);
await dashboard.shows(report => report.texts.some(text => text.startsWith('Live · ')), 'a result');
await dashboard.pictureInto(file);
await browser.close();
