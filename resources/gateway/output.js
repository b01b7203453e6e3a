// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of one output: its status, its newest result, and its numbers over five minutes.

import {SourceClock} from './clock.js';
import {arranged, cpuSummary, isJson, leavesOf} from './results.js';

export const span = 300000; // ms of history that the sparklines show
const slot = 500; // ms; of the results within one, a sparkline has the last
const mostPoints = span / slot;
const mostSeries = 1500;

function slotOf(time) {
    return Math.floor(time / slot);
}

/** A number over time. */
class Series {
    times = [];
    values = [];

    add(time, value) {
        while (this.times.length > 0 && slotOf(this.times[this.times.length - 1]) >= slotOf(time)) {
            this.times.pop(); // of the same slot, or the clock was set back
            this.values.pop();
        }
        this.times.push(time);
        this.values.push(value);
        while (this.times.length > mostPoints || this.times[0] <= time - span) {
            this.times.shift();
            this.values.shift();
        }
    }
}

export const meanName = '\0percent-mean'; // series like those of a result's names, but no such name
export const busiestName = '\0percent-busiest';

export class Output {
    status = {state: 'connecting', sentence: '', where: ''};
    report = null;
    clock = new SourceClock();
    newest = null; // result, {time, leaves, isJson}; of the history only when all of it is there

    constructor(key) {
        this.key = key;
        this.forget();
    }

    forget() {
        this.series = new Map();
        this.lastId = undefined;
        this.isVoid = false;
    }

    takeStatus(status) {
        this.status = status;
        if (status.state === 'waiting') {
            this.forget();
            this.newest = null;
        }
    }

    takeRecords({anew, more, ids, times, results, live}) {
        this.isVoid = this.isVoid || anew;
        if (ids.length === 0) { // a gateway that starts knows nothing yet: what is shown stays until there is other
            this.lastId = this.isVoid ? undefined : this.lastId;
            return;
        }
        if (this.isVoid)
            this.forget();
        const last = ids.length - 1;
        for (let row = ids.lastIndexOf(this.lastId) + 1; row <= last; ++row) {
            if (row === last || slotOf(times[row]) !== slotOf(times[row + 1]))
                this.latest = this.add(times[row], results ?? {texts: []}, row);
        }
        this.lastId = ids[last];
        if (!more)
            this.newest = this.latest;
        if (!live)
            this.clock.setAge(null); // until the gateway sends it
        for (const time of times) {
            if (live)
                this.clock.addLive(time);
            else
                this.clock.addPast(time);
        }
    }

    add(time, table, row) {
        const result = {time, leaves: leavesOf(table, row), isJson: !table.texts || isJson(table.texts[row])};
        for (const {path, value} of result.leaves) {
            if (typeof value === 'number')
                this.addTo(path, time, value);
        }
        const cpus = cpuSummary(this.arranged(result).groups);
        if (cpus) {
            this.addTo(meanName, time, cpus.mean);
            this.addTo(busiestName, time, cpus.busiest);
        }
        return result;
    }

    addTo(name, time, value) {
        if (!this.series.has(name)) {
            if (this.series.size >= mostSeries)
                this.series.delete(this.series.keys().next().value);
            this.series.set(name, new Series());
        }
        this.series.get(name).add(time, value);
    }

    arranged(result) {
        return arranged(result.leaves, path => this.series.has(path));
    }

    state() {
        if (this.status.state !== 'live')
            return this.status.state;
        return !this.newest ? 'connecting' : this.newest.isJson ? 'live' : 'not-json';
    }
}
