import assert from 'node:assert/strict';
import { answersWhere, askedElsewhere, isShared, sharedInWords, sharesDns, unknownToHub } from '../../../src/model/dns';
import type { DnsResolver, VpcDns } from '../../../src/model/landscape';

const servers = ['10.0.0.5', '10.0.0.6'];
const dnsOf = (resolver: DnsResolver, more: Partial<VpcDns> = {}): VpcDns => ({ isHub: false, bindings: 0, resolver, ...more });
const own: DnsResolver = { kind: 'system', servers: ['161.26.0.7'] };
const last = 'those must know the private names';
const asked = (resolver: DnsResolver, names: readonly string[] = []): string | undefined => askedElsewhere({ name: 'orders', dns: dnsOf(resolver) }, names);

describe('DNS in words', () => {
  it('says where an endpoint gateway answers: elsewhere only where VPCs share DNS, and it takes part', () => {
    const [alone, shared] = [{ dns: dnsOf(own) }, { dns: dnsOf(own, { bindings: 1 }) }];
    assert.deepEqual([sharesDns({}), sharesDns(alone), sharesDns(shared)], [false, false, true]);
    assert.deepEqual(['primary', undefined, 'disabled', 'per_resource_binding'].map(isShared), [true, true, false, false]);
    for (const [mode, vpc] of [['primary', {}], ['primary', alone], ['disabled', shared], ['per_resource_binding', shared]] as const) {
      assert.equal(answersWhere(mode, vpc), 'answers in this VPC alone');
    }
    assert.equal(answersWhere('primary', shared), 'answers in the VPCs that share its DNS too');
  });

  it('says with whom a VPC shares', () => {
    const words = (more: Partial<VpcDns>): string | undefined => sharedInWords({ dns: dnsOf(own, more) });
    assert.deepEqual([sharedInWords({}), words({}), words({ bindings: 1 })], [undefined, undefined, 'Bound to a DNS hub']);
    const hubs = [0, 1, 2].map((bindings) => words({ isHub: true, bindings }));
    assert.deepEqual(hubs, ['DNS hub of no VPC', 'DNS hub of 1 VPC', 'DNS hub of 2 VPCs']);
  });

  it('says of a gateway that does not share that a hub which is asked may not know it', () => {
    const vpc = { dns: dnsOf({ kind: 'delegated', servers, vpc: { id: 'h', name: 'hub' } }, { bindings: 1 }) };
    assert.equal(unknownToHub('disabled', vpc), 'The DNS hub hub may not know its names, since its DNS sharing is "disabled": set it to "primary"');
    for (const mode of ['primary', undefined]) assert.equal(unknownToHub(mode, vpc), undefined);
    assert.equal(unknownToHub('disabled', { dns: dnsOf(own) }), undefined);
  });

  it('says nothing of a VPC whose own name servers answer, or of which nothing is known', () => {
    assert.equal(asked(own), undefined);
    assert.equal(askedElsewhere({ name: 'orders' }), undefined);
  });

  it('says whom servers ask instead, which is what must know the private names', () => {
    assert.equal(asked({ kind: 'manual', servers }), `Servers in orders ask the DNS servers 10.0.0.5, 10.0.0.6, set by hand: ${last}`);
    const hub = { id: 'h', name: 'hub' };
    assert.equal(asked({ kind: 'delegated', servers, vpc: hub }), `Servers in orders ask the DNS servers 10.0.0.5, 10.0.0.6 of the DNS hub hub: ${last}`);
    assert.equal(asked({ kind: 'delegated', servers: [] }), `Servers in orders ask the DNS servers of another VPC: ${last}`);
    assert.equal(
      asked({ kind: 'custom', servers }),
      'Servers in orders ask its custom resolver 10.0.0.5, 10.0.0.6, which knows the private names unless one of its forwarding rules takes them',
    );
    assert.equal(asked({ kind: 'unknown', servers: [] }), `Servers in orders ask DNS servers of a kind that is not known here: ${last}`);
  });

  it('names the private names, a wildcard by what it stands below, and counts the rest', () => {
    const known = (...names: string[]): string | undefined => asked({ kind: 'manual', servers: ['10.0.0.5'] }, names)?.split('those must know ')[1];
    assert.equal(known('guid.x', '*.guid.x'), 'the private names guid.x and all below');
    assert.equal(known('a.x', 'b.x'), 'the private names a.x, b.x');
    assert.equal(known('a.x', 'b.x', 'c.x', 'd.x'), 'the private names a.x, b.x and 2 more');
  });
});
