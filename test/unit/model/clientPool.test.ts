import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgePool, poolFor } from '../../../src/model/clientPool';
import type { NamedRange, PoolNeighbours } from '../../../src/model/poolNeighbours';
import { closedToInternet } from '../../../src/model/range';

const alone: PoolNeighbours = { vpcPrefixes: [], ownNetworks: [], otherPools: [], userRanges: [], targets: [] };
const never = ['127.0.0.0/8', '161.26.0.0/16', '166.8.0.0/14', '169.254.0.0/16', '224.0.0.0/4'];

/** Ranges as worlds have them: mostly private, a few of any place, whatever their length. */
const privateBase = fc.oneof(
  fc.tuple(fc.constant(10), fc.nat(255), fc.nat(255)), fc.tuple(fc.constant(10), fc.integer({ min: 200, max: 225 }), fc.nat(255)),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255)), fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255)),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), fc.nat(255)), fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)),
);
const range = fc.tuple(privateBase, fc.nat(255), fc.integer({ min: 8, max: 32 })).map(([base, last, length]) => `${base.join('.')}.${last}/${length}`);
const named = fc.array(fc.record({ range, name: fc.constantFrom('en0', 'shop') }), { maxLength: 6 });
const world: fc.Arbitrary<PoolNeighbours> = fc.record({
  vpcPrefixes: named, ownNetworks: named, otherPools: named, userRanges: fc.array(range, { maxLength: 6 }), targets: named,
});

function all(neighbours: PoolNeighbours): readonly string[] {
  const those: readonly NamedRange[] = [neighbours.vpcPrefixes, neighbours.ownNetworks, neighbours.otherPools, neighbours.targets].flat();
  return [...never, ...those.map((each) => each.range), ...neighbours.userRanges];
}

/** By bits, another way than the product's numbers: two CIDRs overlap where they agree in the shorter one's prefix. */
function shareAddresses(one: string, other: string): boolean {
  const [first, second] = [bitsOf(one), bitsOf(other)];
  const length = Math.min(first.length, second.length);
  return first.slice(0, length) === second.slice(0, length);
}

function bitsOf(cidr: string): string {
  const [address = '', length] = cidr.split('/');
  return address.split('.').map((byte) => Number(byte).toString(2).padStart(8, '0')).join('').slice(0, Number(length));
}

/** The first 22 bits of every block of that size in private space. */
const blocks = ['10.0.0.0/8', '172.16.0.0/12', '100.64.0.0/10', '192.168.0.0/16'].map(bitsOf)
  .flatMap((outer) => Array.from({ length: 2 ** (22 - outer.length) }, (_, at) => outer + at.toString(2).padStart(22 - outer.length, '0')));

describe('a proposed client pool', () => {
  it('overlaps nothing, is private, of a size that the service takes, and passes its own judge', () => {
    fc.assert(fc.property(world, fc.integer({ min: 1, max: 2000 }), (neighbours, clients) => {
      const pool = poolFor(neighbours, clients);
      if (pool === undefined) return;
      assert.deepEqual(all(neighbours).filter((other) => shareAddresses(other, pool)), []);
      assert.ok(closedToInternet(pool), pool);
      assert.equal(judgePool(pool, neighbours), undefined);
      assert.ok(2 ** (32 - Number(pool.split('/')[1])) >= 2 * clients);
      assert.equal(poolFor(neighbours, clients), pool, 'the same world, the same pool');
    }), { numRuns: 300 });
  });

  it('is only missing where no private block of the smallest size is free', () => {
    const wide = ['10.0.0.0/9', '10.128.0.0/10', '10.192.0.0/11', '10.224.0.0/11', '172.16.0.0/12', '100.64.0.0/10', '192.168.0.0/16'];
    fc.assert(fc.property(fc.shuffledSubarray(wide), named, (some, ownNetworks) => {
      const neighbours = { ...alone, userRanges: some, ownNetworks };
      const taken = all(neighbours).map(bitsOf);
      const free = blocks.some((block) => !taken.some((other) => block.startsWith(other) || other.startsWith(block)));
      assert.equal(poolFor(neighbours) !== undefined, free);
    }), { numRuns: 10 });
    assert.equal(poolFor({ ...alone, userRanges: wide }), undefined);
  });

  it('keeps away from where routers at home, Docker and a VPC\'s own prefixes are, and makes room for twice the clients', () => {
    assert.equal(poolFor(alone), '10.208.0.0/22');
    assert.equal(poolFor(alone, 512), '10.208.0.0/22');
    assert.equal(poolFor(alone, 513), '10.208.0.0/21');
    assert.equal(poolFor({ ...alone, vpcPrefixes: [{ range: '10.208.0.0/18', name: 'shop' }] }), '10.208.64.0/22');
  });
});

