// SPDX-License-Identifier: GPL-3.0-or-later
// The page around the dashboard: loads the program, shows the progress and errors, and does what only a page can do for
// the program (app/browser/browserpage.h).
const script = './pulseboard.js';
const program = 'pulseboard.wasm';
const programBytes = 0; // uncompressed; bundle.py sets the size and both names
const retryAfter = 2000; // ms

const element = id => document.getElementById(id);

function stored(action) {
    try {
        return action(localStorage);
    } catch {
        return null; // storage is disabled: the choice is kept until the page is closed
    }
}

// Shown before the program is loaded and after it has ended; bundle.py takes them from resources/translations.
const translations = {}; // language: {text: translation}
const chosenLanguage = stored(storage => storage.getItem('pulseboard.language')) ?? 'auto';
const wantedLanguages = chosenLanguage === 'auto' ? navigator.languages : [chosenLanguage];
const languages = ['en', ...Object.keys(translations)];
const stem = name => name.split(/[-_]/)[0];
const languageLike = wanted => languages.find(one => stem(one) === stem(wanted));
const language = wantedLanguages.map(languageLike).find(Boolean) ?? 'en';
const megabytes = bytes =>
    (bytes / 1e6).toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

function translated(text, ...values) {
    const sentence = translations[language]?.[text] || text;
    return values.reduce((result, value, at) => result.replace(`%${at + 1}`, () => value), sentence);
}

let isOver = false; // the final text is not replaced

function say(text, { isFinal = false } = {}) {
    if (isOver)
        return;
    isOver = isFinal;
    element('start').hidden = false;
    element('bar').hidden = isFinal;
    element('again').hidden = !isFinal;
    element('text').textContent = text;
}

function stopped(reason) {
    say(translated('The dashboard has stopped: %1.', reason?.message ?? reason), { isFinal: true });
}

/** Shows how much of a response has been received; reads a clone of it. */
async function showProgress(response) {
    const reader = response.body.getReader();
    let bytes = 0;
    for (;;) {
        const { done, value } = await reader.read();
        if (done || isOver)
            return;
        bytes += value.length;
        element('bar').value = bytes / programBytes;
        element('text').textContent = translated('Loading %1 of %2 MB', megabytes(bytes), megabytes(programBytes));
    }
}

/** Repeats `attempt` until the gateway answers; returns its result. */
async function reached(attempt) {
    for (;;) {
        try {
            return await attempt();
        } catch {
            say(translated('The gateway cannot be reached. Trying again…'));
            await new Promise(resolve => setTimeout(resolve, retryAfter));
        }
    }
}

/** Returns the program. Null: the page is reloading or shows an error. */
async function load() {
    const response = await reached(() => fetch(program));
    if (response.ok)
        return response;
    if (response.status === 401)
        location.reload(); // shows the sign-in page
    else
        say(translated('The gateway does not send the dashboard: HTTP status %1.', response.status),
            { isFinal: true });
    return null;
}

/** Loads emscripten's script. A browser does not request a failed module again unless its URL differs. */
async function loadScript() {
    let attempt = 0;
    const { default: create } = await reached(async () => {
        if (attempt++ === 0)
            return import(script);
        if (!(await fetch(script, { method: 'HEAD' })).ok)
            location.reload(); // the page has changed, or a token is required
        return import(`${script}?${attempt}`);
    });
    return create;
}

/** Copies where Qt cannot: browsers give it the clipboard only on pages of https and of this machine. */
function copyText(text) {
    if (isSecureContext)
        return;
    const put = event => {
        event.clipboardData.setData('text/plain', text);
        event.preventDefault();
        event.stopImmediatePropagation(); // Qt would handle it as Ctrl+C
    };
    const selected = document.body.appendChild(document.createElement('textarea')); // without a selection, the browser copies nothing
    selected.value = text;
    selected.select();
    addEventListener('copy', put, true);
    document.execCommand('copy');
    selected.remove();
    setTimeout(() => removeEventListener('copy', put, true)); // Qt copies right after this, too
}

/** The functions and values of the page that the program uses. */
const page = {
    feed: new URL('feed', document.baseURI).href.replace(/^http/, 'ws'),
    link: location.hash.slice(1),
    theme: stored(storage => storage.getItem('pulseboard.theme')) ?? 'auto',
    language: chosenLanguage,

    showTitle: text => { document.title = text; },
    showLink: text => history.replaceState(null, '', `#${text}`),
    keepTheme: theme => {
        document.documentElement.dataset.theme = theme;
        stored(storage => storage.setItem('pulseboard.theme', theme));
    },
    keepLanguage: language => { stored(storage => storage.setItem('pulseboard.language', language)); },
    showLanguage: language => { document.documentElement.lang = language; },
    download: (name, bytes) => {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([bytes.slice()])); // a copy, because `bytes` are in the program's memory
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    copyText,
    checkAccess: () => fetch('.', { method: 'HEAD', cache: 'no-store' })
        .then(({ status }) => status === 401 && location.reload(), () => {}), // shows the sign-in page
    started: () => { // the window is painted in the next frame
        requestAnimationFrame(() => requestAnimationFrame(() => { element('start').hidden = true; }));
    },
};

async function start() {
    if (typeof WebAssembly !== 'object')
        return say(translated('This browser has no WebAssembly, which the dashboard needs. Use a current one.'),
            { isFinal: true });
    const [response, create] = await Promise.all([load(), loadScript()]);
    if (!response)
        return;
    showProgress(response.clone()).catch(() => {}); // errors are reported where the program is compiled
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

document.documentElement.lang = language;
element('bar').ariaLabel = translated('Loading');
element('text').textContent = translated('Loading…');
element('again').textContent = translated('Load the page again');
element('again').addEventListener('click', () => location.reload());
start().catch(stopped);
