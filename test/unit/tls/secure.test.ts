import assert from 'node:assert/strict';
import { connect, createServer, type Socket } from 'node:net';
import { Duplex, PassThrough } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { Failure } from '../../../src/model/failure';
import { secure, type SecureSettings } from '../../../src/tls/secure';
import { makeAuthority } from '../kafka/support/certificates';
import { portOf, startPeer, type Manner, type Peer } from '../kafka/support/kafkaPeer';

describe('TLS over an open connection', () => {
  const host = 'kafka-0.private.test';
  const never = new AbortController().signal;
  const authority = makeAuthority();
  const settings: SecureSettings = { authorities: [authority.pem], milliseconds: 5_000 };
  const peers: Peer[] = [];
  const sockets: Duplex[] = [];
  afterEach(async () => {
    sockets.splice(0).forEach((socket) => socket.destroy());
    await Promise.all(peers.splice(0).map((peer) => peer.stop()));
  });

  async function dial(name = host, manner: Manner = 'broker', age = 0): Promise<{ stream: Socket; port: number }> {
    const peer = await startPeer({ identity: authority.issue([name], age), apiKey: 'the-key', manner, advertised: () => [] });
    peers.push(peer);
    const stream = connect(peer.port, '127.0.0.1');
    stream.on('error', () => stream.destroy());
    sockets.push(stream);
    await new Promise((resolve) => stream.once('connect', resolve));
    return { stream, port: peer.port };
  }

  it('verifies name and chain, and gives what was seen', async () => {
    const { stream, port } = await dial();
    const { evidence, stream: secured } = await secure(stream, { host, port }, settings, never);
    assert.match(evidence[0] ?? '', /^TLSv1\.3 TLS_\w+$/);
    assert.equal(evidence[1], `certificate for DNS:${host}`);
    assert.match(evidence[2] ?? '', /^issued by Authority of the test, valid to \w{3} .* GMT$/);
    assert.equal(evidence.length, 3);
    secured.destroy();
    await new Promise((resolve) => stream.once('close', resolve));
  });

  const wrong: readonly [string, Parameters<typeof dial>, Partial<SecureSettings>, string][] = [
    ['a certificate for another name', ['other.test'], {}, 'tls.wrong-name'], ['one that has expired', [host, 'broker', 900], {}, 'tls.expired'],
    ['one of an authority that nobody knows', [host], { authorities: [] }, 'tls.untrusted'],
    ['one of another authority', [host], { authorities: [rootCertificates[0] ?? ''] }, 'tls.untrusted'],
    ['a peer that speaks something else', [host, 'plain-text'], {}, 'tls.not-tls'], ['one that hangs up', [host, 'closing'], {}, 'tls.closed'],
    ['one that says nothing', [host, 'silent'], { milliseconds: 200 }, 'tls.timeout'],
  ];
  for (const [what, how, more, code] of wrong) {
    it(`refuses ${what}, and closes the connection`, async () => {
      const { stream, port } = await dial(...how);
      await assert.rejects(secure(stream, { host, port }, { ...settings, ...more }, never), { code, what: `No TLS connection to ${host}:${port}` });
      assert.ok(stream.destroyed);
    });
  }

  it('trusts the system\'s authorities besides those that are given', async () => {
    const { stream, port } = await dial();
    await secure(stream, { host, port }, { ...settings, authorities: [rootCertificates[0] ?? '', authority.pem] }, never);
  });

  it('is cancelled down to its connection', async () => {
    const { stream, port } = await dial(host, 'silent');
    const controller = new AbortController();
    const waiting = secure(stream, { host, port }, settings, controller.signal);
    setImmediate(() => controller.abort());
    await assert.rejects(waiting, { name: 'AbortError' });
    assert.ok(stream.destroyed);
  });

  it('ends over streams that are no sockets as well', async () => {
    const stream = new PassThrough();
    await assert.rejects(secure(stream, { host, port: 1 }, { ...settings, milliseconds: 50 }, never), (error: Error & { code?: string }) =>
      error.code?.startsWith('tls.') === true);
    assert.ok(stream.destroyed);
  });

  describe('after something in clear', () => {
    /** A server that says YES to a first line, then waits. */
    async function polite(): Promise<{ stream: Socket; stop: () => Promise<void> }> {
      const accepted: Socket[] = [];
      const server = createServer((socket) => {
        accepted.push(socket);
        socket.on('error', () => socket.destroy());
        socket.once('data', () => socket.write('YES'));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const stream = connect(portOf(server), '127.0.0.1');
      sockets.push(stream);
      return { stream, stop: () => new Promise((resolve) => { accepted.forEach((socket) => socket.destroy()); server.close(() => resolve()); }) };
    }

    it('waits for it, and counts it within the same limit', async () => {
      const { stream, stop } = await polite();
      const said: string[] = [];
      await assert.rejects(secure(stream, { host, port: 1 }, {
        ...settings, milliseconds: 300, startTls: async (plain) => {
          plain.write('TLS?');
          said.push(await new Promise((resolve) => plain.once('data', (answer: Buffer) => resolve(answer.toString()))));
        },
      }, never), { code: 'tls.timeout' });
      assert.deepEqual(said, ['YES']);
      await stop();
    });

    it('fails as that fails, and makes no handshake', async () => {
      const refused = new Failure({ code: 'pg.no-tls', what: 'No TLS', why: 'it said N', next: 'Turn it on.' });
      for (const [thrown, code] of [[refused, 'pg.no-tls'], [new Error('odd'), 'tls.closed']] as const) {
        const stream = new PassThrough();
        await assert.rejects(secure(stream, { host, port: 1 }, { ...settings, startTls: () => Promise.reject(thrown) }, never), { code });
        assert.ok(stream.destroyed);
        assert.equal(stream.readableLength, 0);
      }
    });

    it('begins no handshake when it ends after the limit', async () => {
      const written: Buffer[] = [];
      const stream = new Duplex({ read: () => undefined, write: (chunk: Buffer, _encoding, done) => { written.push(chunk); done(); } });
      let end: () => void = () => undefined;
      const late = new Promise<void>((resolve) => { end = resolve; });
      await assert.rejects(secure(stream, { host, port: 1 }, { ...settings, milliseconds: 20, startTls: () => late }, never), { code: 'tls.timeout' });
      end();
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(written, []);
      assert.ok(stream.destroyed);
    });
  });
});