describe('a typed client pool', () => {
  const pool = fc.tuple(privateBase, fc.integer({ min: 9, max: 22 })).map(([base, length]) => {
    const bits = `${bitsOf(`${base.join('.')}.0/${length}`)}${'0'.repeat(32)}`.slice(0, 32);
    return `${(bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)).join('.')}/${length}`;
  });

  it('is refused exactly where it shares an address with a neighbour or is not private', () => {
    fc.assert(fc.property(world, pool, (neighbours, text) => {
      const refused = all(neighbours).some((other) => shareAddresses(other, text)) || !closedToInternet(text);
      assert.equal(judgePool(text, neighbours) !== undefined, refused, text);
    }), { numRuns: 500 });
  });

  it('is refused with what it overlaps and whose that is', () => {
    const neighbours: PoolNeighbours = {
      vpcPrefixes: [{ range: '10.240.0.0/18', name: 'shop' }], ownNetworks: [{ range: '192.168.1.0/24', name: 'en0' }],
      otherPools: [{ range: '10.10.0.0/20', name: 'admins' }], userRanges: ['10.32.0.0/16'], targets: [{ range: '10.50.0.0/24', name: 'orders' }],
    };
    for (const [text, refusal] of [
      ['10.240.0.0/20', '10.240.0.0/20 overlaps 10.240.0.0/18, an address prefix of the VPC shop.'],
      ['192.168.0.0/22', '192.168.0.0/22 overlaps your own network 192.168.1.0/24 (en0).'],
      ['10.10.0.0/22', '10.10.0.0/22 overlaps 10.10.0.0/20, the client pool of the VPN server admins.'],
      ['10.32.4.0/22', '10.32.4.0/22 overlaps 10.32.0.0/16, which you named as in use.'],
      ['10.50.0.0/22', '10.50.0.0/22 overlaps 10.50.0.0/24, which clients are to reach through the VPN (orders).'],
      ['161.26.0.0/20', '161.26.0.0/20 overlaps 161.26.0.0/16, where IBM Cloud has its name servers and other services.'],
      ['166.8.0.0/16', '166.8.0.0/16 overlaps 166.8.0.0/14, where IBM Cloud has its service endpoints.'],
      ['127.0.0.0/16', '127.0.0.0/16 overlaps 127.0.0.0/8, where each machine is only itself.'],
      ['169.254.0.0/20', '169.254.0.0/20 overlaps 169.254.0.0/16, which never leaves a link.'],
      ['224.0.0.0/9', '224.0.0.0/9 overlaps 224.0.0.0/4, which is for multicast.'],
    ] as const) {
      assert.equal(judgePool(text, neighbours), refusal);
    }
  });

  it('is refused for its size, its beginning and public space, the samples of the documentation among them', () => {
    for (const [text, refusal] of [
      ['10.208.0.0/23', /is too small.*\/9 to \/22/], ['10.208.0.0', /Write an address/], ['10.0.0.0/8', /is too large/], ['0.0.0.0/0', /is too large/],
      ['190.165.7.0/20', /does not begin with its first address: write 190\.165\.0\.0\/20\.$/], ['190.165.0.0/20', /is not private/],
      ['198.168.0.0/16', /is not private/], ['10.208.1.0/22', /write 10\.208\.0\.0\/22\.$/], ['', /Write an address/], ['010.0.0.0/22', /Write an address/],
      ['fd00::/22', /Write an address/], ['10.208.0.0/022', /Write an address/],
    ] as const) {
      assert.match(judgePool(text, alone) ?? '', refusal, text);
    }
    assert.equal(judgePool(' 10.208.0.0/22 ', alone), undefined);
  });

  it('is never judged beside a range that cannot be read', () => {
    assert.throws(() => judgePool('10.208.0.0/22', { ...alone, userRanges: ['fd00::/8'] }), TypeError);
  });
});
