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

/** Adds all that `value` holds as {path, value, inList}; what lies in another has a dotted path. */
function addLeaves(leaves, path, value, inList = false, depth = 0) {
    if (leaves.length >= mostLeaves)
        return;
    const branch = isTable(value) ? value[value.length - 1] : value;
    const names = branch !== null && typeof branch === 'object' ? Object.keys(branch) : [];
    if (names.length === 0 || depth === mostDepth) {
        leaves.push({path, value: branch, inList});
        return;
    }
    for (const name of names)
        addLeaves(leaves, path === '' ? name : `${path}.${name}`, branch[name], inList || Array.isArray(branch), depth + 1);
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

/** A row of a table of the feed. */
function leavesOf(table, row) {
    const leaves = [];
    if (table.texts)
        addLeaves(leaves, '', parsed(table.texts[row]));
    else
        table.names.forEach((name, i) => addLeaves(leaves, name, table.columns[i][row]));
    return leaves;
}

const cpuWords = '(?:percent|pct|avg|average|mean|ma|util|utilization|usage|load|history)';
const cpuPattern = new RegExp(
    `^(.*?(?:cpu|core)s?(?:[-_.]?${cpuWords})*(?:\\.[^.]+\\.|[-_.])?)(\\d{1,4})(?![-_](?:sec|min|hour))((?:[-_.].+)?)$`, 'i');
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
    for (const {path, value, inList} of leaves) {
        const isNumber = typeof value === 'number' || (value === null && isKnown(path));
        const cpu = isNumber && cpuOf(path);
        if (cpu) {
            if (!result.groups.has(cpu.family))
                result.groups.set(cpu.family, new Map());
            result.groups.get(cpu.family).set(path, {index: cpu.index, value});
        } else if (isNumber && !inList && result.tiles.size < mostTiles) {
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

/** A number as people read it: [number, unit], three significant digits where it is no percentage. */
function valueText(value, unit) {
    if (!Number.isFinite(value))
        return ['–', unit];
    if (unit === '%' && Math.abs(value) < 10000)
        return [formats[1].format(Math.abs(value) < 0.05 ? 0 : value), unit];
    if (Number.isInteger(value) && Math.abs(value) < (unit === 'B' ? 1000 : 100000))
        return [formats[0].format(value), unit];
    const base = unit === 'B' ? 1024 : 1000;
    const prefixes = unit === 'B' ? ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] : ['', 'k', 'M', 'G', 'T', 'P', 'E'];
    let scaled = value;
    let step = 0;
    while (Math.abs(scaled) >= 999.5 && step < prefixes.length - 1) {
        scaled /= base;
        ++step;
    }
    const size = Math.abs(scaled);
    if (size >= 999.5)
        return [value < 0 ? '< −999' : '> 999', prefixes[step] + unit];
    if (size < 0.001 && size > 0)
        return ['≈ 0', unit];
    return [formats[size >= 99.95 || size === 0 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3].format(scaled),
        prefixes[step] + unit];
}

/** `percent-network-egress` is "Network egress". */
function labelOf(name) {
    const words = name.replace(/(^|[-_.\s])(?:percent(?:age)?|pct)(?=[-_.\s])/i, '').split(/[-_.\s]+/).filter(Boolean);
    const text = words.join(' ') || name || 'result';
    return text[0].toUpperCase() + text.slice(1);
}

function rowText(path, value) {
    if (typeof value === 'number')
        return valueText(value, unitOf(path)).join(' ').trim();
    if (typeof value === 'object' && value !== null)
        return Array.isArray(value) ? (value.length === 0 ? '[]' : '[…]') : (Object.keys(value).length === 0 ? '{}' : '{…}');
    const text = value === '' ? '""' : String(value);
    return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

function durationText(ms) {
    const seconds = Math.max(0, ms) / 1000;
    if (seconds < 10)
        return `${formats[1].format(seconds)} s`;
    const [size, unit] = seconds < 60 ? [1, 's'] : seconds < 3600 ? [60, 'min'] : seconds < 172800 ? [3600, 'h'] : [86400, 'days'];
    return `${Math.floor(seconds / size)} ${unit}`;
}

function sentenceText(...parts) {
    return parts.filter(Boolean).map(part => part.replace(/\.?\s*$/, '.')).join(' ');
}

function countText(count, word) {
    return `${formats[0].format(count)} ${word}${count === 1 ? '' : 's'}`;
}

// ---- What is known of an output

/** A number over time. */
class Series {
    times = [];
    values = [];

    add(time, value) {
        const last = this.times.length - 1;
        const isSameSlot = last >= 0 && Math.floor(this.times[last] / slot) === Math.floor(time / slot);
        this.times.splice(isSameSlot ? last : last + 1, 1, time);
        this.values.splice(isSameSlot ? last : last + 1, 1, value);
        let old = Math.max(0, this.times.length - mostPoints);
        while (this.times[old] <= time - span)
            ++old;
        this.times.splice(0, old);
        this.values.splice(0, old);
    }
}

const meanName = '\0mean'; // no name in a result, but a series like those
const busiestName = '\0busiest';

class Output {
    status = {state: 'connecting', sentence: '', where: ''};
    report = null;

    constructor(key) {
        this.key = key;
        this.forget();
    }

    forget() {
        this.series = new Map();
        this.newest = null; // {time, leaves}
        this.lastId = undefined;
        this.isVoid = false;
        this.skew = undefined;
    }

    /** A message of records. */
    take({anew, ids, times, results}, isHistory) {
        this.isVoid = this.isVoid || anew;
        if (ids.length === 0) { // a gateway that starts knows nothing yet: what is shown stays until there is other
            this.lastId = this.isVoid ? undefined : this.lastId;
            return;
        }
        if (this.isVoid)
            this.forget();
        for (let row = ids.lastIndexOf(this.lastId) + 1; row < ids.length; ++row) {
            const isLast = row === ids.length - 1;
            if (isLast || Math.floor(times[row] / slot) !== Math.floor(times[row + 1] / slot))
                this.add(times[row], results ? leavesOf(results, row) : []);
        }
        this.lastId = ids[ids.length - 1];
        if (!isHistory) // the two clocks differ by the least that a result seems to take
            this.skew = Math.min(this.skew ?? Infinity, Date.now() - this.newest.time);
    }

    add(time, leaves) {
        this.newest = {time, leaves};
        for (const {path, value, inList} of leaves) {
            if (typeof value === 'number' && (!inList || cpuOf(path)))
                this.addTo(path, time, value);
        }
        const cpus = cpuSummary(this.arranged().groups);
        if (cpus) {
            this.addTo(meanName, time, cpus.mean);
            this.addTo(busiestName, time, cpus.busiest);
        }
    }

    addTo(name, time, value) {
        if (!this.series.has(name)) {
            if (this.series.size >= mostSeries)
                this.series.delete(this.series.keys().next().value);
            this.series.set(name, new Series());
        }
        this.series.get(name).add(time, value);
    }

    arranged() {
        return arranged(this.newest.leaves, path => this.series.has(path));
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
        if (!this.socket && this.link.state !== 'outdated')
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
            output.status = message;
            if (message.state === 'waiting')
                output.forget();
        } else if (output && message.type === 'records') {
            output.take(message, this.history.has(output));
            if (!message.more)
                this.history.delete(output);
        } else if (output && message.type === 'report') {
            output.report = message;
        } else {
            return;
        }
        this.onChange();
    }

    greet({feed, gateway, beat, outputs}) {
        if (feed !== feedVersion) {
            this.link = {state: 'outdated', sentence: `The gateway speaks version ${feed} of the feed, this page ` +
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
function limitsOf(series, unit) {
    if (unit === '%')
        return [0, 100];
    return [Math.min(...series.values), Math.max(...series.values)];
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
        const [low, high] = limitsOf(series, unit);
        const round = value => Math.round(value * 10) / 10;
        const points = [];
        series.times.forEach((time, i) => {
            const share = low < high ? Math.min(1, Math.max(0, (series.values[i] - low) / (high - low))) : 0.5;
            if (time <= end && time > end - span)
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
        this.value = name.startsWith('\0') ? newElement('span', 'value') : newValue(name);
        this.unit = newElement('span', 'unit');
        this.about = newElement('p', 'about-tile', [name.startsWith('\0') ? '' : name]);
        this.node = newElement('div', 'tile', [newElement('p', 'label', [label]),
            newElement('p', 'figure', [this.value, this.unit]), this.about, this.spark.node]);
        this.node.title = name.startsWith('\0') ? '' : name;
    }

    set(value, unit, about) {
        const [number, scaled] = valueText(value ?? NaN, unit);
        setText(this.value, number);
        setText(this.unit, scaled);
        if (about)
            setText(this.about, about);
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
    const isSame = names.length === views.size && names.every(name => views.has(name));
    if (isSame)
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
        this.list.className = `cells ${isRoomy ? 'roomy' : 'dense'}`;
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
    connecting: 'Connecting…', live: 'The newest result is empty', lost: 'The connection is lost',
    refused: 'The results cannot be read', 'not-json': 'The result is no JSON',
};

class Page {
    tiles = new Map();
    groups = new Map();
    rows = new Map();
    sparksDrawn = 0;

    constructor() {
        this.feed = new Feed(() => this.changed());
        element('outputs').addEventListener('change', event => {
            history.replaceState(null, '', `#${encodeURIComponent(event.target.value)}`);
            this.changed();
        });
        document.addEventListener('visibilitychange', () => this.changed());
        setInterval(() => this.feed.outputs.size > 0 && !document.hidden && this.drawAge(), 250);
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
        this.state = this.feed.link.state || this.output?.status.state || 'connecting';
        this.drawState(this.feed.link.state ? this.feed.link.sentence : this.output?.status.sentence);
        this.drawFunction(this.output?.report);
        this.drawAge();
        if (this.output?.newest && this.output.newest !== this.drawn)
            this.drawValues(this.output);
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
        setText(element('about'), gateway && `${output?.status.where ?? ''} · gateway ${gateway}`.replace(/^ · /, ''));
        return output;
    }

    drawState(sentence = '') {
        const {state, output} = this;
        const hasValues = Boolean(output?.newest);
        document.body.dataset.state = state;
        const isTrying = state === 'lost' && 'Trying again';
        setText(element('word'), words[state] ?? state);
        setText(element('notice'), hasValues && state !== 'live' ? sentenceText(sentence, isTrying) : '');
        element('values').hidden = !hasValues;
        element('nothing').hidden = hasValues;
        setText(element('nothing-title'), state === 'waiting' ? `Waiting for the first result under ${output.key}`
            : titles[state] ?? state);
        setText(element('nothing-reason'), sentenceText(sentence, isTrying));
    }

    drawFunction(report) {
        const status = this.state === 'live' && report?.status;
        const failure = status && report.failures.find(({time}) => Date.now() - time < span);
        const failures = status && status.calls - (status.outcomes.success ?? 0);
        setText(element('calls'), status ? [
            status.function.split('/').pop(), countText(status.calls, 'call'), countText(failures, 'failure'),
            status.ready ? '' : `not ready: ${status.reason}`].filter(Boolean).join(' · ') : '');
        setText(element('failure'), failure ? `${failure.errorType || failure.outcome}: ${failure.errorMessage}, ` +
            `${durationText(Date.now() - failure.time)} ago` : '');
    }

    drawAge() {
        const age = this.output ? this.output.age() : NaN;
        const text = this.state === 'live' ? `, ${durationText(age)} ago` : `, newest result ${durationText(age)} ago`;
        setText(element('age'), Number.isFinite(age) ? text : '');
    }

    drawValues(output) {
        const {tiles, groups, rows} = output.arranged();
        const cpus = cpuSummary(groups);
        const summary = cpus ? [meanName, busiestName] : [];
        const labels = new Map([[meanName, 'CPU mean'], [busiestName, 'Busiest CPU']]);
        const numbers = [...summary, ...[...tiles.keys()].sort(natural)];
        this.tiles = keep(this.tiles, element('tiles'), numbers, name => new Tile(name, labels.get(name) ?? labelOf(name)));
        for (const [name, value] of tiles)
            this.tiles.get(name).set(value, unitOf(name));
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
        document.title = cpus ? `${valueText(cpus.mean, '%').join(' ')} CPU · ${output.key}` : output.key;
        this.drawSparks(output);
    }

    /** Once a second is enough for lines over five minutes. */
    drawSparks(output) {
        const now = performance.now();
        if (now - this.sparksDrawn < 1000)
            return;
        this.sparksDrawn = now;
        const cells = [...this.groups.values()].flatMap(group => [...group.cells]);
        for (const [name, view] of [...this.tiles, ...cells]) {
            const series = output.series.get(name);
            if (series && view.spark)
                view.spark.draw(series, output.newest.time, name.startsWith('\0') ? '%' : unitOf(name));
        }
    }
}

new Page();
