import assert from 'node:assert/strict';
import { active, element, textOf } from '../../../src/webview/element';

describe('a piece of the page', () => {
  it('leaves out what is not there', () => {
    assert.deepEqual(element('p', { id: 'x' }, 'a', undefined, false, element('b', {}, 'c')).children, ['a', element('b', {}, 'c')]);
  });

  it('keeps its listeners beside its attributes', () => {
    const click = () => undefined;
    const button = active('button', { type: 'button' }, { click }, 'Press');
    assert.deepEqual(button, { tag: 'button', attributes: { type: 'button' }, on: { click }, children: ['Press'] });
  });

  it('is read in its order, without gaps', () => {
    assert.equal(textOf(element('p', {}, 'a', element('b', {}), element('b', {}, '', 'c'), 'd')), 'a c d');
  });
});
