import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { Finding } from '../../../../src/model/check';
import type { HostPort } from '../../../../src/model/instance';
import type { Network } from '../../../../src/model/network';
import { tcp } from '../../../../src/diagnose/checks/tcp';
import { brokers } from '../outcomes';
import { contextOf, from, laptop, requestFor, withCode } from '../support';

describe('the check of the ports', () => {
  const never = new AbortController().signal;
  const answers: Network['connect'] = () => Promise.resolve(new PassThrough());
  const refuses = (code: string): Network['connect'] => () => Promise.reject(withCode(code));

  async function find(connect: Network['connect'], { address = '10.249.1.4', isMeant = true, members = brokers }: {
    readonly address?: string; readonly isMeant?: boolean; readonly members?: readonly HostPort[];
  } = {}): Promise<Finding> {
    const vantages = from(laptop({ resolve: () => Promise.resolve([address]), connect }));
    const { context, lookout } = await contextOf(requestFor(members, { vantages }));
    await Promise.all(context.probes.map((probe) => probe.resolve(never)));
    const found = await tcp.run({ ...context, isMeant }, never);
    lookout.close();
    return found;
  }

  it('hangs on the names', () => {
    assert.deepEqual([tcp.id, tcp.title, tcp.dependsOn], ['tcp', 'TCP connection', ['names']]);
  });

  it('passes when every member answers, and names each port once', async () => {
    const found = await find(answers, { members: [...brokers, { host: 'other.test', port: 9094 }] });
    assert.deepEqual([found.state, found.summary], ['passed', '4 of 4 brokers answer on 9093, 9094']);
    assert.deepEqual(found.evidence, ['10.249.1.4:9093 answers', '10.249.1.4:9094 answers', 'Kafka probes do not use the HTTP proxy.']);
  });

  it('fails with what the first member said', async () => {
    const found = await find(refuses('ECONNREFUSED'));
    assert.deepEqual([found.state, found.code, found.summary], [
      'failed', 'tcp.refused', 'none of 3 brokers answer: No connection to 10.249.1.4:9093: it said ECONNREFUSED',
    ]);
    assert.equal(found.evidence.at(-1), 'Kafka probes do not use the HTTP proxy.');
  });

  it('is as expected where private addresses have no way from a place that is not meant', async () => {
    for (const code of ['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']) {
      const found = await find(refuses(code), { isMeant: false });
      assert.deepEqual([found.state, found.summary, found.cause, found.remedy], [
        'expected', 'private addresses, no way to them from here (expected without a VPN)',
        'The addresses are inside the VPC and this laptop is not.', undefined,
      ]);
      assert.equal(found.members?.length, 3);
      assert.equal((await find(refuses(code), { isMeant: true })).state, 'failed');
    }
  });

  it('fails where something answered with a refusal, or one member alone has no way', async () => {
    for (const code of ['ECONNREFUSED', 'ECONNRESET', 'EWEIRD']) {
      assert.equal((await find(refuses(code), { isMeant: false })).state, 'failed');
    }
    let count = 0;
    const mixed: Network['connect'] = (host, port, signal) => (count++ === 0 ? refuses('ECONNREFUSED') : refuses('ETIMEDOUT'))(host, port, signal);
    assert.equal((await find(mixed, { isMeant: false })).state, 'failed');
    assert.equal((await find(answers, { isMeant: false })).state, 'passed');
  });

  it('knows which addresses are private', async () => {
    const isPrivate = async (address: string) => (await find(refuses('ETIMEDOUT'), { address, isMeant: false })).state === 'expected';
    const inside = [
      '10.0.0.1', '192.168.1.1', '172.16.0.1', '172.19.9.9', '172.20.0.1', '172.29.1.1', '172.30.0.1', '172.31.255.255',
      '166.8.0.1', '166.9.1.1', '166.10.0.1', '166.11.0.1',
    ];
    const outside = [
      '9.0.0.1', '110.0.0.1', '192.167.1.1', '172.15.0.1', '172.32.0.1', '166.7.0.1', '166.12.0.1', '166.1.1.1', '203.0.113.1', '1.10.0.1',
    ];
    for (const [addresses, expected] of [[inside, true], [outside, false]] as const) {
      assert.deepEqual(await Promise.all(addresses.map(isPrivate)), addresses.map(() => expected));
    }
  });

  it('fails where one address of several is public, or one member\'s are', async () => {
    const resolves: readonly Network['resolve'][] = [
      () => Promise.resolve(['10.249.1.4', '203.0.113.1']),
      (name) => Promise.resolve([name === brokers[1]?.host ? '203.0.113.1' : '10.249.1.4']),
    ];
    for (const resolve of resolves) {
      const { context } = await contextOf(requestFor(brokers, { vantages: from(laptop({ resolve, connect: refuses('ETIMEDOUT') })) }));
      await Promise.all(context.probes.map((probe) => probe.resolve(never)));
      assert.equal((await tcp.run({ ...context, isMeant: false }, never)).state, 'failed');
    }
  });

  it('finds nothing unusual about nobody', async () => {
    assert.equal((await find(answers, { isMeant: false, members: [] })).state, 'passed');
  });
});
