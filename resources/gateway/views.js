// SPDX-License-Identifier: GPL-3.0-or-later
// What a value looks like: a tile, a cell, a row; and lines of their past.

import {isAverage} from './results.js';
import {countText, valueText} from './texts.js';
import {span} from './output.js';

const mostRoomyCells = 32;

export function setText(node, text) {
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

/** Where between them a value is, from 0 to 1; the difference of two numbers may be beyond all numbers. */
function shareOf(value, low, high) {
    const range = high - low;
    if (!(range > 0))
        return 0.5;
    const share = Number.isFinite(range) ? (value - low) / range : (value / 2 - low / 2) / (high / 2 - low / 2);
    return Math.min(1, Math.max(0, share));
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
            const share = shareOf(series.values[i], low, high);
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

export class Tile {
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

export function setLoad(node, load) {
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
export function keep(views, parent, names, create) {
    if (names.length === views.size && names.every(name => views.has(name)))
        return views;
    const next = new Map(names.map(name => [name, views.get(name) ?? create(name)]));
    parent.replaceChildren(...[...next.values()].map(view => view.node));
    return next;
}

export class Group {
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

export class Row {
    constructor(path) {
        this.value = newElement('dd', '');
        this.value.dataset.name = path;
        this.node = newElement('div', 'row', [newElement('dt', 'path', [path || 'result']), this.value]);
        this.node.firstChild.title = path;
    }
}
