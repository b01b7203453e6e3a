// SPDX-License-Identifier: GPL-3.0-or-later
// The real chain: redis-server, pulseboard-runtime and pulseboard-gateway as processes on free ports.
import { spawn, execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const bin = process.env.PULSEBOARD_BIN ?? join(root, 'build', 'release', 'bin');
const bundle = process.env.PULSEBOARD_WEB ?? join(root, 'build', 'wasm', 'web');

export const inputKey = 'metrics';
export const outputKey = 'results';
export const historyKey = `{${outputKey}}:history`;

/** Waits until `condition` returns a true value, and returns it; exceptions count as false. */
export async function until(condition, what, timeout = 20_000) {
    const end = Date.now() + timeout;
    let problem;
    while (Date.now() < end) {
        try {
            const value = await condition();
            if (value)
                return value;
            problem = undefined;
        } catch (error) {
            problem = error;
        }
        await new Promise(resolve => setTimeout(resolve, 20));
    }
    throw new Error(`not within ${timeout / 1000} s: ${what}`, { cause: problem });
}

export async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    return port;
}

function answers(port) {
    return new Promise(resolve => {
        const socket = connect(port, '127.0.0.1');
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
        socket.once('connect', () => socket.destroy());
    });
}

/** A program that can be stopped and restarted with the same arguments. */
class Program {
    constructor(name, file, args, port, env = {}) {
        Object.assign(this, { name, file, args, port, env, output: '' });
    }

    async start() {
        this.process = spawn(this.file, this.args, { env: { ...process.env, ...this.env }, stdio: ['ignore', 'pipe', 'pipe'] });
        for (const stream of [this.process.stdout, this.process.stderr])
            stream.on('data', data => { this.output += data; });
        await until(() => {
            if (this.process.exitCode !== null)
                throw new Error(`${this.name} ended:\n${this.output}`);
            return !this.port || answers(this.port);
        }, `${this.name} answers`);
    }

    async stop(signal = 'SIGTERM') {
        if (!this.process || this.process.exitCode !== null || this.process.signalCode !== null)
            return;
        const ended = once(this.process, 'exit');
        this.process.kill(signal);
        await ended;
    }
}

export class Chain {
    static async start({ runtime = true, web = bundle, token, host, outputs = [outputKey] } = {}) {
        const chain = new Chain();
        chain.folder = await mkdtemp(join(tmpdir(), 'pulseboard-browser-'));
        const [redis, gateway] = [await freePort(), await freePort()];
        chain.redisPort = redis;
        chain.url = `http://127.0.0.1:${gateway}/`;
        const env = { REDIS_URL: `redis://127.0.0.1:${redis}`, REDIS_INPUT_KEY: inputKey, REDIS_OUTPUT_KEY: outputKey };
        chain.redis = new Program('redis-server', 'redis-server', ['--port', `${redis}`, '--bind', '127.0.0.1', '--save', '',
            '--appendonly', 'yes', '--appendfsync', 'always', '--dir', chain.folder], redis);
        chain.runtime = new Program('pulseboard-runtime', join(bin, 'pulseboard-runtime'), ['--http-port', '0', '--pyfile',
            join(root, 'resources', 'handlers', 'metrics.py')], 0, { ...env, TRIGGER: 'push' });
        chain.gateway = new Program('pulseboard-gateway', join(bin, 'pulseboard-gateway'),
            ['--listen', `127.0.0.1:${gateway}`, ...(web ? ['--web', web] : []),
                ...(host ? ['--allow-host', host] : []), ...(token ? ['--token-file', join(chain.folder, 'token')] : [])], gateway,
            { ...env, REDIS_OUTPUT_KEY: outputs.join(',') });
        if (token)
            await chain.setToken(token);
        try {
            await chain.redis.start();
            if (runtime)
                await chain.runtime.start();
            await chain.gateway.start();
        } catch (error) {
            await chain.stop();
            throw error;
        }
        return chain;
    }

    /** Starts an nginx that serves the gateway below `path`, as docs/reference/gateway.md says; returns the URL of the page. */
    async serveBelow(path) {
        const port = await freePort();
        const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(kind => `${kind}_temp_path ${kind};`);
        await writeFile(join(this.folder, 'nginx.conf'), `
daemon off; master_process off; pid nginx.pid; error_log stderr; events {}
http {
    access_log off; ${temporary.join(' ')}
    map $http_upgrade $connection_upgrade { default upgrade; '' close; }
    server {
        listen 127.0.0.1:${port};
        location ${path} {
            proxy_pass ${this.url};
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        }
    }
}`);
        this.nginx = new Program('nginx', '/usr/sbin/nginx', ['-p', this.folder, '-c', 'nginx.conf', '-e', 'stderr'], port);
        await this.nginx.start();
        return `http://127.0.0.1:${port}${path}`;
    }

