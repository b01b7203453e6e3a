// SPDX-License-Identifier: GPL-3.0-or-later
// Renders manifests with kustomize and checks them: each check yields the problems of a list of objects.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from '../browser/chain.js';
import { runKubectl } from './kubectl.js';

/** Returns the objects in a text of YAML 1.1, which Kubernetes reads. */
export function read(text) {
    return parseAllDocuments(text, { version: '1.1' }).map(document => {
        assert.deepEqual([...document.errors, ...document.warnings], []);
        return document.toJS();
    });
}

/** Returns the objects of a folder; any message of kustomize is an error. */
export async function render(folder) {
    const { stdout, stderr } = await runKubectl(['kustomize', folder]);
    assert.equal(stderr, '');
    return read(stdout);
}

/** Returns the objects of a kustomization whose paths are relative to a folder of build. */
export async function renderText(text) {
    const build = join(root, 'build');
    await mkdir(build, { recursive: true });
    const folder = await mkdtemp(join(build, 'manifests-'));
    try {
        await writeFile(join(folder, 'kustomization.yaml'), text);
        return await render(folder);
    } finally {
        await rm(folder, { recursive: true });
    }
}

/** Returns the objects of the base with components, in their order. */
export const renderWith = components => renderText(JSON.stringify({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['../../k8s/base'],
    components: components.map(name => `../../k8s/components/${name}`),
}));

export const id = ({ kind, metadata }) => `${kind}/${metadata.name}`;
const ofKind = (objects, kind) => objects.filter(object => object.kind === kind);

/** Returns the pods of workloads, each with the id of its workload. */
function podsOf(objects) {
    return objects.filter(({ spec }) => spec?.template).map(workload => {
        const { metadata, spec } = workload.spec.template;
        const containers = [...spec.initContainers ?? [], ...spec.containers];
        const ports = containers.flatMap(container => container.ports ?? []);
        return { ...spec, workload, id: id(workload), labels: metadata?.labels ?? {}, containers, ports };
    });
}

const servicesOf = objects => ofKind(objects, 'Service').map(service =>
    ({ ...service.spec, id: id(service), labels: service.metadata.labels ?? {} }));

const selected = ({ matchLabels = {}, matchExpressions = [] }, candidates) => candidates.filter(({ labels }) =>
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
        && matchExpressions.every(({ key, operator, values }) => {
            assert.equal(operator, 'In', 'the only operator in use');
            return values.includes(labels[key]);
        }));

// The APIs in use, each with the package of its models. All are in Kubernetes 1.29 and newer; the package also has models
// of removed APIs.
const packages = {
    'v1': 'kubernetes-models',
    'apps/v1': 'kubernetes-models',
    'networking.k8s.io/v1': 'kubernetes-models',
    'policy/v1': 'kubernetes-models',
    'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator',
    'argoproj.io/v1alpha1': '@kubernetes-models/argo-cd',
};

/** Wraps `value` so that `looks` records each field that is read. */
function watched(value, looks) {
    if (typeof value !== 'object' || value === null)
        return value;
    return new Proxy(value, {
        get(object, field) {
            looks.set(object, (looks.get(object) ?? new Set()).add(field));
            return watched(object[field], looks);
        },
    });
}

/** Yields the paths of fields that were not read, except in objects of which no field was read. */
function* ignored(value, looks, path = '') {
    const seen = looks.get(value);
    for (const field of seen ? Object.keys(value) : []) {
        const at = Array.isArray(value) ? `${path}[${field}]` : path ? `${path}.${field}` : field;
        if (seen.has(field))
            yield* ignored(value[field], looks, at);
        else
            yield at;
    }
}

/**
 * The models are functions that accept unknown fields and have no strict mode. But they read every field that they know,
 * so a field that they do not read is misspelt. They read every key of a map, and no key where any object is allowed.
 */
async function* models(objects) {
    for (const object of objects) {
        const { apiVersion, kind } = object;
        if (!packages[apiVersion]) {
            yield `${id(object)}: ${apiVersion} is none of the APIs known here`;
            continue;
        }
        const looks = new Map();
        try {
            const module = await import(`${packages[apiVersion]}/${apiVersion}/${kind}`);
            module[kind].prototype.validate.call(watched(object, looks));
        } catch (error) {
            yield `${id(object)}: ${error.message}`;
        }
        for (const path of ignored(object, looks))
            yield `${id(object)}: unknown field ${path}`;
    }
}

