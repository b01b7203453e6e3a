// SPDX-License-Identifier: GPL-3.0-or-later
// How old the newest record is, and what the source's clock shows: as common/metrics/sourceclock.h, all in ms. No time of
// a record is compared with the clock of this machine, because the two clocks may differ.

const recordsLookedAt = 20;

export class SourceClock {
    newest = NaN; // time of the record that arrived last
    reported = NaN; // its age at `since`; NaN: not known
    since = 0;
    leads = []; // of performance.now() over the source's clock, one for each live record

    addLive(time) {
        this.addPast(time);
        this.setAge(0);
        this.leads = [...this.leads, this.since - time].slice(-recordsLookedAt);
    }

    /** A record that was written before it arrived: the gateway sends its age. */
    addPast(time) {
        this.newest = time;
    }

    setAge(age) {
        this.reported = age ?? NaN;
        this.since = performance.now();
    }

    age() {
        return this.reported + performance.now() - this.since;
    }

    /** What the source's clock shows now. */
    time() {
        return this.leads.length > 0 ? performance.now() - this.medianLead() : this.newest + this.age();
    }

    /** How far the source's clock is behind that of this machine. */
    offset() {
        return this.leads.length > 0 ? Date.now() - this.time() : NaN;
    }

    medianLead() {
        return [...this.leads].sort((a, b) => a - b)[Math.floor((this.leads.length - 1) / 2)];
    }
}
