// SPDX-License-Identifier: GPL-3.0-or-later
// The gateway's own page: shows the newest result of an output.

import {byImportance, cpuSummary, natural} from './results.js';
import {clockText, countText, durationText, labelOf, rowText, unitOf, valueText} from './texts.js';
import {busiestName, meanName, span} from './output.js';
import {Feed} from './feed.js';
import {Group, keep, Row, setLoad, setText, Tile} from './views.js';

const mostRows = 200;

const element = id => document.getElementById(id);

const words = {
    connecting: 'connecting…', waiting: 'waiting for the first result', live: 'live', lost: 'lost, trying again',
    refused: 'refused', 'not-json': 'not JSON',
};

const titles = {
    connecting: 'Connecting…', waiting: 'Waiting for the first result under “{key}”',
    lost: 'There is no connection', refused: 'The results cannot be read', 'not-json': 'The newest result is no JSON',
};

class Page {
    tiles = new Map();
    groups = new Map();
    rows = new Map();
    sparksDrawn = -Infinity;

    constructor() {
        this.feed = new Feed(() => this.changed());
        element('outputs').addEventListener('change', event => {
            history.replaceState(null, '', `#${encodeURIComponent(event.target.value)}`);
            this.sparksDrawn = -Infinity;
            this.changed();
        });
        document.addEventListener('visibilitychange', () => this.changed());
        setInterval(() => document.hidden || this.tick(), 250);
        this.lookForDashboard().catch(() => {});
        setInterval(() => this.feed.link.state || this.lookForDashboard().catch(() => {}), 5000);
    }

    /** There is another page at our place once the dashboard has been built. */
    async lookForDashboard() {
        const tag = (await fetch('.', {method: 'HEAD', cache: 'no-store'})).headers.get('etag');
        if (tag && (this.tag ??= tag) !== tag)
            location.reload();
    }

    /** What goes on without anything new. */
    tick() {
        this.drawAge();
        this.drawFunction(this.output?.report);
        this.drawSparks(this.output);
    }

    changed() {
        if (this.isDue || document.hidden)
            return;
        this.isDue = true;
        requestAnimationFrame(() => {
            this.isDue = false;
            this.draw();
        });
    }

    draw() {
        this.output = this.chosenOutput();
        this.state = this.feed.link.state || this.output?.state() || 'connecting';
        this.drawState((this.feed.link.state ? this.feed.link : this.output?.status)?.sentence ?? '');
        if (this.output?.newest && this.output.newest !== this.drawn)
            this.drawValues(this.output);
        this.tick();
    }

    chosenOutput() {
        const {outputs, gateway} = this.feed;
        const select = element('outputs');
        const keys = [...outputs.keys()];
        if (keys.join('\n') !== [...select.options].map(option => option.value).join('\n')) {
            const wanted = keys.find(key => encodeURIComponent(key) === location.hash.slice(1));
            select.replaceChildren(...keys.map(key => new Option(key, key, false, key === wanted)));
        }
        const output = outputs.get(select.value);
        select.hidden = keys.length < 2;
        setText(element('key'), select.hidden ? select.value : '');
        setText(element('about'), [output?.status.where, gateway && `gateway ${gateway}`].filter(Boolean).join(' · '));
        return output;
    }

    drawState(sentence) {
        const {state, output} = this;
        const hasValues = Boolean(output?.newest);
        document.body.dataset.state = state;
        setText(element('word'), words[state] ?? state);
        setText(element('notice'), hasValues && state !== 'live' ? sentence || titles[state] : '');
        element('values').hidden = !hasValues;
        element('nothing').hidden = hasValues;
        setText(element('nothing-title'), titles[state]?.replace('{key}', () => output?.key) ?? state);
        setText(element('nothing-reason'), sentence);
        if (state !== 'live')
            document.title = `${words[state] ?? state} · ${output?.key ?? 'Pulseboard'}`;
    }

    drawFunction(report) {
        const status = this.state === 'live' ? report?.status : null;
        const now = this.output?.clock.time();
        const failure = status && report.failures.find(({time}) => now - time < span);
        const calls = status && [
            status.function.split('/').pop(), countText(status.calls, 'call'),
            countText(status.calls - (status.outcomes.success ?? 0), 'failure'),
            status.ready ? '' : `not ready: ${status.reason}`,
        ];
        setText(element('calls'), calls ? calls.filter(Boolean).join(' · ') : '');
        setText(element('failure'), failure ? `${durationText(now - failure.time)} ago: ` +
            `${failure.errorType || failure.outcome}: ${failure.errorMessage}` : '');
        element('failure').title = failure ? failure.errorMessage : '';
    }

    drawAge() {
        const age = this.output?.clock.age();
        const ago = `${durationText(age)} ago`;
        const text = Number.isNaN(age) ? ', age of the newest result unknown until the next one arrives'
            : this.state === 'live' ? `, ${ago}` : `, newest result ${ago}`;
        const clock = clockText(this.output?.clock.offset());
        setText(element('age'), this.output?.newest ? text + (clock && ` · ${clock}`) : '');
    }

    drawValues(output) {
        const {tiles, groups, rows} = output.arranged(output.newest);
        const cpus = cpuSummary(groups);
        const summary = cpus ? [meanName, busiestName] : [];
        const labels = new Map([[meanName, 'CPU mean'], [busiestName, 'Busiest CPU']]);
        const numbers = [...summary, ...[...tiles.keys()].sort(natural)];
        const newTile = name => new Tile(name, labels.get(name) ?? labelOf(name));
        this.tiles = keep(this.tiles, element('tiles'), numbers, newTile);
        for (const [name, value] of tiles)
            this.tiles.get(name).set(value, unitOf(name), name);
        if (cpus) {
            this.tiles.get(meanName).set(cpus.mean, '%', `of ${countText(cpus.count, 'CPU')}`);
            this.tiles.get(busiestName).set(cpus.busiest, '%', `CPU ${cpus.index}`);
            setLoad(this.tiles.get(busiestName).value, cpus.busiest);
        }
        const families = [...groups.keys()].sort(byImportance);
        this.groups = keep(this.groups, element('groups'), families, family => new Group(family));
        for (const [family, members] of groups)
            this.groups.get(family).set(members);
        const paths = [...rows.keys()].sort(natural);
        this.rows = keep(this.rows, element('rows'), paths.slice(0, mostRows), path => new Row(path));
        for (const [path, row] of this.rows)
            setText(row.value, rowText(path, rows.get(path)));
        element('rest').hidden = rows.size === 0;
        element('left').hidden = rows.size <= mostRows;
        setText(element('left'), `and ${rows.size - mostRows} more`);
        this.drawn = output.newest;
        if (this.state === 'live')
            document.title = cpus ? `CPU ${valueText(cpus.mean, '%').join(' ')} · ${output.key}` : output.key;
    }

    /** Once a second is enough for lines over five minutes. */
    drawSparks(output) {
        const now = performance.now();
        if (!output?.newest || output.newest === this.sparked || now - this.sparksDrawn < 1000)
            return;
        this.sparked = output.newest;
        this.sparksDrawn = now;
        const cells = [...this.groups.values()].flatMap(group => [...group.cells]);
        for (const [name, view] of [...this.tiles, ...cells]) {
            const series = output.series.get(name);
            if (series && view.spark)
                view.spark.draw(series, output.newest.time, unitOf(name));
        }
    }
}

new Page();
