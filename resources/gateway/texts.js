// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers, names and times are written.

import {cpuOf, isBranch, isPlainList} from './results.js';

const longestText = 300;
const smallOffset = 5000; // ms

const formats = [0, 1, 2, 3, 4, 5].map(digits =>
    new Intl.NumberFormat('en', {minimumFractionDigits: digits, maximumFractionDigits: digits}));

export function unitOf(name) {
    if (/percent|pct|[-_.]util[-_.]/i.test(name) || cpuOf(name))
        return '%';
    return /bytes|virtual_memory/i.test(name) ? 'B' : '';
}

/** A number as people read it: [number, unit], with three significant digits where it is no percentage. */
export function valueText(value, unit) {
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

/** "×10⁻⁷" */
function powerOfTen(exponent) {
    return `×10${exponent.replace('+', '').replace('-', '⁻').replace(/\d/g, digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit])}`;
}

/** Three significant digits, for sizes from 0.001 to 999.5. */
function threeDigits(value) {
    const decimals = [99.95, 9.995, 0.9995, 0.09995, 0.009995].findIndex(limit => Math.abs(value) >= limit);
    return formats.at(decimals).format(value);
}

/** With a prefix, or a power of ten where none fits. */
function scaledText(value, unit) {
    const [base, prefixes] = unit === 'B' ? [1024, ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']]
        : [1000, ['', 'k', 'M', 'G', 'T', 'P', 'E']];
    const step = prefixes.findIndex((_, i) => Math.abs(value) / base ** i < 999.5);
    const number = value / base ** step;
    if (step >= 0 && Math.abs(number) >= 0.001)
        return [threeDigits(number), prefixes[step] + unit];
    const [mantissa, exponent] = value.toExponential(2).split('e');
    return [formats[2].format(mantissa), `${powerOfTen(exponent)} ${unit}`.trim()];
}

/** `percent-network-egress` is "Network egress". */
export function labelOf(name) {
    const words = name.replace(/(^|[-_.\s])(?:percent(?:age)?|pct)(?=[-_.\s])/i, '').split(/[-_.\s]+/).filter(Boolean);
    const text = words.join(' ').replace(/\bcpu(s?)\b/gi, 'CPU$1') || name || 'result';
    return text[0].toUpperCase() + text.slice(1);
}

export function rowText(path, value) {
    if (typeof value === 'number')
        return valueText(value, unitOf(path)).join(' ').trim();
    const text = !isBranch(value) ? String(value) || '""'
        : Object.keys(value).length === 0 ? (Array.isArray(value) ? '[]' : '{}')
            : isPlainList(value) ? value.slice(0, longestText).join(', ') : '…';
    return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

export function durationText(ms) {
    const seconds = Math.max(0, ms) / 1000;
    if (seconds < 10)
        return `${formats[1].format(seconds)} s`;
    const [size, unit] = seconds < 60 ? [1, 's'] : seconds < 3600 ? [60, 'min']
        : seconds < 172800 ? [3600, 'h'] : [86400, 'days'];
    return `${Math.floor(seconds / size)} ${unit}`;
}

/** Empty while the clocks differ little: it takes results part of that to arrive. */
export function clockText(offset) {
    const difference = durationText(Math.round(Math.abs(offset) / 1000) * 1000);
    return Math.abs(offset) > smallOffset
        ? `the source’s clock is ${difference} ${offset > 0 ? 'behind' : 'ahead'}` : '';
}

export function countText(count, word) {
    return `${formats[0].format(count)} ${word}${count === 1 ? '' : 's'}`;
}
