// SPDX-License-Identifier: GPL-3.0-or-later
// The gateway's own page: follows the feed (docs/feed.md) and shows the newest result of an output.
'use strict';

const feedVersion = 1;
const span = 300000; // ms of history that the sparklines show
const slot = 500; // ms; of the results within one, a sparkline has the last
const mostPoints = span / slot;
const mostSeries = 1500;
const mostLeaves = 5000;
const mostDepth = 16;
const mostTiles = 60;
const mostRows = 200;
const mostRoomyCells = 32;
const longestText = 300;
const handshakeTime = 10000; // ms
const firstDelay = 500; // ms until the next attempt, doubled by each
const lastDelay = 15000;

// ---- Results: from JSON to what is shown

/** Rows of numbers, all as long: the past, oldest first. */
function isTable(value) {
    return Array.isArray(value) && value.length > 0 && value.every(row =>
        Array.isArray(row) && row.length > 0 && row.length === value[0].length && row.every(Number.isFinite));
}

function isBranch(value) {
    return value !== null && typeof value === 'object';
}

function isPlainList(value) {
    return Array.isArray(value) && !value.some(isBranch);
}

/** Adds all that `value` holds as {path, value}; what lies in another has a dotted path, a plain list is one value. */
function addLeaves(leaves, path, value, depth = 0) {
    if (leaves.length >= mostLeaves)
        return;
    const newest = isTable(value) ? value[value.length - 1] : value;
    const isOne = isPlainList(newest) && !cpuOf(`${path}.0`);
    const names = isBranch(newest) && !isOne && depth < mostDepth ? Object.keys(newest) : [];
    if (names.length === 0)
        leaves.push({path, value: newest});
    for (const name of names)
        addLeaves(leaves, path === '' ? name : `${path}.${name}`, newest[name], depth + 1);
}

/** undefined: it is no JSON. */
function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function isJson(text) {
    return parsed(text) !== undefined;
}

/** A row of a table of the feed. */
function leavesOf(table, row) {
    const leaves = [];
    if (table.texts)
        addLeaves(leaves, '', parsed(table.texts[row]) ?? table.texts[row]);
    else
        table.names.forEach((name, i) => addLeaves(leaves, name, table.columns[i][row]));
    return leaves;
}

const cpuKinds = 'percent|pct|avg|average|mean|ma|util|utilization|usage|load|history';
const cpuPattern = new RegExp(`^(.*?cpus?(?:[-_.]?(?:${cpuKinds}))*(?:\\.[^.]+\\.|[-_.])?)` +
    '(\\d{1,4})(?![-_](?:sec|min|hour))((?:[-_.].+)?)$', 'i');
const cpuNames = new Map();

/** Which CPU a name is about, and what of it, as {family, index}; null: none. */
function cpuOf(name) {
    if (cpuNames.size > mostLeaves)
        cpuNames.clear();
    if (!cpuNames.has(name)) {
        const match = name.length < 200 ? cpuPattern.exec(name) : null;
        cpuNames.set(name, match && {family: `${match[1]}*${match[3]}`, index: Number(match[2])});
    }
    return cpuNames.get(name);
}

/** What goes where; a number that is missing for once (`isKnown`) keeps its place. */
function arranged(leaves, isKnown) {
    const result = {tiles: new Map(), groups: new Map(), rows: new Map()};
    for (const {path, value} of leaves) {
        const isNumber = typeof value === 'number' || (value === null && isKnown(path));
        const cpu = isNumber && cpuOf(path);
        if (cpu) {
            if (!result.groups.has(cpu.family))
                result.groups.set(cpu.family, new Map());
            result.groups.get(cpu.family).set(path, {index: cpu.index, value});
        } else if (isNumber && result.tiles.size < mostTiles) {
            result.tiles.set(path, value);
        } else {
            result.rows.set(path, value);
        }
    }
    return result;
}

const natural = new Intl.Collator('en', {numeric: true}).compare;

function isAverage(name) {
    return /avg|average|mean|[-_.]ma\b/i.test(name);
}

/** Averages first, since they say more. */
function byImportance(left, right) {
    return isAverage(right) - isAverage(left) || natural(left, right);
}

