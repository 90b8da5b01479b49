import assert from 'node:assert/strict';
import { statusOf } from '../../../../src/ui/glance/status';
import { hostile, run, step } from '../fixtures';

const me = { kind: 'cloud', label: 'me@example.com' } as const;
const sandbox = { kind: 'sandbox', label: 'Sandbox account' } as const;

describe('the item in the status bar', () => {
  it('tells the sandbox from an account', () => {
    assert.equal(statusOf(me, []).text, '$(account) me@example.com');
    assert.equal(statusOf(sandbox, [run('done', [])]).text, '$(account) Sandbox');
    assert.match(statusOf(sandbox, []).tooltip, /sandbox on this machine[\s\S]*switch or leave the account/);
  });

  it('says what runs before what failed, and its step', () => {
    const failed = run('failed', [step('a', 'made'), step('b', 'failed')], { elapsedMs: 5000 });
    const running = run('running', [step('a', 'made'), step('b', 'made'), step('c', 'running')], { elapsedMs: 5000 });
    assert.equal(statusOf(me, [failed]).text, '$(error) me@example.com · failed at step 2 of 2');
    assert.equal(statusOf(me, [failed, running]).text, '$(loading~spin) me@example.com · running · step 3 of 3');
    assert.match(statusOf(me, [failed]).spoken, /^IBM Cloud account me@example\.com · failed/);
  });

  it('says first that IAM refuses what was signed in with, and its words', () => {
    const refused = { code: 'iam.signed-out', what: 'Could not renew the sign-in', why: 'Provided API key could not be found.', next: 'Sign in again.' };
    const { text, tooltip } = statusOf({ ...me, refused }, [run('failed', [step('a', 'failed')], { elapsedMs: 5000 })]);
    assert.equal(text, '$(warning) me@example.com · needs a new sign-in · failed at step 1 of 1');
    assert.match(tooltip, /Provided API key could not be found\. Sign in again\./);
  });

  it('warns calmly of a VPN whose certificate ends soon, after what runs or failed', () => {
    const ends = [{ words: 'certificate ends in 12 d', explained: ['Nobody can connect after that.'] }];
    assert.equal(statusOf(me, [], ends).text, '$(warning) me@example.com · certificate ends in 12 d');
    assert.match(statusOf(me, [], ends).tooltip, /Nobody can connect after that\./);
    assert.equal(statusOf(me, [run('failed', [step('a', 'failed')], { elapsedMs: 5000 })], ends).text, '$(error) me@example.com · failed at step 1 of 1');
    const unread = statusOf(me, [], [{ words: undefined, explained: ['It could not be read.'] }]);
    assert.deepEqual([unread.text, unread.tooltip.includes('It could not be read.')], ['$(account) me@example.com', true]);
  });

  it('has one icon, whatever the account is called', () => {
    assert.equal(statusOf({ ...me, label: hostile }, []).text.match(/\$\(/g)?.length, 1);
  });
});
