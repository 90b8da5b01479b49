import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { InstanceDocument, InstanceReading } from '../../../../src/model/service';
import { readDocument } from '../../../../src/services/eventStreams/document';
import { bare, first, gen1, gen2, second, shared } from './documents';

const whyNot = ({ connectable }: InstanceReading) => connectable.possible ? '' : `${connectable.why} ${connectable.next}`;
const askForPrivate = { 'service-endpoints': 'private' };

/** What is read where nothing can be. */
const nothing = { access: 'unknown', members: [], privateNames: [], credentialParameters: {} };

describe('an Event Streams instance of Gen 2', () => {
  const { connectable, ...rest } = readDocument(gen2);

  it('tells from what was ordered, in either generation\'s place, whether it takes IAM tokens alone', () => {
    const taken = (read: InstanceDocument, parameters: unknown): boolean | undefined => readDocument({ ...read, parameters }).tokensOnly;
    assert.equal(taken(gen1('private'), { iam_token_only: true }), true);
    assert.equal(taken(gen1('private'), { iam_token_only: 'true' }), true);
    assert.equal(taken({ ...gen2, extensions: {} }, { dataservices: { options: { iam_token_only: true } } }), true);
    for (const parameters of [{ iam_token_only: false }, { iam_token_only: 7 }, { dataservices: { options: 'none' } }, undefined, 'true']) {
      assert.equal(taken(gen1('private'), parameters), undefined);
    }
  });

  it('is private, leads to its brokers and can be connected', () => {
    assert.deepEqual(rest, { edition: 'Gen 2', access: 'private', members: second.brokers, privateNames: second.names, credentialParameters: {} });
    assert.deepEqual(connectable, { possible: true });
  });

  it('has its private names beside or inside "dataservices"', () => {
    const inside = { dataservices: { connection: second.connection, virtual_private_endpoints: second.endpoints } };
    assert.deepEqual(readDocument({ ...gen2, extensions: inside }), readDocument(gen2));
  });

  it('is known by its brokers, whatever its plan is called and whatever stands beside them', () => {
    const extensions = { dataservices: { connection: second.connection }, kafka_brokers_sasl: first.publicTexts, virtual_private_endpoints: 7 };
    const read = readDocument({ ...gen2, plan: 'enterprise-of-another-day', extensions, parameters: { 'service-endpoints': 'public' } });
    assert.deepEqual([read.edition, read.access, read.members, read.privateNames], ['Gen 2', 'private', second.brokers, []]);
  });
});

describe('an Event Streams instance of Gen 1', () => {
  const kinds = [
    { access: 'private', members: first.privateBrokers, privateNames: first.names, credentialParameters: askForPrivate },
    // It lists its public brokers; the endpoint gateway serves the private ones.
    { access: 'public-and-private', members: first.privateBrokers, privateNames: first.names, credentialParameters: askForPrivate },
    { access: 'public', members: first.publicBrokers, privateNames: [], credentialParameters: {} },
  ] as const;
  for (const expected of kinds) {
    it(`with endpoints that are ${expected.access} leads to those that it has`, () => {
      const { connectable, ...rest } = readDocument(gen1(expected.access));
      assert.deepEqual(rest, { edition: 'Gen 1', ...expected });
      assert.equal(connectable.possible, expected.access !== 'public');
    });
  }

  it('is public without any private name, and unknown where only the names tell of a private way', () => {
    const extensions = { kafka_brokers_sasl: first.publicTexts };
    assert.equal(readDocument({ ...bare, extensions }).access, 'public');
    const named = readDocument({ ...bare, extensions: { ...extensions, virtual_private_endpoints: first.endpoints } });
    assert.deepEqual([named.access, named.connectable.possible, named.members], ['unknown', true, first.privateBrokers]);
  });

  it('that was ordered public leads to its public brokers, even where it still names private ones', () => {
    const extensions = { kafka_brokers_sasl: first.publicTexts, virtual_private_endpoints: first.endpoints };
    const read = readDocument({ ...gen1('public'), extensions });
    assert.deepEqual([read.access, read.members, read.connectable.possible], ['public', first.publicBrokers, false]);
  });

  it('takes an order that it does not know for none', () => {
    for (const parameters of [{ 'service-endpoints': 'all' }, { 'service-endpoints': 7 }, 'private', null]) {
      assert.equal(readDocument({ ...gen1('public'), parameters }).access, 'public');
    }
  });

  it('leads to the private brokers that it lists, before any that their names would give', () => {
    const [one = ''] = first.privateTexts;
    const extensions = { kafka_brokers_sasl: [...first.publicTexts, one], virtual_private_endpoints: first.endpoints };
    const read = readDocument({ ...gen1('private'), extensions });
    assert.deepEqual(read.members, first.privateBrokers.slice(0, 1));
  });

  it('keeps the brokers that it lists where no private name is a broker\'s', () => {
    const extensions = { kafka_brokers_sasl: first.publicTexts, virtual_private_endpoints: { dns_domain: 'x.example', dns_hosts: ['mh'] } };
    assert.deepEqual(readDocument({ ...gen1('private'), extensions }).members, first.publicBrokers);
  });
});