/** {mean, busiest, index, count} over the CPUs of the most important group; null: there is none. */
function cpuSummary(groups) {
    const family = [...groups.keys()].sort(byImportance)[0];
    const known = family === undefined ? [] : [...groups.get(family).values()].filter(cpu => cpu.value !== null);
    if (known.length === 0)
        return null;
    const busiest = known.reduce((most, cpu) => cpu.value > most.value ? cpu : most);
    const mean = known.reduce((sum, cpu) => sum + cpu.value, 0) / known.length;
    return {mean, busiest: busiest.value, index: busiest.index, count: known.length};
}

// ---- Texts

const formats = [0, 1, 2, 3].map(digits =>
    new Intl.NumberFormat('en', {minimumFractionDigits: digits, maximumFractionDigits: digits}));

function unitOf(name) {
    if (/percent|pct|[-_.]util[-_.]/i.test(name) || cpuOf(name))
        return '%';
    return /bytes|virtual_memory/i.test(name) ? 'B' : '';
}

/** A number as people read it: [number, unit], with three significant digits where it is no percentage. */
function valueText(value, unit) {
    const size = Math.abs(value);
    if (!Number.isFinite(value))
        return ['–', unit];
    if (unit === '%' && size >= 10000)
        return [value < 0 ? '< -9999' : '> 9999', unit];
    if (unit === '%')
        return [formats[1].format(size < 0.05 ? 0 : value), unit]; // never "-0.0"
    const isWhole = Number.isInteger(value) || size >= 999.5;
    if (isWhole && size < (unit === '' ? 99999.5 : 1000))
        return [formats[0].format(value), unit];
    return scaledText(value, unit);
}

