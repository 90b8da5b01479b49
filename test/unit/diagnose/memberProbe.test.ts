import assert from 'node:assert/strict';
import { PassThrough, type Duplex } from 'node:stream';
import { MemberProbe } from '../../../src/diagnose/memberProbe';
import { Failure } from '../../../src/model/failure';
import type { Network } from '../../../src/model/network';
import { makeAuthority } from '../kafka/support/certificates';
import { startPeer } from '../kafka/support/kafkaPeer';
import { namedNetwork, twoAddresses, withCode } from './support';

describe('the probe of a member', () => {
  const never = new AbortController().signal;
  const member = { host: 'kafka-0.test', port: 9093 };
  const opened: Duplex[] = [];
  afterEach(() => opened.splice(0).forEach((stream) => stream.destroy()));

  function open(): Promise<Duplex> {
    const stream = new PassThrough();
    opened.push(stream);
    return Promise.resolve(stream);
  }

  function probeOver(network: Partial<Network>, milliseconds = 60_000): MemberProbe {
    const whole: Network = { resolve: () => Promise.resolve(['10.0.0.1', '10.0.0.2']), connect: open, ...network };
    return new MemberProbe(member, { network: whole, authorities: [], milliseconds });
  }

  describe('of its name', () => {
    it('gives every address once, and not more of them than any gateway has', async () => {
      const asked: string[] = [];
      const many = Array.from({ length: 20 }, (_, n) => `10.0.0.${n}`);
      const probe = probeOver({ resolve: (name) => { asked.push(name); return Promise.resolve(['10.0.0.1', '10.0.0.1', '10.0.0.0', ...many]); } });
      assert.deepEqual(probe.addresses, []);
      const found = ['10.0.0.1', '10.0.0.0', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6', '10.0.0.7'];
      assert.deepEqual(await probe.resolve(never), found);
      assert.deepEqual(probe.addresses, found);
      assert.deepEqual(asked, ['kafka-0.test']);
    });

    it('calls an answer without an address an unknown name', async () => {
      await assert.rejects(probeOver({ resolve: () => Promise.resolve([]) }).resolve(never), {
        code: 'dns.nxdomain', why: 'The answer holds no IPv4 address.', what: 'No address for kafka-0.test',
      });
    });

    it('tells a refusal from a silence, and keeps what was a failure already', async () => {
      await assert.rejects(probeOver({ resolve: () => Promise.reject(withCode('EREFUSED')) }).resolve(never), { code: 'dns.refused' });
      const silent = probeOver({ resolve: () => new Promise(() => undefined) }, 20);
      await assert.rejects(silent.resolve(never), { code: 'dns.timeout', why: 'No answer within 0.02 s.' });
      const known = new Failure({ code: 'ssh.closed', what: 'The session', why: 'is gone', next: 'Again.' });
      await assert.rejects(probeOver({ resolve: () => Promise.reject(known) }).resolve(never), known);
    });

    it('stops when it is cancelled', async () => {
      const controller = new AbortController();
      const waiting = probeOver({ resolve: () => new Promise(() => undefined) }).resolve(controller.signal);
      controller.abort();
      await assert.rejects(waiting, { name: 'AbortError' });
    });
  });

  describe('of its port', () => {
    const connected = async (network: Partial<Network>, milliseconds?: number): Promise<MemberProbe> => {
      const probe = probeOver(network, milliseconds);
      await probe.resolve(never);
      return probe;
    };

    it('tries every address, keeps all that answer, and closes them with itself', async () => {
      const tried: string[] = [];
      const probe = await connected({ connect: (host, port) => { tried.push(`${host}:${port}`); return open(); } });
      assert.deepEqual(await probe.connect(never), ['10.0.0.1:9093 answers', '10.0.0.2:9093 answers']);
      assert.deepEqual(tried, ['10.0.0.1:9093', '10.0.0.2:9093']);
      assert.deepEqual(opened.map((stream) => stream.destroyed), [false, false]);
      probe.close();
      assert.deepEqual(opened.map((stream) => stream.destroyed), [true, true]);
    });

    it('passes where one address answers, and says which did not', async () => {
      const probe = await connected({ connect: (host) => (host === '10.0.0.1' ? Promise.reject(withCode('ECONNREFUSED')) : open()) });
      assert.deepEqual(await probe.connect(never), ['10.0.0.2:9093 answers', 'No connection to 10.0.0.1:9093: it said ECONNREFUSED']);
    });

    it('fails as the first address does where none answers', async () => {
      const probe = await connected({ connect: (host) => Promise.reject(withCode(host === '10.0.0.1' ? 'ECONNREFUSED' : 'EHOSTUNREACH')) });
      await assert.rejects(probe.connect(never), { code: 'tcp.refused', what: 'No connection to 10.0.0.1:9093' });
    });

    it('gives up in time, and closes a connection that opens too late', async () => {
      let answer: (stream: Duplex) => void = () => undefined;
      const probe = await connected({ connect: () => new Promise((resolve) => { answer = resolve; }) }, 20);
      await assert.rejects(probe.connect(never), { code: 'tcp.timeout', why: 'No answer within 0.02 s.' });
      const late = new PassThrough();
      answer(late);
      await new Promise((resolve) => late.once('close', resolve));
      assert.ok(late.destroyed);
    });

    it('keeps what was a failure already, such as a server that does not forward', async () => {
      const known = new Failure({ code: 'ssh.forwarding-refused', what: 'No', why: 'not here', next: 'Set it.' });
      const probe = await connected({ connect: () => Promise.reject(known) });
      await assert.rejects(probe.connect(never), known);
    });

    it('closes the connection that had opened when a cancellation finds another one on its way', async () => {
      const controller = new AbortController();
      const probe = await connected({ connect: (host) => (host === '10.0.0.2' ? new Promise(() => undefined) : open()) });
      const connecting = probe.connect(controller.signal);
      setImmediate(() => controller.abort());
      await assert.rejects(connecting, { name: 'AbortError' });
      assert.deepEqual(opened.map((stream) => stream.destroyed), [true]);
    });

    it('survives a connection that breaks while nobody uses it', async () => {
      const probe = await connected({});
      await probe.connect(never);
      opened[0]?.emit('error', new Error('cut'));
      assert.equal(opened[0]?.destroyed, true);
    });
  });

  describe('of its certificate', () => {
    it('goes by the member\'s own name, gives what was seen, and is closed with it', async () => {
      const authority = makeAuthority();
      const peer = await startPeer({ identity: authority.issue(['kafka-0.test']), apiKey: 'the-key', advertised: () => [] });
      const probe = new MemberProbe({ host: 'kafka-0.test', port: peer.port }, {
        network: namedNetwork({ 'kafka-0.test': ['127.0.0.1'] }), authorities: [authority.pem], milliseconds: 5_000,
      });
      await probe.resolve(never);
      await probe.connect(never);
      const evidence = await probe.secure(never);
      assert.match(evidence.join('\n'), /^TLSv1\.3 .*\ncertificate for DNS:kafka-0\.test\nissued by /);
      const { stream } = probe;
      assert.equal(stream.destroyed, false);
      probe.close();
      assert.equal(stream.destroyed, true);
      await peer.stop();
    });

    it('is looked at wherever a connection opened: one address that brings up no TLS is told, and the others serve', async () => {
      const authority = makeAuthority();
      const { peer, network } = await twoAddresses('kafka-0.test', authority, 'closing');
      const probe = new MemberProbe({ host: 'kafka-0.test', port: peer.port }, { network, authorities: [authority.pem], milliseconds: 5_000 });
      await probe.resolve(never);
      assert.equal((await probe.connect(never)).length, 2);
      assert.deepEqual(probe.closed, []);
      assert.match((await probe.secure(never)).join('\n'), /certificate for DNS:kafka-0\.test[\s\S]*No TLS connection to kafka-0\.test/);
      assert.deepEqual(probe.closed, [{ address: '127.0.0.2', code: 'tls.closed' }]);
      probe.close();
      await peer.stop();
    });

    it('fails as the first address does where none brings it up, and leaves nothing open', async () => {
      const authority = makeAuthority();
      const peer = await startPeer({ identity: authority.issue(['other.test']), apiKey: 'the-key', advertised: () => [] });
      const probe = new MemberProbe({ host: 'kafka-0.test', port: peer.port }, {
        network: namedNetwork({ 'kafka-0.test': ['127.0.0.1', '127.0.0.1'] }), authorities: [authority.pem], milliseconds: 5_000,
      });
      await probe.resolve(never);
      await probe.connect(never);
      await assert.rejects(probe.secure(never), { code: 'tls.wrong-name' });
      for (let tries = 0; peer.open() > 0 && tries < 200; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      assert.equal(peer.open(), 0);
      await peer.stop();
    });

    it('is asked in its turn alone', async () => {
      const probe = probeOver({});
      await assert.rejects(probe.connect(never), /asked before its name was resolved/);
      await assert.rejects(probe.secure(never), /asked before the connection was open/);
      assert.throws(() => probe.stream, /asked before TLS was up/);
      probe.close();
    });
  });
});
