import assert from 'node:assert/strict';
import { commandIds, viewIds } from '../../src/ui/ids';
import { contributes, read, said } from './manifest';

const [walkthrough] = contributes.walkthroughs;

describe('the walkthrough', () => {
  it('is one, of at most six steps', () => {
    assert.equal(contributes.walkthroughs.length, 1);
    assert.ok((walkthrough?.steps.length ?? 0) <= 6);
  });

  it('has steps with a verb, a picture in theme colours, and a text for those who do not see it', () => {
    for (const { title, media } of walkthrough?.steps ?? []) {
      assert.match(said(title), /^(Sign|Look|Plan|Run|Check|Use)\b/);
      const picture = read(media.svg);
      assert.match(picture, /^<svg/);
      assert.match(picture, /var\(--vscode-/);
      assert.doesNotMatch(picture, /(?:fill|stroke)="#|rgb\(/, `${media.svg} has a colour of its own`);
      assert.ok(said(media.altText).length > 20);
    }
  });

  it('completes a step when the thing is true, not when a button was pressed', () => {
    for (const { completionEvents } of walkthrough?.steps ?? []) {
      assert.ok(completionEvents.length > 0);
      assert.ok(completionEvents.every((event) => event.startsWith('onContext:privateConnect.')));
    }
  });

  it('has buttons that exist', () => {
    const focus = viewIds.map((id) => `${id}.focus`);
    for (const { description } of walkthrough?.steps ?? []) {
      for (const [, target = ''] of said(description).matchAll(/\(command:([^)]+)\)/g)) {
        assert.ok([...commandIds, ...focus].includes(target), target);
      }
    }
  });
});
