import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseHostPorts, readReach } from '../../../src/cloud/extensions';
import { keyDocument, toServiceKey } from '../../../src/cloud/serviceKeys';
import { parse } from 'valibot';

const domain = 'private.uhp.ca-mon.eventstreams.dataservices.appdomain.cloud';
const endpoints = { dns_domain: domain, dns_hosts: ['guid', '*.guid'], origin_type: 'vpc' };
const servers = [0, 1, 2].map((number) => `kafka-${number}.guid.${domain}:9093`).join(',');
const brokers = [0, 1, 2].map((number) => ({ host: `kafka-${number}.guid.${domain}`, port: 9093 }));
const names = [`guid.${domain}`, `*.guid.${domain}`];

const oldDomain = 'private.eu-de.messagehub.appdomain.cloud';
const oldEndpoints = { dns_domain: oldDomain, dns_hosts: ['kafka-0-mh-abc', 'kafka-1-mh-abc', 'mh-abc'] };
const publicBrokers = ['kafka-0.public.example:9093', 'kafka-1.public.example:9093'];

describe('what an instance says of itself', () => {
  it('is generation 2 by its connection, wherever its private names are nested', () => {
    const expected = { generation: 2, access: 'private', bootstrap: brokers, privateNames: names };
    const connection = { bootstrap_servers: servers };
    assert.deepEqual(readReach({ dataservices: { connection }, virtual_private_endpoints: endpoints }, undefined), expected);
    assert.deepEqual(readReach({ dataservices: { connection, virtual_private_endpoints: endpoints } }, undefined), expected);
  });

  it('is generation 1 by its brokers, with the access that was ordered', () => {
    for (const access of ['public', 'private', 'public-and-private']) {
      const reach = readReach({ kafka_brokers_sasl: publicBrokers }, { 'service-endpoints': access });
      assert.deepEqual([reach.generation, reach.access], [1, access]);
    }
  });

  it('is public without any private name, and unknown where only the names tell of a private way', () => {
    assert.equal(readReach({ kafka_brokers_sasl: publicBrokers }, undefined).access, 'public');
    assert.equal(readReach({ kafka_brokers_sasl: publicBrokers, virtual_private_endpoints: oldEndpoints }, {}).access, 'unknown');
  });

  it('leads to the private brokers of a generation 1 instance that has both kinds', () => {
    const both = readReach({ kafka_brokers_sasl: publicBrokers, virtual_private_endpoints: oldEndpoints }, { 'service-endpoints': 'public-and-private' });
    assert.deepEqual(both.bootstrap, ['kafka-0-mh-abc', 'kafka-1-mh-abc'].map((name) => ({ host: `${name}.${oldDomain}`, port: 9093 })));
    const listed = [`kafka-1-mh-abc.${oldDomain}:9093`];
    assert.deepEqual(
      readReach({ kafka_brokers_sasl: listed, virtual_private_endpoints: oldEndpoints }, { 'service-endpoints': 'private' }).bootstrap,
      [{ host: `kafka-1-mh-abc.${oldDomain}`, port: 9093 }],
    );
  });

  it('is of neither generation where it has the marks of neither', () => {
    assert.deepEqual(readReach(undefined, undefined), { generation: undefined, access: 'unknown', bootstrap: [], privateNames: [] });
    assert.equal(readReach({ kafka_http_url: 'https://x' }, undefined).generation, undefined);
  });

  it('takes any JSON without throwing, and every broker it gives has a name and a port', () => {
    const near = fc.record({
      kafka_brokers_sasl: fc.oneof(fc.jsonValue(), fc.array(fc.string())),
      dataservices: fc.oneof(fc.jsonValue(), fc.record({ connection: fc.oneof(fc.jsonValue(), fc.record({ bootstrap_servers: fc.jsonValue() })) })),
      virtual_private_endpoints: fc.oneof(fc.jsonValue(), fc.record({ dns_domain: fc.jsonValue(), dns_hosts: fc.jsonValue() })),
    }, { requiredKeys: [] });
    fc.assert(fc.property(fc.oneof(near, fc.jsonValue()), fc.jsonValue(), (extensions, parameters) => {
      for (const { host, port } of readReach(extensions, parameters).bootstrap) {
        assert.ok(host.length > 0 && port > 0 && port < 65_536);
      }
    }));
  });

  it('leaves out what is not host and port', () => {
    assert.deepEqual(parseHostPorts(' a.example:9093 , , b.example , c:0, d:70000, e f:1, g:12x'), [{ host: 'a.example', port: 9093 }]);
  });
});

describe('service credentials', () => {
  const read = (credentials: unknown) => toServiceKey(parse(keyDocument, { id: 'k', crn: 'crn:k', name: 'key', credentials }));

  it('finds the secret and the brokers under each name that was ever documented', () => {
    for (const place of ['api_key', 'apikey', 'password']) {
      assert.equal(read({ [place]: 's3cret' }).apiKey?.reveal(), 's3cret');
    }
    assert.deepEqual(read({ bootstrap_endpoints: 'a:9093,b:9093' }).bootstrap.map(({ host }) => host), ['a', 'b']);
    assert.deepEqual(read({ bootstrap_servers: 'a:9093' }).bootstrap, [{ host: 'a', port: 9093 }]);
    assert.deepEqual(read({ kafka_brokers_sasl: ['a:9093', 'a:9093', 'b:9093'] }).bootstrap.map(({ host }) => host), ['a', 'b']);
  });

  it('tells a secret that was shown once from one that the viewer may not see', () => {
    assert.equal(read({ REDACTED: 'REDACTED_EXPLICIT' }).hidden, 'one-time');
    assert.equal(read({ REDACTED: 'REDACTED' }).hidden, 'role');
    assert.equal(read({ apikey: 'REDACTED_EXPLICIT' }).apiKey, undefined);
    assert.equal(read(null).hidden, 'role');
    assert.equal(read({ api_key: 's' }).hidden, undefined);
  });

  it('shows the secret in no text form', () => {
    assert.doesNotMatch(JSON.stringify(read({ api_key: 'canary' })), /canary/);
  });
});