describe('an Event Streams instance of a shared plan', () => {
  for (const [plan, edition] of [['lite', 'Lite'], ['standard', 'Standard']] as const) {
    it(`is ${edition}, public, with the brokers that answer for it`, () => {
      const read = readDocument(shared(plan));
      assert.deepEqual([read.edition, read.access, read.members, read.privateNames], [edition, 'public', first.publicBrokers, []]);
      assert.deepEqual(read.credentialParameters, {});
    });

    it(`is ${edition} before it has brokers too`, () => {
      assert.equal(readDocument({ ...shared(plan), state: 'provisioning', extensions: {} }).edition, edition);
    });
  }
});

it('an Event Streams instance of neither generation is of the plan that people know', () => {
  const young = { ...gen2, state: 'provisioning', extensions: {} };
  assert.equal(readDocument(young).edition, 'plan enterprise-gen2');
  assert.equal(readDocument({ ...young, planTitle: 'Enterprise (Gen 2)' }).edition, 'plan Enterprise (Gen 2)');
});

describe('what an Event Streams instance without a private connection is said to lack', () => {
  const enterprise = 'Use an Enterprise instance for a private connection, or reach this one over the internet.';
  const cases: readonly (readonly [string, InstanceDocument, string])[] = [
    ['of Gen 2', gen2, ''],
    [
      'being provisioned', { ...gen2, state: 'provisioning', extensions: {} },
      'The instance is provisioning, not active. Wait until it is active, then refresh.',
    ],
    ['being reclaimed', { ...gen2, state: 'pending_reclamation' }, 'The instance is pending_reclamation: it was deleted, and is kept for some days. '
      + 'Restore it with "ibmcloud resource reclamation-restore", or choose another instance.'],
    ['deleted', { ...gen2, state: 'removed' }, 'The instance is removed: it was deleted for good. Choose another instance.'],
    ['failed', { ...gen2, state: 'failed' }, 'The instance is failed: it could not be made. Delete it and make another, or choose another instance.'],
    ['of Lite', shared('lite'), `The lite plan is public only: it has no private endpoint. ${enterprise}`],
    ['of Lite by its title', { ...shared('lite'), planTitle: 'Lite' }, `The Lite plan is public only: it has no private endpoint. ${enterprise}`],
    ['of Standard', shared('standard'), `The standard plan is public only: it has no private endpoint. ${enterprise}`],
    [
      'of Gen 1 with public endpoints', gen1('public'),
      'Its service endpoints are public only. Turn on its private endpoint (by way of public-and-private), then refresh.',
    ],
    ['with the marks of no generation', bare, `The plan "enterprise-3nodes-2tb" is public only: it has no private endpoint. ${enterprise}`],
  ];
  for (const [what, document, expected] of cases) {
    it(`${what}: ${expected === '' ? 'nothing' : expected}`, () => assert.equal(whyNot(readDocument(document)), expected));
  }
});

