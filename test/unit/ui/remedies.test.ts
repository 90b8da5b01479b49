import assert from 'node:assert/strict';
import { buttonsFor } from '../../../src/ui/remedies';

const retry = { title: 'Retry', run: () => undefined };
const logs = { title: 'Open Logs', run: () => undefined };
const titles = (code: string): readonly string[] => buttonsFor(code, [retry], () => undefined, logs).map(({ title }) => title);

describe('the buttons of a failure', () => {
  it('are to try again and to look into the log', () => {
    assert.deepEqual(titles('vpc.unavailable'), ['Retry', 'Open Logs']);
    assert.deepEqual(titles('iam.signed-out'), ['Retry', 'Sign In…', 'Open Logs']);
  });

  it('make what is missing, where trying again can only fail', () => {
    assert.deepEqual(titles('ui.nothing-checked'), ['Check Connectivity']);
    assert.deepEqual(titles('ui.no-connection'), ['Connect Privately…']);
    assert.deepEqual(titles('ui.nothing-to-choose'), ['Show Activity']);
    assert.deepEqual(titles('ui.made-up-vpn'), ['Sign In…']);
  });

  it('show the plan that changed, and do not run it at once', () => {
    assert.deepEqual(['setup.plan-changed', 'setup.not-as-planned'].map(titles), [['Show Plan'], ['Show Plan']]);
  });

  it('run their command', () => {
    const ran: string[] = [];
    buttonsFor('ui.no-connection', [retry], (command) => ran.push(command), logs)[0]?.run();
    assert.deepEqual(ran, ['privateConnect.connectPrivately']);
  });
});