function scaledText(value, unit) {
    const [base, prefixes] = unit === 'B' ? [1024, ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']]
        : [1000, ['', 'k', 'M', 'G', 'T', 'P', 'E']];
    const isTooLarge = step => Math.abs(value) / base ** step >= 999.5;
    const step = prefixes.findIndex((_, i) => !isTooLarge(i) || i === prefixes.length - 1);
    const size = Math.abs(value) / base ** step;
    const digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    const number = isTooLarge(step) ? (value < 0 ? '< -999' : '> 999')
        : size < 0.001 ? '≈ 0' : formats[digits].format(value / base ** step);
    return [number, prefixes[step] + unit];
}

/** `percent-network-egress` is "Network egress". */
function labelOf(name) {
    const words = name.replace(/(^|[-_.\s])(?:percent(?:age)?|pct)(?=[-_.\s])/i, '').split(/[-_.\s]+/).filter(Boolean);
    const text = words.join(' ').replace(/\bcpu(s?)\b/gi, 'CPU$1') || name || 'result';
    return text[0].toUpperCase() + text.slice(1);
}

function rowText(path, value) {
    if (typeof value === 'number')
        return valueText(value, unitOf(path)).join(' ').trim();
    const text = !isBranch(value) ? String(value) || '""'
        : Object.keys(value).length === 0 ? (Array.isArray(value) ? '[]' : '{}')
            : isPlainList(value) ? value.slice(0, longestText).join(', ') : '…';
    return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

function durationText(ms) {
    const seconds = Math.max(0, ms) / 1000;
    if (seconds < 10)
        return `${formats[1].format(seconds)} s`;
    const [size, unit] = seconds < 60 ? [1, 's'] : seconds < 3600 ? [60, 'min']
        : seconds < 172800 ? [3600, 'h'] : [86400, 'days'];
    return `${Math.floor(seconds / size)} ${unit}`;
}

function countText(count, word) {
    return `${formats[0].format(count)} ${word}${count === 1 ? '' : 's'}`;
}

// ---- What is known of an output

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

const meanName = '\0percent-mean'; // series like those of a result's names, but no such name
const busiestName = '\0percent-busiest';

class Output {
    status = {state: 'connecting', sentence: '', where: ''};
    report = null;
    newest = null; // result, {time, leaves, isJson}; of the history only when all of it is there

    constructor(key) {
        this.key = key;
        this.forget();
    }

    forget() {
        this.series = new Map();
        this.lastId = undefined;
        this.isVoid = false;
        this.skew = undefined;
    }

    takeStatus(status) {
        this.status = status;
        if (status.state === 'waiting') {
            this.forget();
            this.newest = null;
        }
    }

    takeRecords({anew, more, ids, times, results}, isHistory) {
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
        if (!isHistory) // the two clocks differ by the least that a result seems to take
            this.skew = Math.min(this.skew ?? Infinity, Date.now() - times[last]);
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

    age() {
        return this.newest ? Date.now() - this.newest.time - (this.skew ?? 0) : NaN;
    }
}

// ---- The connection

class Feed {
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
        this.history = new Set(); // outputs of which the history still comes
        const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
        const socket = new WebSocket(`${scheme}//${location.host}/feed`);
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
        const answer = await fetch('/api/latest', {cache: 'no-store'}).catch(() => null);
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
            output.takeRecords(message, this.history.has(output));
            if (!message.more)
                this.history.delete(output);
        } else if (output && message.type === 'report') {
            output.report = {failures: output.report?.failures ?? [], ...message}; // those of before, if it has none
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
        this.attempts = 0;
        this.link = {state: '', sentence: ''};
        this.gateway = gateway;
        this.beat = beat;
        this.outputs = new Map(outputs.map(key => [key, this.outputs.get(key) ?? new Output(key)]));
        this.history = new Set(this.outputs.values());
        const known = [...this.outputs.values()].filter(output => output.lastId !== undefined);
        const after = Object.fromEntries(known.map(output => [output.key, output.lastId]));
        this.socket.send(JSON.stringify({type: 'follow', feed: feedVersion, after, span, measurements: false}));
        this.listen(2 * beat);
    }
}

// ---- The page

const element = id => document.getElementById(id);

function setText(node, text) {
    if (node.textContent !== text)
        node.textContent = text;
}

function newElement(tag, className, children = []) {
    const node = document.createElement(tag);
    node.className = className;
    node.append(...children);
    return node;
}

function newValue(name) {
    const node = newElement('span', 'value');
    node.dataset.name = name;
    return node;
}

/** Where the scale of a sparkline begins and ends. */
function limitsOf(values, unit) {
    return unit === '%' ? [0, 100] : [Math.min(...values), Math.max(...values)];
}

class Spark {
    static width = span / 1000;
    static height = 24;

    constructor() {
        const create = tag => document.createElementNS('http://www.w3.org/2000/svg', tag);
        this.node = create('svg');
        this.node.setAttribute('class', 'spark');
        this.node.setAttribute('viewBox', `0 0 ${Spark.width} ${Spark.height}`);
        this.node.setAttribute('preserveAspectRatio', 'none');
        this.node.setAttribute('aria-hidden', 'true');
        this.paths = ['area', 'line', 'end'].map(name => {
            const path = create('path');
            path.setAttribute('class', name);
            this.node.append(path);
            return path;
        });
    }

    draw(series, end, unit) {
        const [low, high] = limitsOf(series.values, unit);
        const round = value => Math.round(value * 10) / 10;
        const points = [];
        series.times.forEach((time, i) => {
            const share = low < high ? Math.min(1, Math.max(0, (series.values[i] - low) / (high - low))) : 0.5;
            if (time > end - span)
                points.push([round(Spark.width - (end - time) / 1000), round((1 - share) * (Spark.height - 2) + 1)]);
        });
        if (points.length === 0)
            return;
        const line = `M${points.join('L')}`;
        const [last, y] = points[points.length - 1];
        const area = `${line}V${Spark.height}H${points[0][0]}Z`;
        [area, line, `M${last},${y}h0.01`].forEach((d, i) => this.paths[i].setAttribute('d', d));
    }
}

class Tile {
    constructor(name, label) {
        this.spark = new Spark();
        this.value = newValue(name);
        this.unit = newElement('span', 'unit');
        this.about = newElement('p', 'about-tile');
        this.node = newElement('div', 'tile', [newElement('p', 'label', [label]),
            newElement('p', 'figure', [this.value, this.unit]), this.about, this.spark.node]);
    }

    set(value, unit, about) {
        const [number, scaled] = valueText(value ?? NaN, unit);
        setText(this.value, number);
        setText(this.unit, scaled);
        setText(this.about, about);
        this.node.title = about;
    }
}

function setLoad(node, load) {
    node.classList.toggle('hot', load >= 95);
    node.classList.toggle('warm', load >= 80 && load < 95);
}

/** From green over yellow to red. */
function loadColor(load) {
    const colors = [[0x22, 0xa0, 0x6b], [0xe2, 0xb2, 0x03], [0xd9, 0x30, 0x25]];
    const [from, to] = load < 50 ? [colors[0], colors[1]] : [colors[1], colors[2]];
    const share = load < 50 ? load / 50 : load / 50 - 1;
    return `rgb(${from.map((part, i) => Math.round(part + (to[i] - part) * share)).join(',')})`;
}

class Cell {
    constructor(name, index, isRoomy) {
        this.value = newValue(name);
        this.fill = newElement('i', 'fill');
        this.spark = isRoomy ? new Spark() : null;
        this.node = newElement('li', 'cell', [this.fill, newElement('span', 'index', [String(index)]), this.value]);
        this.node.title = name;
        if (this.spark)
            this.node.append(this.spark.node);
    }

    set(value) {
        const load = Math.min(100, Math.max(0, Math.round(value ?? 0)));
        setText(this.value, valueText(value ?? NaN, '%')[0]);
        if (load === this.load)
            return;
        this.load = load;
        this.fill.style.transform = `scaleX(${load / 100})`;
        this.fill.style.backgroundColor = loadColor(load);
    }
}

/** Keeps in `parent` one view for each of `names`, in their order; gives those views. */
function keep(views, parent, names, create) {
    if (names.length === views.size && names.every(name => views.has(name)))
        return views;
    const next = new Map(names.map(name => [name, views.get(name) ?? create(name)]));
    parent.replaceChildren(...[...next.values()].map(view => view.node));
    return next;
}

class Group {
    cells = new Map();

    constructor(family) {
        this.title = newElement('h2', '', [isAverage(family) ? 'CPU average' : 'CPU usage']);
        this.about = newElement('span', 'about');
        this.list = newElement('ul', 'cells');
        this.node = newElement('section', 'panel', [this.title, this.about, this.list]);
        this.family = family;
    }

    set(cpus) {
        const isRoomy = cpus.size <= mostRoomyCells;
        if (isRoomy !== this.isRoomy)
            this.cells = new Map();
        this.isRoomy = isRoomy;
        this.list.className = `cells ${isRoomy ? 'roomy' : cpus.size <= 100 ? 'dense' : 'dense many'}`;
        const names = [...cpus.keys()].sort((left, right) => cpus.get(left).index - cpus.get(right).index);
        this.cells = keep(this.cells, this.list, names, name => new Cell(name, cpus.get(name).index, isRoomy));
        setText(this.about, `${countText(cpus.size, 'CPU')}, percent, as ${this.family}`);
        for (const [name, cpu] of cpus)
            this.cells.get(name).set(cpu.value);
    }
}

class Row {
    constructor(path) {
        this.value = newElement('dd', '');
        this.value.dataset.name = path;
        this.node = newElement('div', 'row', [newElement('dt', 'path', [path || 'result']), this.value]);
        this.node.firstChild.title = path;
    }
}

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
        const failure = status && report.failures.find(({time}) => Date.now() - time < span);
        const calls = status && [
            status.function.split('/').pop(), countText(status.calls, 'call'),
            countText(status.calls - (status.outcomes.success ?? 0), 'failure'),
            status.ready ? '' : `not ready: ${status.reason}`,
        ];
        setText(element('calls'), calls ? calls.filter(Boolean).join(' · ') : '');
        setText(element('failure'), failure ? `${durationText(Date.now() - failure.time)} ago: ` +
            `${failure.errorType || failure.outcome}: ${failure.errorMessage}` : '');
        element('failure').title = failure ? failure.errorMessage : '';
    }

    drawAge() {
        const age = this.output ? this.output.age() : NaN;
        const text = this.state === 'live' ? `, ${durationText(age)} ago` : `, newest result ${durationText(age)} ago`;
        setText(element('age'), Number.isFinite(age) ? text : '');
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