/** Yields references to ports: the object that refers to it, the name or number, and the object that should have it. */
function* portNames(objects, pods, services) {
    for (const { id, selector, ports } of services)
        yield* ports.map(({ targetPort }) => [id, targetPort, selected({ matchLabels: selector }, pods)]);
    for (const { id, containers } of pods) {
        for (const container of containers) {
            for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'].map(name => container[name]))
                yield* [probe?.httpGet, probe?.tcpSocket].map(target => [id, target?.port, [container]]);
        }
    }
    for (const policy of ofKind(objects, 'NetworkPolicy')) {
        const { podSelector, ingress = [], egress = [] } = policy.spec;
        const rules = [...ingress.map(({ ports }) => ({ ports, to: [{ podSelector }] })), ...egress];
        for (const { ports = [], to = [{}] } of rules) {
            const targets = to.flatMap(({ podSelector = {} }) => selected(podSelector, pods));
            yield* ports.map(({ port }) => [id(policy), port, targets]);
        }
    }
    for (const ingress of ofKind(objects, 'Ingress')) {
        for (const { backend: { service } } of ingress.spec.rules.flatMap(({ http }) => http.paths))
            yield [id(ingress), service.port.name, services.filter(({ id }) => id === `Service/${service.name}`)];
    }
    for (const monitor of ofKind(objects, 'ServiceMonitor'))
        yield* monitor.spec.endpoints.map(({ port }) => [id(monitor), port, selected(monitor.spec.selector, services)]);
}

function* ports(objects) {
    const [pods, services] = [podsOf(objects), servicesOf(objects)];
    const within = (number, low, high) => Number.isInteger(number) && number >= low && number <= high;
    for (const { id, ports } of services) {
        for (const { port, nodePort = 30000 } of ports) {
            if (!within(port, 1, 65535) || !within(nodePort, 30000, 32767))
                yield `${id}: port ${port}, of the nodes ${nodePort}`;
        }
    }
    for (const { id, ports } of pods) {
        const names = ports.map(({ name }) => name);
        for (const { name, containerPort, hostPort = containerPort } of ports) {
            if (!within(containerPort, 1, 65535) || !within(hostPort, 1, 65535))
                yield `${id}: port ${containerPort}, of the node ${hostPort}`;
            if (!/^(?=.*[a-z])[a-z0-9-]{1,15}$/.test(name ?? '') || names.indexOf(name) !== names.lastIndexOf(name))
                yield `${id}: port name ${name}`;
        }
    }
    for (const [from, port, targets] of portNames(objects, pods, services)) {
        const known = targets.map(({ ports = [] }) => ports.some(({ name }) => name === port));
        if (typeof port === 'string' && (!known.length || known.includes(false)))
            yield `${from}: no port ${port} at its target`;
    }
}

function* selectors(objects) {
    const [pods, services] = [podsOf(objects), servicesOf(objects)];
    const [one, some] = [found => found.length === 1, found => found.length > 0];
    const peersIn = ({ ingress = [], egress = [] }) => [...ingress, ...egress]
        .flatMap(({ from = [], to = [] }) => [...from, ...to]) // other namespaces are unknown
        .flatMap(({ podSelector, namespaceSelector }) => podSelector && !namespaceSelector ? podSelector : []);
    const wanted = [
        ...pods.map(pod => [pod.id, pod.workload.spec.selector, pods, found => one(found) && found[0] === pod]),
        ...services.map(({ id, selector }) => [id, { matchLabels: selector }, pods, one]),
        ...ofKind(objects, 'PodDisruptionBudget').map(budget => [id(budget), budget.spec.selector, pods, some]),
        ...ofKind(objects, 'NetworkPolicy').flatMap(policy => [policy.spec.podSelector, ...peersIn(policy.spec)]
            .map(selector => [id(policy), selector, pods, some])),
        ...ofKind(objects, 'ServiceMonitor').map(monitor => [id(monitor), monitor.spec.selector, services, some]),
    ];
    for (const [from, selector, candidates, right] of wanted) {
        const found = selected(selector, candidates);
        if (!right(found))
            yield `${from}: selects ${found.map(({ id }) => id).join(', ') || 'nothing'}`;
    }
}

const kinds = { configMap: 'ConfigMap', secret: 'Secret', service: 'Service' };

