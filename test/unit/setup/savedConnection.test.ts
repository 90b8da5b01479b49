import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Connection } from '../../../src/model/connection';
import { asText, fromText, version } from '../../../src/setup/savedConnection';

const path = '/folder/orders-pc-1a2b.connection.json';

const connection: Connection = {
  id: 'orders-pc-1a2b', accountId: 'a', service: 'event-streams', route: 'vsi', role: 'Writer', createdAt: '2026-01-01T00:00:00Z',
  instance: { crn: 'crn:v1', guid: 'g', name: 'orders', region: 'ca-mon' }, choices: { zones: ['ca-mon-1'], nested: { deep: [1, null] } },
};

/** What a file of today holds, with some of it changed. */
function today(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ version, ...connection, ...changes });
}

/** The same as the version before wrote it. */
function first(changes: Readonly<Record<string, unknown>> = {}): string {
  const { id, accountId, instance, route, createdAt } = connection;
  return JSON.stringify({ id, accountId, instance, route, createdAt, choices: { zones: ['ca-mon-1'], credentialRole: 'Reader' }, ...changes });
}

function problem(text: string): { readonly code: string; readonly why: string; readonly next: string; readonly what: string } {
  const read = fromText(text, path);
  assert.ok(read.kind === 'damaged', 'it was taken for a connection');
  return read.problem;
}

describe('A saved connection', () => {
  it('comes back as it was saved', () => {
    assert.deepEqual(fromText(asText(connection), path), { kind: 'connection', connection });
    assert.match(asText(connection), /^\{\n[^]* {2}"version": 2,\n[^]*\}\n$/);
  });

  it('comes back whatever its choices are', () => {
    fc.assert(fc.property(fc.dictionary(fc.string().filter((key) => key !== '__proto__'), fc.jsonValue()), (choices) => {
      const read = fromText(asText({ ...connection, choices }), path);
      const saved: unknown = JSON.parse(JSON.stringify({ ...connection, choices }));
      assert.deepEqual(read, { kind: 'connection', connection: saved });
    }), { seed: 1, numRuns: 200 });
  });

  it('is not written with an id that leads out of its folder', () => {
    for (const id of ['', '../evil', 'a/b', '.hidden', 'a\n', '-a']) {
      assert.throws(() => asText({ ...connection, id }), id);
    }
  });

  it('of the version before is one to Event Streams, whose role stood among the choices', () => {
    const read = fromText(first(), path);
    assert.deepEqual(read, {
      kind: 'connection', connection: { ...connection, service: 'event-streams', role: 'Reader', choices: { zones: ['ca-mon-1'] } },
    });
  });

  it('of the version before is damaged with another route, or without a role that it could have had', () => {
    assert.equal(problem(first({ route: 'client-vpn' })).code, 'setup.damaged-file');
    assert.match(problem(first({ choices: {} })).why, /credentialRole/);
    assert.match(problem(first({ choices: { credentialRole: 'Owner' } })).why, /credentialRole/);
  });

  it('keeps a route and a service that this version does not know: that is found out later', () => {
    const read = fromText(today({ route: 'ferry', service: 'sloop' }), path);
    assert.deepEqual(read.kind === 'connection' && [read.connection.route, read.connection.service], ['ferry', 'sloop']);
  });
});

describe('A file that is no saved connection', () => {
  it('of a newer version says so, whatever else it holds', () => {
    for (const text of [today({ version: 3 }), JSON.stringify({ version: 99, accountId: 'a' })]) {
      assert.deepEqual(fromText(text, path), { kind: 'damaged', accountId: 'a', problem: {
        code: 'setup.newer-version', what: `Could not read the connection in ${path}`,
        why: 'A newer version of Private Connect wrote it.', next: 'Update Private Connect.',
      } });
    }
  });

  it('that was cut off anywhere says that it is not whole', () => {
    const text = asText(connection).trimEnd();
    for (let length = 0; length < text.length; length += 1) {
      const { code, why, next } = problem(text.slice(0, length));
      assert.equal(code, 'setup.damaged-file', text.slice(0, length));
      assert.equal(why, 'The file is not whole, or is no JSON.');
      assert.match(next, /copy/);
    }
  });

  it('names the part that is not as it should be', () => {
    for (const [changes, part] of [
      [{ id: '../evil' }, 'id'], [{ instance: { crn: 'c', guid: 'g', name: 'n' } }, 'instance.region'], [{ choices: null }, 'choices'],
      [{ choices: 'vsi' }, 'choices'], [{ role: 7 }, 'role'], [{ service: undefined }, 'service'], [{ createdAt: {} }, 'createdAt'], [{ version: 1 }, 'version'],
    ] as const) {
      const { code, why } = problem(today(changes));
      assert.equal(code, 'setup.damaged-file');
      assert.ok(why.startsWith(`${part}: `), `${part}: ${why}`);
    }
  });

  it('is never taken for one, and never throws, whatever JSON it is', () => {
    const names = ['id', 'accountId', 'instance', 'route', 'choices', 'createdAt', 'version', 'service', 'role', '__proto__', 'constructor', 'toString'];
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(connection.id, connection.instance, connection.choices, 'vsi', 2, 3, -1, 1e99));
    const hostile = fc.oneof(
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.array(fc.tuple(fc.constantFrom(...names), part), { maxLength: 12 })
        .map((entries) => `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`),
      fc.tuple(fc.constantFrom(...names), part).map(([name, value]) => today({ [name]: value })),
      fc.string(),
    );
    fc.assert(fc.property(hostile, (text) => {
      const read = fromText(text, path);
      if (read.kind === 'connection') {
        assert.deepEqual(fromText(asText(read.connection), path), read, 'what was read can be saved again');
      } else {
        const { what, why, next } = read.problem;
        assert.ok(![what, why, next].includes(''), JSON.stringify(read.problem));
        assert.match(read.problem.code, /^setup\.(?:damaged-file|newer-version)$/);
      }
    }), { seed: 2, numRuns: 2_000 });
  });
});
