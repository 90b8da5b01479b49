import assert from 'node:assert/strict';
import { visible } from '../../../../src/model/text';
import type { LossQuestion } from '../../../../src/ui/prompts/answers';
import { headOf, stageOf } from '../../../../src/ui/prompts/loss';

const question: LossQuestion = { title: 'Undo It', deed: 'delete 2 things', name: 'orders', rows: [] };

describe('The question before something is lost', () => {
  it('is agreed to by its name alone, with room around it', () => {
    assert.deepEqual(['', 'order', 'orders2', 'Orders', 'orders', ' orders '].map((text) => stageOf(question, text)), [
      'asked', 'asked', 'asked', 'asked', 'agreed', 'agreed',
    ]);
  });

  it('is agreed to by a name that has blanks around it itself, with or without them, and never by nothing', () => {
    const blanks = { ...question, name: ' orders ' };
    assert.deepEqual(['', ' ', 'order', 'orders', ' orders '].map((text) => stageOf(blanks, text)), ['asked', 'asked', 'asked', 'agreed', 'agreed']);
    assert.equal(stageOf({ ...question, name: ' ' }, ''), 'asked');
  });

  it('is agreed to by as much of a name as is shown where it is too long to be shown, or by all of it', () => {
    const long = 'orders of the whole year';
    const cut = { ...question, name: visible(long, 12) };
    assert.deepEqual(['orders of', 'orders of t', 'orders of t…', long, 'orders of today'].map((text) => stageOf(cut, text)), [
      'asked', 'agreed', 'agreed', 'agreed', 'agreed',
    ]);
    assert.deepEqual(['a', '…'].map((text) => stageOf({ ...question, name: '…' }, text)), ['asked', 'agreed']);
  });

  it('says what Enter does now, and after a wrong name that nothing was changed', () => {
    assert.deepEqual((['asked', 'refused', 'agreed'] as const).map((stage) => headOf(question, stage).label), [
      'Type "orders" and press Enter to delete 2 things',
      'That is not "orders": nothing was changed. Type it and press Enter to delete 2 things',
      'Press Enter to delete 2 things',
    ]);
  });
});
