import assert from 'node:assert/strict';
import { Secret } from '../../../../src/model/secret';
import { checkOffice } from '../../../../src/onPremises/checkOffice';
import { officeFiles } from '../../../../src/onPremises/files';
import { describeOffice, type OfficeFacts } from '../../../../src/setup/office/description';
import { connectionWith, gatewayWith, resolverWith } from './things';

const facts: OfficeFacts = {
  name: 'orders', mode: 'policy',
  office: {
    peer: { kind: 'address', address: '198.51.100.9' }, isBehindNat: false, identity: { type: 'ipv4_address', value: '198.51.100.9' }, ranges: ['192.168.50.0/24'],
  },
  gateway: gatewayWith(['203.0.113.40', '0.0.0.0']), connection: connectionWith({ localRanges: ['10.240.0.0/26'] }),
  ike: { version: 2, cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 28_800 },
  esp: { cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 3600 },
  resolver: resolverWith(['10.240.0.20', undefined, '10.240.0.36']), domains: ['*.aa.private.example.com', 'aa.private.example.com'],
  key: new Secret('Ab9-+&!@#$'),
};

const route: OfficeFacts = {
  ...facts, mode: 'route', gateway: gatewayWith(['203.0.113.40', '203.0.113.41'], { mode: 'route' }), cloudRanges: ['10.240.0.0/28', '10.240.0.16/28'],
  connection: connectionWith({ mode: 'route', localRanges: [], peerRanges: [] }),
};

describe('An office as its files are made of it', () => {
  it('is taken by what makes the files, with the gateway\'s one address, and the domain that was given twice once', () => {
    const office = checkOffice(describeOffice(facts));
    assert.deepEqual(office.cloud, { tunnels: [{ address: '203.0.113.40', identity: { type: 'ipv4_address', value: '203.0.113.40' } }], ranges: ['10.240.0.0/26'] });
    assert.deepEqual(office.dns, { domains: ['aa.private.example.com'], servers: ['10.240.0.20', '10.240.0.36'] });
    assert.notEqual(officeFiles(office).length, 0);
  });

  it('has the ranges and identities that the connection has in the cloud, not those that were chosen beside them', () => {
    const { office, cloud } = describeOffice({ ...facts, connection: connectionWith({
      peerIdentity: { type: 'fqdn', value: 'gw.example.com' }, localIdentities: [{ type: 'hostname', value: 'cloud' }],
      localRanges: ['10.0.0.0/8'], peerRanges: ['192.168.0.0/16'],
    }) });
    assert.deepEqual([office.identity, office.ranges], [{ type: 'fqdn', value: 'gw.example.com' }, ['192.168.0.0/16']]);
    assert.deepEqual([cloud.ranges, cloud.tunnels[0]?.identity], [['10.0.0.0/8'], { type: 'hostname', value: 'cloud' }]);
  });

  it('is told of the resolver\'s addresses that its tunnel leads to alone; in route mode of all', () => {
    const narrow = { localRanges: ['10.240.0.16/28'] };
    assert.deepEqual(describeOffice({ ...facts, connection: connectionWith(narrow) }).dns.servers, ['10.240.0.20']);
    assert.deepEqual(describeOffice(route).dns.servers, ['10.240.0.20', '10.240.0.36']);
  });

  it('has no address of its own where the office has none that stays', () => {
    const { office } = describeOffice({ ...facts, office: { ...facts.office, peer: undefined } });
    assert.equal('address' in office, false);
  });

  it('has two tunnels in route mode, and the ranges that its connection does not have', () => {
    const office = checkOffice(describeOffice(route));
    assert.deepEqual(office.cloud.tunnels.map(({ address }) => address), ['203.0.113.40', '203.0.113.41']);
    assert.deepEqual([office.office.ranges, office.cloud.ranges], [['192.168.50.0/24'], ['10.240.0.0/28', '10.240.0.16/28']]);
  });

  it('gives each tunnel the identity of its own member, in whatever order the cloud lists addresses', () => {
    const localIdentities = [{ type: 'ipv4_address', value: '203.0.113.41' }, { type: 'ipv4_address', value: '203.0.113.40' }];
    const { cloud } = describeOffice({ ...route, connection: { ...route.connection, localIdentities } });
    assert.ok(cloud.tunnels.every(({ address, identity }) => identity.value === address));
  });

  it('is refused while the gateway has no address', () => {
    assert.throws(() => checkOffice(describeOffice({ ...facts, gateway: gatewayWith(['0.0.0.0', '0.0.0.0']) })), { code: 'on-premises.tunnels' });
  });

  it('is refused by name for an identity of a type that only a newer cloud knows', () => {
    const connection = connectionWith({ peerIdentity: { type: 'moon', value: 'x' } });
    assert.throws(() => describeOffice({ ...facts, connection }), { code: 'on-premises.identity', why: /type moon/ });
  });
});
