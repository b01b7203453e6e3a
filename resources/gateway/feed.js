// SPDX-License-Identifier: GPL-3.0-or-later
// Follows one output of the gateway's feed, version 1 (docs/reference/feed.md), and reconnects after a loss. All times are in ms.

const [firstDelay, longestDelay, handshakeTimeout] = [500, 15000, 10000]; // firstDelay and longestDelay are before a new attempt
const [span, recordsLookedAt] = [600000, 20]; // enough history to determine how often results arrive
const median = values => values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

export class Feed {
    state = 'connecting'; // 'connected', 'lost' or 'refused'
    delay = firstDelay;
    outputs = [];
    status = {state: 'connecting', sentence: ''}; // of the output, like the following
    written = NaN; // when the newest record was written, by performance.now()
    times = []; // of the last records, by the source's clock
    offsets = []; // how far this machine's clock is ahead of the source's, one for each live record

    constructor(onChange) {
        this.onChange = onChange;
        for (const event of ['online', 'visibilitychange']) // timers stop while the machine is suspended
            window.addEventListener(event, () => (!this.socket || Date.now() > this.due) && this.action());
        setInterval(() => this.checkPage(), 5000);
        this.checkPage();
        this.connect();
    }

    connect() {
        this.socket = new WebSocket(new URL('feed', document.baseURI).href.replace(/^http/, 'ws'));
        this.socket.onmessage = ({data}) => this.handle(JSON.parse(data));
        this.socket.onclose = ({code, reason}) => this.handleLoss(reason, code === 1008);
        this.setTimer(() => this.handleLoss(), handshakeTimeout);
    }

    setTimer(action, delay) {
        clearTimeout(this.timer);
        this.timer = setTimeout(action, delay);
        [this.action, this.due] = [action, Date.now() + delay];
    }

    handleLoss(reason, wasRefused = false) {
        Object.assign(this.socket, {onmessage: null, onclose: null}).close();
        Object.assign(this, {socket: null, state: wasRefused ? 'refused' : 'lost'});
        this.sentence = reason || 'The gateway does not answer, or it has too many clients.';
        this.setTimer(() => this.connect(), (wasRefused ? longestDelay : this.delay) * (0.5 + Math.random() / 2));
        this.delay = Math.min(longestDelay, 2 * this.delay);
        this.onChange();
    }

    /** Reloads the page if this address now has the full dashboard or the sign-in page. */
    async checkPage() {
        const answer = await fetch('.', {method: 'HEAD', cache: 'no-store'}).catch(() => null);
        const tag = answer?.headers.get('etag');
        if (answer?.status === 401 || (tag && (this.tag ??= tag) !== tag))
            location.reload();
    }

    handle(message) {
        this.setTimer(() => this.handleLoss(), 2 * (message.beat ?? this.beat));
        if (message.type === 'hello')
            this.handleHello(message);
        else if (message.type === 'status')
            [this.status, this.result] = [message, message.state === 'waiting' ? undefined : this.result];
        else if (message.type === 'records' && message.ids.length > 0)
            this.handleRecords(message);
        else if (message.type === 'age')
            [this.written, this.delay] = [performance.now() - (message.age ?? NaN), firstDelay];
        else if (message.type === 'report')
            [this.machine, this.function, this.failure] =
                [message.machine, message.status, message.failures[0] ?? (message.kept && this.failure)];
        this.onChange();
    }

    handleHello({feed, gateway, beat, outputs}) {
        if (feed !== 1)
            return this.handleLoss('This page and the gateway have different versions. Reload the page.', true);
        Object.assign(this, {state: 'connected', gateway, beat, outputs});
        this.key = outputs.find(key => encodeURIComponent(key) === location.hash.slice(1)) ?? outputs[0];
        this.socket.send(JSON.stringify({type: 'follow', feed, outputs: [this.key], span, measurements: false}));
    }

    handleRecords({anew, times, results, live}) {
        this.times = [...(anew ? [] : this.times), ...times].slice(-recordsLookedAt);
        this.result = results?.names
            ? Object.fromEntries(results.names.map((name, i) => [name, results.columns[i].at(-1)]))
            : results?.texts.at(-1) ?? ''; // it is not a JSON object
        this.written = live ? performance.now() : null; // null: the message `age` follows
        this.offsets = live ? [...this.offsets, Date.now() - times.at(-1)].slice(-recordsLookedAt) : this.offsets;
    }

    age = () => performance.now() - this.written; // NaN: it is not known
    period = () => median(this.times.slice(1).map((time, i) => time - this.times[i])) ?? 0;
    offset = () => Math.round((median([...this.offsets]) ?? 0) / 1000) * 1000;
}
