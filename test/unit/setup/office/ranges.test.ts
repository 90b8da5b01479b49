import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addressText } from '../../../../src/model/range';
import { judgeOfficeRange, judgeOfficeRanges, noNeighbours } from '../../../../src/setup/office/ranges';

const named = (range: string, name: string) => [{ range, name }];

describe('A range of an office', () => {
  it('is taken where it overlaps nothing', () => {
    for (const range of ['192.168.50.0/24', '10.0.0.0/8', '203.0.113.0/24', '192.168.50.7']) {
      assert.equal(judgeOfficeRange(range, noNeighbours), undefined);
    }
  });

  it('is refused for what it overlaps, by the name of that', () => {
    const range = '192.168.50.0/24';
    const refusals = [
      judgeOfficeRange(range, { ...noNeighbours, vpcPrefixes: named('192.168.0.0/16', 'orders-vpc') }),
      judgeOfficeRange(range, { ...noNeighbours, others: ['192.168.50.128/25'] }),
      judgeOfficeRange(range, { ...noNeighbours, peerRanges: named('192.168.50.64/26', 'branch') }),
      judgeOfficeRange(range, { ...noNeighbours, clientPools: named('192.168.48.0/22', 'dial-in') }),
    ];
    const expected = [/address prefix of the VPC orders-vpc/, /another range of the office/, /VPN connection branch/, /client pool of the VPN server dial-in/];
    expected.forEach((pattern, at) => assert.match(refusals[at] ?? '', pattern));
  });

  it('is refused where it is everything, nothing, or not its own beginning', () => {
    assert.match(judgeOfficeRange('0.0.0.0/0', noNeighbours) ?? '', /every address/);
    assert.match(judgeOfficeRange('0.0.0.0/4', noNeighbours) ?? '', /0\.0\.0\.0\/8/);
    assert.match(judgeOfficeRange('office', noNeighbours) ?? '', /no range of IPv4/);
    assert.match(judgeOfficeRange('192.168.50.9/24', noNeighbours) ?? '', /write 192\.168\.50\.0\/24/);
  });

  it('is refused wherever it touches what no tunnel leads to', () => {
    const reserved = ['127.0.0.0/8', '161.26.0.0/16', '166.8.0.0/14', '169.254.0.0/16', '224.0.0.0/4'];
    fc.assert(fc.property(fc.constantFrom(...reserved), fc.integer({ min: 0, max: 2 ** 14 - 1 }), (range, offset) => {
      const [first = ''] = range.split('/');
      const start = first.split('.').reduce((value, part) => value * 256 + Number(part), 0);
      assert.match(judgeOfficeRange(`${addressText(start + offset)}/32`, noNeighbours) ?? '', new RegExp(range.replace(/[./]/g, '\\$&')));
    }));
    assert.equal(judgeOfficeRange('166.12.0.0/16', noNeighbours), undefined);
  });

  it('is judged beside the others of its office, whichever comes first', () => {
    assert.match(judgeOfficeRanges(['10.0.0.0/8', '10.1.0.0/16'], noNeighbours) ?? '', /another range/);
    assert.match(judgeOfficeRanges(['10.1.0.0/16', '10.0.0.0/8'], noNeighbours) ?? '', /another range/);
    assert.equal(judgeOfficeRanges(['10.1.0.0/16', '10.2.0.0/16'], noNeighbours), undefined);
  });
});
