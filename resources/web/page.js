// SPDX-License-Identifier: GPL-3.0-or-later
// The page around the dashboard: loads the program, says how far it is and what is wrong, and does for it what only a
// page can do (app/browser/browserpage.h).
import create from './pulseboard.js';

const program = 'pulseboard.wasm';
const programBytes = 0; // unpacked; the bundle's maker puts both in
const retryAfter = 2000; // ms

const element = id => document.getElementById(id);
const megabytes = bytes => (bytes / 1e6).toFixed(1);

function say(text, { isFinal = false } = {}) {
    element('start').hidden = false;
    element('bar').hidden = isFinal;
    element('again').hidden = !isFinal;
    element('text').textContent = text;
}

/** Counts what of a response has come, beside whoever uses it. */
async function showProgress(response) {
    const reader = response.body.getReader();
    let bytes = 0;
    for (;;) {
        const { done, value } = await reader.read();
        if (done)
            return;
        bytes += value.length;
        element('bar').value = bytes / programBytes;
        element('text').textContent = `Loading ${megabytes(bytes)} of ${megabytes(programBytes)} MB`;
    }
}

/** The program; waits for a gateway that is away. Null: the page is on its way out, or has said what is wrong. */
async function load() {
    for (;;) {
        let response;
        try {
            response = await fetch(program);
        } catch {
            say('The gateway cannot be reached. Trying again…');
            await new Promise(resolve => setTimeout(resolve, retryAfter));
            continue;
        }
        if (response.ok)
            return response;
        if (response.status === 401)
            location.reload(); // to the page that asks for the token
        else
            say(`The gateway does not send the dashboard: HTTP status ${response.status}.`, { isFinal: true });
        return null;
    }
}

function stored(action) {
    try {
        return action(localStorage);
    } catch {
        return null; // storage is off: the choice lasts as long as the page
    }
}

/** What the program asks of the page. */
const page = {
    feed: new URL('feed', document.baseURI).href.replace(/^http/, 'ws'),
    link: location.hash.slice(1),
    theme: stored(storage => storage.getItem('pulseboard.theme')) ?? 'auto',

    showTitle: text => { document.title = text; },
    showLink: text => history.replaceState(null, '', `#${text}`),
    keepTheme: theme => {
        document.documentElement.dataset.theme = theme;
        stored(storage => storage.setItem('pulseboard.theme', theme));
    },
    download: (name, bytes) => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([bytes.slice()])); // a copy: `bytes` lie in the program's memory
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    checkAccess: () => fetch('.', { method: 'HEAD', cache: 'no-store' })
        .then(({ status }) => status === 401 && location.reload(), () => {}), // to the page that asks for the token
    started: () => { // the window is painted in the next frame
        requestAnimationFrame(() => requestAnimationFrame(() => { element('start').hidden = true; }));
    },
};

async function start() {
    if (typeof WebAssembly !== 'object')
        return say('This browser has no WebAssembly, which the dashboard needs. Use a current one.', { isFinal: true });
    const response = await load();
    if (!response)
        return;
    showProgress(response.clone());
    let memory;
    const instance = await create({
        page,
        qtContainerElements: [element('screen')],
        instantiateWasm: (imports, done) => {
            WebAssembly.instantiateStreaming(response, imports)
                .then(({ instance, module }) => {
                    memory = Object.values(instance.exports).find(one => one instanceof WebAssembly.Memory);
                    done(instance, module);
                }).catch(stopped);
        },
        onAbort: stopped,
    });
    window.pulseboard = { // for tests
        report: () => JSON.parse(instance.report()),
        memory: () => memory.buffer.byteLength,
    };
    addEventListener('hashchange', () => instance.openLink(location.hash.slice(1)));
}

function stopped(reason) {
    say(`The dashboard has stopped: ${reason?.message ?? reason}.`, { isFinal: true });
}

element('again').addEventListener('click', () => location.reload());
start().catch(stopped);
