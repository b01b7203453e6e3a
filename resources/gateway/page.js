// SPDX-License-Identifier: GPL-3.0-or-later
// The gateway's own page: the state of the connection and the newest values of one output.
import {Feed} from './feed.js';

const [mostRows, longestText] = [200, 300];
const [staleAfter, stalePeriods, smallOffset] = [15000, 4, 5000]; // ms, except for the number of periods
const words = {
    connecting: 'Connecting…', waiting: 'Waiting for the first result', live: 'Live', stale: 'No new result',
    unknown: 'Connected', lost: 'Connection lost, reconnecting…', refused: 'Refused', unreadable: 'Not a JSON object',
};
const [whole, decimal, scientific] = [{}, {minimumFractionDigits: 2, maximumFractionDigits: 2},
    {notation: 'scientific', maximumFractionDigits: 2}].map(options => new Intl.NumberFormat('en', options));

const element = id => document.getElementById(id);
const isBranch = value => value !== null && typeof value === 'object';
const join = (separator, ...texts) => texts.filter(Boolean).join(separator);

function setText(node, text) {
    if (node.textContent !== text) // an assignment would clear the selection in it
        node.textContent = text;
}

/** Escapes characters that are not visible, or that change the order of those around them. */
const visible = text => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu,
    character => `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`) || '""';
const formatNumber = value => (value !== 0 && !(Math.abs(value) >= 0.01 && Math.abs(value) < 1e15) ? scientific
    : Number.isInteger(value) ? whole : decimal).format(value);

function formatValue(value) {
    const text = typeof value === 'number' ? formatNumber(value) : !isBranch(value) ? visible(String(value))
        : value.length > 0 ? value.slice(0, longestText).map(formatValue).join(', ') : JSON.stringify(value);
    return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

function formatDuration(ms) {
    const [size, unit] = ms < 120e3 ? [1e3, 's'] : ms < 7200e3 ? [60e3, 'min'] : ms < 172800e3 ? [3600e3, 'h'] : [86400e3, 'days'];
    return `${Math.floor(ms / size)} ${unit}`;
}

/** Returns a [path, value] for each value; a list of plain values is one value. */
function rowsOf(value, path) {
    const isList = Array.isArray(value);
    const names = !isBranch(value) || (isList && !value.some(isBranch)) ? [] : Object.keys(value);
    const pathOf = name => isList ? `${path ?? ''}[${name}]` : path === undefined ? visible(name) : `${path}.${visible(name)}`;
    return names.length === 0 ? [[path ?? 'result', value]] : names.flatMap(name => rowsOf(value[name], pathOf(name)));
}

function showValues(rows) {
    const body = element('values');
    while (body.rows.length > Math.min(rows.length, mostRows))
        body.deleteRow(-1);
    for (const [i, [path, value]] of rows.slice(0, mostRows).entries()) {
        const row = body.rows[i] ?? body.insertRow();
        const [name, cell] = [0, 1].map(at => row.cells[at] ?? row.insertCell());
        setText(name, path);
        setText(cell, formatValue(value));
        cell.dataset.name = path;
    }
    setText(element('more'), rows.length > mostRows ? `and ${whole.format(rows.length - mostRows)} more` : '');
    element('newest').hidden = rows.length === 0;
}

/** A result is live only if its age is known and the next one is not overdue. */
function stateOf({state, status, result}) {
    const isOverdue = feed.age() > Math.max(staleAfter, stalePeriods * feed.period());
    return state !== 'connected' ? state : status.state !== 'live' ? status.state
        : result === undefined ? 'connecting' : typeof result === 'string' ? 'unreadable'
            : isOverdue ? 'stale' : Number.isNaN(feed.age()) ? 'unknown' : 'live';
}

function ageText() {
    const [age, offset] = [feed.age(), feed.offset()];
    return join(' · ',
        Number.isNaN(age) ? 'age of the newest result unknown' : `newest result ${formatDuration(age)} ago`,
        Math.abs(offset) > smallOffset &&
            `the source’s clock is ${formatDuration(Math.abs(offset))} ${offset > 0 ? 'behind' : 'ahead'}`);
}

function functionText({function: status, failure}) {
    const ago = failure ? feed.age() + feed.times.at(-1) - failure.time : NaN;
    return join('\n', status?.reason && `The function is not ready: ${status.reason}`,
        status?.loadFailure && `The newest version of the function cannot be loaded: ${status.loadFailure}`,
        failure && `Newest failure of the function${ago >= 0 ? `, ${formatDuration(ago)} ago` : ''}: ` +
            `${failure.errorType || failure.outcome}: ${failure.errorMessage}`);
}

function show() {
    if (feed.state === 'connected' && feed.written === null)
        return; // the next message has the age
    const state = stateOf(feed);
    document.body.dataset.state = state;
    document.title = `${state === 'live' ? '●' : `○ ${words[state]} ·`} ${feed.key ?? 'Pulseboard'}`;
    setText(element('state'), words[state]);
    setText(element('age'), feed.result === undefined ? '' : ageText());
    setText(element('reason'), state === 'waiting' ? `No result is stored under the key “${feed.key}” yet.`
        : feed.state === 'connected' ? feed.status.sentence : feed.sentence ?? '');
    setText(element('function'), functionText(feed));
    setText(element('about'), join(' · ', feed.machine?.name, feed.status.where, feed.gateway && `gateway ${feed.gateway}`));
    if (element('outputs').textContent !== feed.outputs.join(''))
        element('outputs').replaceChildren(...feed.outputs.map(key => new Option(key, key, false, key === feed.key)));
    showValues(feed.result === undefined ? [] : rowsOf(feed.result));
}

element('command').textContent = `pulseboard --gateway ${new URL('.', location).href}`;
element('outputs').onchange = ({target}) => { location.hash = encodeURIComponent(target.value); };
window.onhashchange = () => location.reload();
const feed = new Feed(show);
setInterval(show, 1000);