/** Yields other references in an object, each with the keys that it uses. */
function* namesIn(value) {
    for (const [field, inner] of Object.entries(value ?? {})) {
        const [, kind, how] = /^(configMap|secret|service)(Name|Ref|KeyRef)?$/.exec(field) ?? [];
        if (how === 'Name')
            yield [`${kinds[kind]}/${inner}`, []];
        else if (kind)
            yield [`${kinds[kind]}/${inner.name ?? inner.secretName}`,
                [inner, ...inner.items ?? []].flatMap(({ key = [] }) => key)];
        else if (typeof inner === 'object')
            yield* namesIn(inner);
    }
}

/** `made` contains the objects that users create: ids, and the keys of each. */
function* references(objects, made) {
    const known = { ...made };
    for (const object of objects)
        known[id(object)] = Object.keys({ ...object.data, ...object.binaryData });
    for (const object of objects) {
        for (const [name, keys] of namesIn(object.spec)) {
            if (!known[name])
                yield `${id(object)}: no ${name}`;
            for (const key of keys.filter(key => known[name] && !known[name].includes(key)))
                yield `${id(object)}: no key ${key} in ${name}`;
        }
    }
}

const volumeTypes = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected',
    'secret'];

/** Yields violations of the Kubernetes profile "restricted" in a pod. */
function* beyondRestricted({ containers, ports, securityContext: ofPod, volumes = [], ...pod }) {
    yield* ['hostNetwork', 'hostPID', 'hostIPC'].filter(field => pod[field]);
    yield* ports.filter(({ hostPort }) => hostPort).map(({ hostPort }) => `hostPort ${hostPort}`);
    for (const { name, ...type } of volumes)
        yield* Object.keys(type).filter(key => !volumeTypes.includes(key)).map(key => `${key} ${name}`);
    for (const { name, securityContext } of containers) {
        const { capabilities: { drop = [], add = [] } = {}, ...context } = { ...ofPod, ...securityContext };
        const needs = {
            runAsNonRoot: context.runAsNonRoot === true && context.runAsUser !== 0,
            allowPrivilegeEscalation: context.allowPrivilegeEscalation === false && !context.privileged,
            seccompProfile: context.seccompProfile?.type === 'RuntimeDefault',
            capabilities: drop.includes('ALL') && !add.length,
        };
        yield* Object.keys(needs).filter(need => !needs[need]).map(need => `${need} of ${name}`);
    }
}

/** Yields violations of our own additional rules for pods. */
function* beyondHabits({ workload, labels, containers, volumes = [], ...pod }) {
    yield* ['automountServiceAccountToken', 'enableServiceLinks'].filter(field => pod[field] !== false);
    yield* ['name', 'component', 'part-of'].map(name => `app.kubernetes.io/${name}`)
        .filter(name => !labels[name] || workload.metadata.labels?.[name] !== labels[name]);
    const ofNode = volumes.filter(({ hostPath }) => hostPath).map(({ name }) => name);
    for (const { name, securityContext, resources: { requests, limits } = {}, volumeMounts = [] } of containers) {
        if (!securityContext?.readOnlyRootFilesystem)
            yield `readOnlyRootFilesystem of ${name}`;
        if (!requests?.cpu || !requests.memory || !limits?.memory)
            yield `resources of ${name}`;
        yield* volumeMounts.filter(mount => ofNode.includes(mount.name) && !mount.readOnly)
            .map(mount => `writes to ${mount.name}`);
    }
}

/** Checks our own pods, but not the assignment's, which users bring. */
const ofOurs = problems => objects => podsOf(objects).filter(({ id }) => id !== 'Deployment/serverless-redis')
    .flatMap(pod => [...problems(pod)].map(problem => `${pod.id}: ${problem}`));

/** Checks that a namespace allows its pods; only "privileged" allows ports and folders of the node. */
function* namespaces(objects) {
    const beyond = podsOf(objects).filter(pod => [...beyondRestricted(pod)].length);
    for (const namespace of ofKind(objects, 'Namespace')) {
        const level = namespace.metadata.labels?.['pod-security.kubernetes.io/enforce'] ?? 'privileged';
        if (level !== 'privileged')
            yield* beyond.map(pod => `${id(namespace)}: ${level}, but ${pod.id}`);
    }
}

export const checks = {
    models, ports, selectors, references, namespaces,
    restricted: ofOurs(beyondRestricted),
    habits: ofOurs(beyondHabits),
};

export async function problemsOf(check, objects, made) {
    const problems = [];
    for await (const problem of checks[check](objects, made))
        problems.push(problem);
    return problems;
}