    setToken(token) {
        return writeFile(join(this.folder, 'token'), token);
    }

    async stop() {
        await this.stopFeed();
        for (const program of [this.nginx, this.gateway, this.runtime, this.redis])
            await program?.stop();
        await rm(this.folder, { recursive: true });
    }

    /** Runs one command with redis-cli, and returns the output. */
    async command(...words) {
        const { stdout } = await run('redis-cli', ['-p', `${this.redisPort}`, '-e', ...words.map(String)], { maxBuffer: 1 << 28 });
        return stdout.replace(/\n$/, '');
    }

    /** Runs many commands at once, each a list of words. */
    async commands(all) {
        const bytes = all.map(words => `*${words.length}\r\n` + words.map(word => {
            const text = `${word}`;
            return `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
        }).join('')).join('');
        const process = spawn('redis-cli', ['-p', `${this.redisPort}`, '--pipe'], { stdio: ['pipe', 'pipe', 'inherit'] });
        process.stdin.end(bytes);
        let output = '';
        process.stdout.on('data', data => { output += data; });
        await once(process, 'exit');
        if (!/errors: 0/.test(output))
            throw new Error(`redis-cli --pipe: ${output}`);
    }

    async result() {
        const json = await this.command('GET', outputKey);
        return json ? JSON.parse(json) : undefined;
    }

    /** Writes a measurement, and returns its result. */
    async measure(measurement) {
        const before = await this.command('XLEN', historyKey);
        await this.command('SET', inputKey, JSON.stringify(measurement));
        await until(async () => Number(await this.command('XLEN', historyKey)) > Number(before), 'a result of the measurement');
        return this.result();
    }

    /** Writes a history as the runtime does: `count` results, `step` s apart, the last one at `end`; `first`: a number for the values. */
    async fill(count, step, end = Date.now(), cpus = 4, first = 0) {
        const records = Array.from({ length: count }, (_, at) => {
            const time = end - (count - 1 - at) * step * 1000;
            const input = measurement(first + at, cpus, new Date(time));
            return [time, JSON.stringify(input), JSON.stringify(resultOf(input))];
        });
        await this.commands([
            ...records.map(([time, input, result]) => ['XADD', historyKey, '*', 't', time, 'd', result, 'i', input]),
            ['SET', outputKey, records.at(-1)[2]]]);
    }

    /** Writes a measurement every second. */
    feed() {
        let number = 0;
        this.feeding ??= setInterval(() => {
            this.fed = this.command('SET', inputKey, JSON.stringify(measurement(number++))).catch(() => {}); // Redis may be stopped
        }, 1000);
    }

    async stopFeed() {
        clearInterval(this.feeding);
        this.feeding = undefined;
        await this.fed;
    }

    /** Returns a field of the newest record in the history. */
    async newest(field) {
        const lines = (await this.command('XREVRANGE', historyKey, '+', '-', 'COUNT', '1')).split('\n');
        return lines[lines.indexOf(field) + 1];
    }

    /** Returns the times of the results in Redis, ms since epoch. */
    async times() {
        const lines = (await this.command('XRANGE', historyKey, '-', '+')).split('\n');
        return lines.filter((_, at) => lines[at - 1] === 't').map(Number);
    }
}

/** Returns a measurement of `cpus` CPUs; each differs from the previous one. */
export function measurement(number, cpus = 4, time = new Date()) {
    const values = {
        timestamp: time.toISOString().replace('T', ' ').replace('Z', '000'),
        'virtual_memory-total': 8_000_000_000,
        'virtual_memory-cached': 2_000_000_000 + Math.round(500_000_000 * Math.sin(number / 40)) + number * 1000,
        'virtual_memory-buffers': 100_000_000,
        'virtual_memory-percent': 40 + number % 20,
        'net_io_counters_eth0-bytes_sent': 1_000_000 + number * 50_000,
        'net_io_counters_eth0-bytes_recv': 2_000_000 + number * 20_000,
    };
    for (let cpu = 0; cpu < cpus; ++cpu)
        values[`cpu_percent-${cpu}`] = Math.round(500 + 450 * Math.sin(number / 5 + cpu)) / 10;
    return values;
}

/** Returns the sample function's result for a single measurement. */
function resultOf(input) {
    const [sent, received] = ['sent', 'recv'].map(name => input[`net_io_counters_eth0-bytes_${name}`]);
    const cached = input['virtual_memory-cached'] + input['virtual_memory-buffers'];
    const averages = Object.entries(input).filter(([name]) => name.startsWith('cpu_percent-'))
        .map(([name, value]) => [`moving_average_${name}`, value]);
    return {
        percentage_outgoing_bytes: 100 * sent / (sent + received),
        percentage_memory_caching: 100 * cached / input['virtual_memory-total'],
        ...Object.fromEntries(averages),
    };
}
