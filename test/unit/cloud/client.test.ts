import assert from 'node:assert/strict';
import { array, object, string } from 'valibot';
import { Client } from '../../../src/cloud/client';
import { nextLink } from '../../../src/cloud/regionApi';
import { queryOfLink } from '../../../src/cloud/paging';
import type { TokenSource } from '../../../src/cloud/tokens';
import { createTransport } from '../../../src/cloud/transport';
import { Failure } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import { script, startPeer, type Peer, type Received, type Reply } from './peer';

const { signal } = new AbortController();
const keyPage = object({ keys: array(object({ name: string() })), next: nextLink });
const listKeys = { method: 'GET', path: '/keys', what: 'Could not list the SSH keys of eu-de' } as const;
const expired: Reply = { status: 401, json: { errors: [{ code: 'not_authorized', message: 'The token has expired.' }] } };

describe('client of a service', () => {
  let peer: Peer;
  let given: number;

  const tokens: TokenSource = {
    token: (_, rejected) => {
      given += rejected === undefined ? 0 : 1;
      return Promise.resolve(new Secret(`token-${given}`));
    },
  };
  const clientOn = async (answer: (request: Received) => Reply, from: TokenSource = tokens) => {
    peer = await startPeer(answer);
    return new Client({
      service: 'vpc', baseUrl: `${peer.url}/v1`, tokens: from, query: { version: '2026-03-24' },
      transport: createTransport({ sleep: () => Promise.resolve() }),
    });
  };

  beforeEach(() => {
    given = 1;
  });

  afterEach(() => peer.stop());

  it('sends the token and the parameters of every call', async () => {
    const client = await clientOn(script({ json: { keys: [] } }));
    await client.ask(keyPage, { ...listKeys, query: { limit: '100' } }, signal);
    const [sent] = peer.received;
    assert.equal(sent?.headers.authorization, 'Bearer token-1');
    assert.equal(sent.path, '/v1/keys');
    assert.deepEqual(Object.fromEntries(sent.query), { version: '2026-03-24', limit: '100' });
  });

  it('renews a refused token once, and sends even a POST again: nothing had been done', async () => {
    const client = await clientOn(script(expired, { status: 201, json: { name: 'k' } }));
    await client.ask(object({ name: string() }), { ...listKeys, method: 'POST', body: { name: 'k' } }, signal);
    assert.deepEqual(peer.received.map(({ headers }) => headers.authorization), ['Bearer token-1', 'Bearer token-2']);
  });

  it('takes a second refusal for an answer: it neither loops nor signs out', async () => {
    const client = await clientOn(script(expired));
    await assert.rejects(client.ask(keyPage, listKeys, signal), { code: 'vpc.not_authorized', status: 401 });
    assert.equal(peer.received.length, 2);
  });

  it('does not send again with the same token', async () => {
    const client = await clientOn(script(expired), { token: () => Promise.resolve(new Secret('only')) });
    await assert.rejects(client.ask(keyPage, listKeys, signal), { status: 401 });
    assert.equal(peer.received.length, 1);
  });

  it('shows a proxy\'s page for what it is, on success and on failure', async () => {
    for (const status of [200, 403]) {
      const client = await clientOn(script({ status, text: '<html>Sign in to the guest network</html>' }));
      await assert.rejects(client.ask(keyPage, listKeys, signal), (error) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.code, 'http.not-json');
        assert.equal(error.status, status);
        assert.match(error.why, /Sign in to the guest network/);
        return true;
      });
      await peer.stop();
    }
  });

  it('names the place of a field that is missing, and takes fields it does not know', async () => {
    const client = await clientOn(script({ json: { keys: [{ name: 'a', new_in_2027: { x: 1 } }, { title: 'b' }] } }));
    await assert.rejects(client.ask(keyPage, listKeys, signal), (error) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, 'http.unexpected-answer');
      assert.match(error.why, /keys\.1\.name/);
      return true;
    });
  });

  it('fails for an empty answer where a document is due, and is content with one where none is', async () => {
    const client = await clientOn(script({ raw: (response) => response.writeHead(204).end() }));
    await assert.rejects(client.ask(keyPage, listKeys, signal), { code: 'http.unexpected-answer' });
    await client.tell({ ...listKeys, method: 'DELETE' }, signal);
  });

  it('asks every page of the service that gave the first, wherever the link points', async () => {
    const client = await clientOn(({ query }) => query.get('start') === null
      ? { json: { keys: [{ name: 'a' }], next: { href: 'https://elsewhere.example/v9/keys?start=2&limit=1' } } }
      : { json: { keys: [{ name: 'b' }] } });
    const names = await client.list(keyPage, { ...listKeys, query: { limit: '1' } }, (page) => ({
      items: page.keys.map(({ name }) => name), next: queryOfLink(page.next?.href),
    }), signal);
    assert.deepEqual(names, ['a', 'b']);
    assert.deepEqual(peer.received.map(({ path, query }) => `${path} ${query.get('start') ?? '-'} ${query.get('version') ?? '-'}`),
      ['/v1/keys - 2026-03-24', '/v1/keys 2 2026-03-24']);
  });
});
