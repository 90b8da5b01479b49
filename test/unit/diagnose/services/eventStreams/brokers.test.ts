import assert from 'node:assert/strict';
import { Secret } from '../../../../../src/model/secret';
import { brokersCheck } from '../../../../../src/diagnose/services/eventStreams/brokers';
import { readMetadata } from '../../../../../src/kafka/session';
import type { Manner } from '../../../kafka/support/kafkaPeer';
import { from, laptop, namedNetwork, withDead } from '../../support';
import { never, startCluster, type ClusterOptions } from './cluster';

describe('the check of every broker under its own name', () => {
  async function find(options: ClusterOptions = {}, asksMetadata = true) {
    const cluster = await startCluster(options);
    const { context, talk, peers } = cluster;
    const [first] = context.probes;
    if (asksMetadata && first !== undefined) {
      talk.metadata = await readMetadata(talk.wire(first, context), never);
    }
    const finding = await brokersCheck(talk).run(context, never);
    await cluster.stop();
    return { finding, peers };
  }

  it('passes when each can be used from its name on, anew', async () => {
    const { finding, peers } = await find();
    assert.deepEqual([finding.state, finding.summary], ['passed', '2 of 2 brokers, each under its own name']);
    assert.deepEqual(finding.evidence, peers.map(({ port }, id) => `kafka-${id}.test:${port}: name, TCP, TLS and sign-in passed`));
    assert.deepEqual(finding.members?.map(({ member }) => member), peers.map(({ port }, id) => ({ host: `kafka-${id}.test`, port })));
    assert.deepEqual(peers.map(({ requests }) => requests.join()), ['3,17,36', '17,36']);
  });

  it('finds the one whose name is not known', async () => {
    const { finding } = await find({ advertised: (all) => [...all, { host: 'gone.test', port: 9093 }] });
    assert.deepEqual([finding.state, finding.code], ['failed', 'dns.nxdomain']);
    assert.match(finding.summary, /^2 of 3 brokers can be used: No address for gone\.test/);
  });

  it('finds the one that does not take the key', async () => {
    const { finding } = await find({ manners: ['broker', 'token-only'] });
    assert.deepEqual([finding.code, finding.members?.map(({ passed }) => passed)], ['sasl.mechanism', [true, false]]);
  });

  it('finds a certificate for another name', async () => {
    const { finding } = await find({ advertised: ([first, second]) => [{ host: 'kafka-0.test', port: second?.port ?? 0 }, first ?? { host: '', port: 0 }] });
    assert.deepEqual([finding.state, finding.code], ['failed', 'tls.wrong-name']);
  });

  it('tries no more brokers than any plan has', async () => {
    const { finding } = await find({ advertised: () => Array.from({ length: 60 }, (_, id) => ({ host: `gone-${id}.test`, port: 9093 })) });
    assert.match(finding.summary, /^none of 50 brokers can be used: .*; 10 more were not tried$/);
  });

  it('fails where a broker is advertised at an address that is not the gateway\'s, before it is asked anything', async () => {
    const names = { 'kafka-0.test': ['127.0.0.1'], 'kafka-1.test': ['127.0.0.1'], 'kafka-2.test': ['127.0.0.2'] };
    const gateways = [{ name: 'orders-gateway', addresses: ['127.0.0.1'] }];
    const { finding, peers } = await find({
      request: { gateways, vantages: from(laptop(namedNetwork(names))) },
      advertised: (all) => [all[0] ?? { host: '', port: 0 }, { host: 'kafka-2.test', port: all[1]?.port ?? 0 }],
    });
    assert.deepEqual([finding.state, finding.code], ['failed', 'member.elsewhere']);
    assert.match(finding.summary, /^1 of 2 brokers can be used: orders sends its clients on to kafka-2\.test at 127\.0\.0\.2: orders-gateway has 127\.0\.0\.1/);
    assert.match(finding.cause ?? '', /leave the private way/);
    assert.equal(peers[1]?.requests.join(), '');
  });

  it('holds what is advertised against the configured names where no gateway is known', async () => {
    const elsewhere: Manner[] = ['broker', 'broker'];
    const request = { vantages: from(laptop(namedNetwork({ 'kafka-0.test': ['127.0.0.1'], 'kafka-1.test': ['127.0.0.1'], 'kafka-9.public.example': ['127.0.0.1'] }))) };
    const { finding } = await find({ manners: elsewhere, request, advertised: ([first]) => [first ?? { host: '', port: 0 }, { host: 'kafka-9.public.example', port: first?.port ?? 0 }] });
    assert.deepEqual([finding.code, finding.members?.map(({ passed }) => passed)], ['member.elsewhere', [true, false]]);
    assert.match(finding.summary, /The cloud names no such broker/);
  });

  it('is degraded where one address of a broker\'s name does not answer', async () => {
    const names = { 'kafka-0.test': ['127.0.0.1', '127.0.9.2'], 'kafka-1.test': ['127.0.0.1'] };
    const { finding } = await find({ request: { vantages: from(laptop(withDead(namedNetwork(names), '127.0.9.2'))) } });
    assert.deepEqual([finding.state, finding.code, finding.summary], ['degraded', 'tcp.partial', '1 of 2 addresses does not answer: 127.0.9.2']);
    assert.deepEqual(finding.members?.map(({ passed, partly }) => [passed, partly]), [[true, '127.0.9.2 does not answer'], [true, undefined]]);
  });

  it('has nothing to go on without a key or without having heard of any', async () => {
    const notRun = { state: 'not-run', code: 'not-run', summary: '', evidence: [] };
    assert.deepEqual((await find({ request: { secret: undefined } })).finding, notRun);
    assert.deepEqual((await find({ request: { secret: new Secret('the-key') } }, false)).finding, notRun);
  });
});
