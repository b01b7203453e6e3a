// SPDX-License-Identifier: GPL-3.0-or-later
// The connection: follows the feed (docs/feed.md), and goes on from the last id after a loss.

import {parsed} from './results.js';
import {Output, span} from './output.js';

const feedVersion = 1;
const handshakeTime = 10000; // ms
const firstDelay = 500; // ms until the next attempt, doubled by each
const lastDelay = 15000;
const steadyTime = 10000; // ms after which a connection counts as a good one

export class Feed {
    outputs = new Map();
    link = {state: 'connecting', sentence: ''}; // '' while a gateway talks to us
    gateway = '';
    attempts = 0;
    beat = handshakeTime;

    constructor(onChange) {
        this.onChange = onChange;
        window.addEventListener('online', () => this.hurry());
        document.addEventListener('visibilitychange', () => document.hidden || this.hurry());
        this.connect();
    }

    connect() {
        clearTimeout(this.retry);
        this.isGreeted = false;
        const socket = new WebSocket(new URL('feed', document.baseURI).href.replace(/^http/, 'ws'));
        this.socket = socket;
        const ifCurrent = action => event => socket === this.socket && action(event);
        socket.onmessage = ifCurrent(event => this.hear(event.data));
        socket.onclose = ifCurrent(event => this.lose(event.code, event.reason));
        this.listen(handshakeTime);
    }

    /** Nothing for so long is a loss; a dead connection may take minutes to close, so that is not waited for. */
    listen(patience) {
        this.deadline = Date.now() + patience;
        clearTimeout(this.silence);
        this.silence = setTimeout(() => this.lose(0, 'The gateway is silent'), patience);
    }

    hurry() {
        if (!this.socket && !this.isOutdated)
            this.connect();
        else if (this.socket && Date.now() > this.deadline)
            this.lose(0, 'The gateway was silent');
    }

    lose(code, reason) {
        const socket = this.socket;
        const wasRefused = code === 1008; // policy violation: the gateway says why
        this.socket = null;
        clearTimeout(this.silence);
        clearTimeout(this.steady);
        socket.close();
        this.link = {state: wasRefused ? 'refused' : 'lost', sentence: reason || 'The gateway does not answer'};
        if (!this.isGreeted)
            this.askWhy();
        const delay = wasRefused ? lastDelay : Math.min(lastDelay, firstDelay * 2 ** this.attempts);
        ++this.attempts;
        this.retry = setTimeout(() => this.connect(), delay * (0.5 + Math.random() / 2));
        this.onChange();
    }

    /** A browser does not tell scripts why a handshake failed. */
    async askWhy() {
        const answer = await fetch('api/latest', {cache: 'no-store'}).catch(() => null);
        if (answer?.status === 401)
            location.reload(); // to the sign-in page
        else if (answer?.ok && this.link.state === 'lost') {
            this.link.sentence = 'The gateway answers but lets nobody follow: it has all the clients that it takes, ' +
                'or something between does not pass WebSockets on';
            this.onChange();
        }
    }

    hear(text) {
        this.listen(2 * this.beat);
        const message = parsed(text);
        const output = this.outputs.get(message?.output);
        if (message?.type === 'hello') {
            this.greet(message);
        } else if (output && message.type === 'status') {
            output.takeStatus(message);
        } else if (output && message.type === 'records') {
            output.takeRecords(message);
        } else if (output && message.type === 'age') {
            output.clock.setAge(message.age);
        } else if (output && message.type === 'report') {
            const kept = (output.report?.failures ?? []).slice(0, message.kept ?? 0);
            output.report = {...message, failures: [...message.failures, ...kept]};
        } else {
            return;
        }
        this.onChange();
    }

    greet({feed, gateway, beat, outputs}) {
        if (feed !== feedVersion) {
            this.isOutdated = true;
            this.link = {state: 'refused', sentence: `The gateway speaks version ${feed} of the feed, this page ` +
                `version ${feedVersion}: reload the page`};
            clearTimeout(this.silence);
            this.socket.close();
            this.socket = null;
            return;
        }
        this.isGreeted = true;
        this.steady = setTimeout(() => this.attempts = 0, steadyTime);
        this.link = {state: '', sentence: ''};
        this.gateway = gateway;
        this.beat = beat;
        this.outputs = new Map(outputs.map(key => [key, this.outputs.get(key) ?? new Output(key)]));
        const known = [...this.outputs.values()].filter(output => output.lastId !== undefined);
        const after = Object.fromEntries(known.map(output => [output.key, output.lastId]));
        this.socket.send(JSON.stringify({type: 'follow', feed: feedVersion, after, span, measurements: false}));
        this.listen(2 * beat);
    }
}
