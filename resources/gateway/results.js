// SPDX-License-Identifier: GPL-3.0-or-later
// Results: from JSON to what is shown.

const mostLeaves = 5000;
const mostDepth = 16;
const mostTiles = 60;

/** Rows of numbers, all as long: the past, oldest first. */
function isTable(value) {
    return Array.isArray(value) && value.length > 0 && value.every(row =>
        Array.isArray(row) && row.length > 0 && row.length === value[0].length && row.every(Number.isFinite));
}

export function isBranch(value) {
    return value !== null && typeof value === 'object';
}

export function isPlainList(value) {
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
export function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

export function isJson(text) {
    return parsed(text) !== undefined;
}

/** A row of a table of the feed. */
export function leavesOf(table, row) {
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
export function cpuOf(name) {
    if (cpuNames.size > mostLeaves)
        cpuNames.clear();
    if (!cpuNames.has(name)) {
        const match = name.length < 200 ? cpuPattern.exec(name) : null;
        cpuNames.set(name, match && {family: `${match[1]}*${match[3]}`, index: Number(match[2])});
    }
    return cpuNames.get(name);
}

/** What goes where; a number that is missing for once (`isKnown`) keeps its place. */
export function arranged(leaves, isKnown) {
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

export const natural = new Intl.Collator('en', {numeric: true}).compare;

export function isAverage(name) {
    return /avg|average|mean|[-_.]ma\b/i.test(name);
}

/** Averages first, since they say more. */
export function byImportance(left, right) {
    return isAverage(right) - isAverage(left) || natural(left, right);
}

/** {mean, busiest, index, count} over the CPUs of the most important group; null: there is none. */
export function cpuSummary(groups) {
    const family = [...groups.keys()].sort(byImportance)[0];
    const known = family === undefined ? [] : [...groups.get(family).values()].filter(cpu => cpu.value !== null);
    if (known.length === 0)
        return null;
    const busiest = known.reduce((most, cpu) => cpu.value > most.value ? cpu : most);
    const mean = known.reduce((sum, cpu) => sum + cpu.value / known.length, 0); // never beyond all numbers
    return {mean, busiest: busiest.value, index: busiest.index, count: known.length};
}
