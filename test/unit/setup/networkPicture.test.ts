import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Place } from '../../../src/model/path';
import { networkPicture } from '../../../src/setup/networkPicture';

function place(id: string, more: Partial<Place> = {}): Place {
  return { id, kind: 'member', name: id, details: [], reachedBy: `to ${id}`, ...more };
}

function picture(...lines: readonly string[]): string {
  return lines.join('\n');
}

describe('The picture of the network', () => {
  it('is a line for a place outside of any network, with the way between', () => {
    assert.equal(networkPicture([place('laptop', { details: ['this machine', 'at home'], reachedBy: '' }), place('brokers')]), picture(
      'laptop: this machine: at home',
      '      |',
      '      |  to brokers',
      '      v',
      'brokers',
    ));
  });

  it('is a box for each place inside a network, and one around neighbours in the same', () => {
    assert.equal(networkPicture([
      place('laptop', { reachedBy: '' }),
      place('server', { within: 'VPC v', details: ['ca-mon-1'] }),
      place('gateway', { within: 'VPC v' }),
      place('brokers'),
    ]), picture(
      'laptop',
      '      |',
      '      |  to server',
      '      v',
      '+- VPC v -------------+',
      '| +----------+        |',
      '| | server   |        |',
      '| | ca-mon-1 |        |',
      '| +----------+        |',
      '|       |             |',
      '|       |  to gateway |',
      '|       v             |',
      '| +---------+         |',
      '| | gateway |         |',
      '| +---------+         |',
      '+---------------------+',
      '      |',
      '      |  to brokers',
      '      v',
      'brokers',
    ));
  });

  it('has two boxes for two networks side by side', () => {
    const drawn = networkPicture([place('a', { within: 'one' }), place('b', { within: 'other' }), place('c', { within: 'one' })]);
    assert.equal(drawn.match(/^\+- one -/gm)?.length, 2);
    assert.equal(drawn.match(/^\+- other -/gm)?.length, 1);
  });

  it('has two lines for two places outside of any', () => {
    assert.doesNotMatch(networkPicture([place('a'), place('b')]), /\+/);
  });

  it('makes a box as wide as a long name of its network', () => {
    const title = 'VPC with-a-name-that-is-much-longer-than-what-stands-in-it';
    assert.equal(networkPicture([place('a', { within: title })]).split('\n')[0], `+- ${title} -+`);
  });

  it('cuts what is too long, a name and a detail sooner than the name of a network', () => {
    const long = 'n'.repeat(200);
    const lines = networkPicture([place('a', { name: long, details: [long], within: long }), place('b', { reachedBy: long })]).split('\n');
    assert.equal(lines.filter((line) => line.includes(`${'n'.repeat(59)}…`) && !line.includes('n'.repeat(60))).length, 3);
    assert.ok(lines[0]?.includes(`${'n'.repeat(119)}…`));
  });

  it('has straight edges and stays inside its fence, whatever the cloud named', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '`', '\n', '|', '\u202e', 'é', ' ') });
    const places = fc.array(fc.record({ name: text, details: fc.array(text, { maxLength: 2 }), within: fc.option(text, { nil: undefined }), reachedBy: text }), { maxLength: 5 });
    fc.assert(fc.property(places, (all) => {
      const drawn = networkPicture(all.map((each, index) => place(String(index), each)));
      assert.doesNotMatch(drawn, /[`\u202e]/);
      for (const box of drawn.split(/\n(?![+|])/).filter((part) => part.startsWith('+'))) {
        const boxed = box.split('\n').filter((line) => /^[+|]/.test(line));
        assert.equal(new Set(boxed.map(({ length }) => length)).size, 1, drawn);
      }
    }));
  });
});