describe('an Event Streams document that is torn or hostile', () => {
  const torn: readonly (readonly [string, unknown])[] = [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'kafka_brokers_sasl'],
    ['a number', 9093],
    ['a list', [second.connection]],
    ['an empty object', {}],
    ['HTTP alone', { kafka_http_url: 'https://x' }],
    ['no list of brokers', { kafka_brokers_sasl: 'a:9093' }],
    ['a list of brokers with something else in it', { kafka_brokers_sasl: ['a:9093', { host: 'b' }] }],
    ['brokers without ports', { kafka_brokers_sasl: ['a', 'b:', ':9093'] }],
    ['ports that are none', { kafka_brokers_sasl: ['a:0', 'b:65536', 'c:99999', 'd:-1', 'e:9e3', 'f:+9093', 'g:0x2385', 'h:9093.5'] }],
    ['hosts that are none', { kafka_brokers_sasl: ['a b:9093', '$(id):9093', 'a;b:9093', 'a/b:9093', '<img>:9093', '\u202ea:9093', 'é:9093'] }],
    ['a connection without servers', { dataservices: { connection: {} } }],
    ['a connection that is a list', { dataservices: { connection: [second.connection] } }],
    ['servers that are no text', { dataservices: { connection: { bootstrap_servers: [second.connection.bootstrap_servers] } } }],
    ['dataservices that are null', { dataservices: null }],
  ];
  for (const [what, extensions] of torn) {
    it(`with ${what} is of no generation, and cannot be connected`, () => {
      const { connectable, edition, ...rest } = readDocument({ ...bare, extensions, parameters: extensions });
      assert.deepEqual(rest, nothing);
      assert.equal(edition, 'plan enterprise-3nodes-2tb');
      assert.equal(connectable.possible, false);
    });
  }

  it('keeps private names that it can read, even where it has no brokers', () => {
    const read = readDocument({ ...bare, extensions: { virtual_private_endpoints: second.endpoints } });
    assert.deepEqual([read.privateNames, read.members, read.connectable.possible], [second.names, [], false]);
  });

  it('gives of its brokers those that are host and port, each once', () => {
    const bootstrap_servers = ' a.example:9093 , , b.example , c:0, d:70000, e f:1, g:12x,a.example:9093,a.example:9094,h_1:65535,i:1';
    assert.deepEqual(readDocument({ ...gen2, extensions: { dataservices: { connection: { bootstrap_servers } } } }).members, [
      { host: 'a.example', port: 9093 }, { host: 'a.example', port: 9094 }, { host: 'h_1', port: 65_535 }, { host: 'i', port: 1 },
    ]);
  });

  it('names no broker that cannot be a DNS name, not even by its private names', () => {
    const endpoints = { dns_domain: 'x.example', dns_hosts: ['kafka-0;id', 'kafka-1'] };
    const extensions = { kafka_brokers_sasl: first.publicTexts, virtual_private_endpoints: endpoints };
    assert.deepEqual(readDocument({ ...gen1('private'), extensions }).members, [{ host: 'kafka-1.x.example', port: 9093 }]);
  });

  it('has an edition that fits on a line, whatever its plan is called', () => {
    const { edition } = readDocument({ ...bare, plan: `\u202e\n${'x'.repeat(5000)}` });
    assert.ok(edition.startsWith('plan [U+202E][U+000A]x') && edition.length <= 65);
  });

  it('takes any JSON without throwing, and every broker it gives has a name and a port that can be', () => {
    fc.assert(fc.property(anyDocument(), (document) => {
      const read = readDocument(document);
      for (const { host, port } of read.members) {
        assert.match(host, /^[a-z0-9._-]+$/i);
        assert.ok(Number.isInteger(port) && port >= 1 && port <= 65_535);
      }
      // A private connection is never offered to what has no broker to lead to.
      assert.ok(!read.connectable.possible || read.members.length > 0);
    }), { numRuns: 500 });
  });
});

/** Documents near to those that the cloud gives, with anything in each place. */
function anyDocument(): fc.Arbitrary<InstanceDocument> {
  const places = ['a:9093', 'a:65535', 'a:65536', 'a:0', 'a:99999,b:1', 'kafka-0', 'kafka-0;id', second.connection.bootstrap_servers];
  const text = fc.oneof(fc.string(), fc.constantFrom(...places));
  const texts = orJson(fc.array(text));
  const endpoints = orJson(some({ dns_domain: orJson(text), dns_hosts: texts }));
  const connection = orJson(some({ bootstrap_servers: orJson(text) }));
  return fc.record({
    plan: fc.oneof(fc.string(), fc.constantFrom('lite', 'standard')),
    state: fc.oneof(fc.string(), fc.constant('active')),
    extensions: orJson(some({
      kafka_brokers_sasl: texts,
      dataservices: orJson(some({ connection, virtual_private_endpoints: endpoints })),
      virtual_private_endpoints: endpoints,
    })),
    parameters: orJson(some({ 'service-endpoints': orJson(fc.constantFrom('public', 'private', 'public-and-private')) })),
  });
}

const orJson = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof(arbitrary, fc.jsonValue());
const some = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] });
