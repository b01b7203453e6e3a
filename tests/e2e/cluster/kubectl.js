// SPDX-License-Identifier: GPL-3.0-or-later
// kubectl: KUBECTL names the program, optionally with its first arguments.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { root, until } from '../browser/chain.js';

const run = promisify(execFile);
const [file, ...first] = (process.env.KUBECTL ?? 'kubectl').split(' ');

/** Runs it, and returns { stdout, stderr }; throws if it fails. */
export function runKubectl(args, { input, timeout = 120_000 } = {}) {
    const process = run(file, [...first, ...args], { maxBuffer: 1 << 28, timeout, cwd: root });
    process.child.stdin.end(input);
    return process;
}

export const kubectl = async (args, options) => (await runKubectl(args, options)).stdout;

/** Starts one that runs until it is stopped; waits until its output matches `ready`. */
export async function kubectlInBackground(args, ready) {
    const process = spawn(file, [...first, ...args], { stdio: ['ignore', 'pipe', 'pipe'], cwd: root });
    let output = '';
    for (const stream of [process.stdout, process.stderr])
        stream.on('data', data => { output += data; });
    const match = await until(() => {
        if (process.exitCode !== null)
            throw new Error(`kubectl ${args.join(' ')} ended: ${output}`);
        return ready.exec(output);
    }, `kubectl ${args.join(' ')} prints ${ready}`);
    return { match, output: () => output, stop: () => process.kill() };
}
