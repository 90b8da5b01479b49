import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Hop } from '../../../../src/model/check';
import { textOf } from '../../../../src/webview/element';
import { inWords, path } from '../../../../src/webview/view/path';
import { all, failed, hop, passed } from '../samples';

describe('the picture of the path', () => {
  it('is told in words to those who do not see it', () => {
    assert.match(inWords(failed.hops), /this laptop: ok.*build-box: ok.*orders-kafka: broken, port 9093 does not answer.*kafka-0: not reached/);
  });

  it('draws every hop inside its frame, whatever their number', () => {
    fc.assert(fc.property(fc.nat(3), fc.nat(9), (chain, members) => {
      const hops = [
        ...Array.from({ length: chain }, (_, n) => hop(`c${n}`, 'virtual-server', `c${n}`)),
        ...Array.from({ length: members }, (_, n) => hop(`b${n}`, 'member', `b${n}`)),
      ];
      const nodes = all(path(hops));
      const [, , width = 0, height = 0] = String(nodes.find((node) => node.tag === 'svg')?.attributes['viewBox']).split(' ').map(Number);
      const boxes = nodes.filter((node) => node.tag === 'rect').map(({ attributes }) => attributes);
      assert.equal(boxes.length, hops.length);
      for (const box of boxes) {
        assert.ok(Number(box['x']) >= 0 && Number(box['x']) + Number(box['width']) <= width);
        assert.ok(Number(box['y']) >= 0 && Number(box['y']) + Number(box['height']) <= height);
      }
    }));
  });

  it('leads from each place to the next, and from the last of them to every member', () => {
    const drawn = (hops: readonly Hop[]) => all(path(hops)).filter(({ tag }) => tag === 'line').map(({ attributes }) => [attributes['x1'], attributes['x2']]);
    assert.equal(drawn(passed.hops).length, 5);
    assert.equal(new Set(drawn(passed.hops).slice(-3).map(([from]) => from)).size, 1);
    assert.deepEqual(drawn([]), []);
  });

  it('has a cross on the way that is broken, and the time on one that was measured', () => {
    const labels = (hops: readonly Hop[]) => all(path(hops)).filter(({ attributes }) => String(attributes['class']).startsWith('way')).map(textOf);
    assert.deepEqual(labels(passed.hops), ['22 ms', '1 ms', '3 ms', '4 ms', '5 ms']);
    assert.deepEqual(labels(failed.hops), ['22 ms', '✗', '', '', '']);
  });

  it('says that nothing was checked yet', () => {
    assert.equal(inWords([]), 'The path has not been checked yet.');
    assert.equal(inWords([hop('a', 'machine', 'a', { detail: 'ok' }), hop('b', 'member', 'b', { detail: 'slow' })]), 'a: ok; b: ok, slow');
  });

  it('says of what is not known once why, and not that it was not checked and not asked', () => {
    const hops = [hop('a', 'machine', 'a', { state: 'unknown', detail: 'not checked since' }), hop('b', 'member', 'b', { state: 'unknown' })];
    assert.equal(inWords(hops), 'a: not checked since; b: not checked yet');
    assert.doesNotMatch(textOf(path(hops.slice(0, 1))), /not checked yet/);
  });

  it('breaks the reason why nothing is known into lines, as it does what is said besides', () => {
    const why = 'not asked further: no API key to sign in with';
    const texts = all(path([hop('a', 'member', 'a', { state: 'unknown', detail: why })])).filter(({ tag }) => tag === 'text').map(textOf);
    assert.deepEqual(texts.filter((text) => text === why), []);
    assert.equal(texts.filter((text) => text !== '').join(' '), `a ${why}`);
  });

  it('draws places of any kind', () => {
    const kinds = ['vpn-server', 'vpn-gateway', 'office-gateway'] as const;
    assert.deepEqual(all(path(kinds.map((kind) => hop(kind, kind, kind)))).filter(({ attributes }) => attributes['class'] === 'name').map(textOf), [...kinds]);
  });
});
