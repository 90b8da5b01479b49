import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import { notOpened, openingChecks } from '../../../../src/diagnose/checks/opening';
import { brokers } from '../outcomes';
import { contextOf, from, laptop, namedNetwork, requestFor, server, type TestVantage } from '../support';

describe('the opening of a vantage', () => {
  const never = new AbortController().signal;
  const network = namedNetwork({});
  const over = (vantage: TestVantage) => contextOf(requestFor(brokers, { vantages: from(vantage) }));

  it('is no check where it cannot fail for reasons of its own', async () => {
    assert.deepEqual(openingChecks((await over(laptop(network))).lookout), []);
  });

  it('says, once it is open, that it is, and how long that took', async () => {
    const { context, lookout } = await over(server(network));
    const [check, ...others] = openingChecks(lookout);
    assert.ok(check);
    assert.deepEqual([check.id, check.title, check.dependsOn, others], ['server', 'SSH sign-in', [], []]);
    assert.deepEqual(await check.run(context, never), {
      state: 'passed', code: 'ok', summary: `signed in to build-box in ${lookout.openedIn} ms`, evidence: ['SSH probes do not use the HTTP proxy.'],
    });
  });

  it('says what failed, in whose words, with the server\'s trace and what there is to know', async () => {
    const { lookout } = await over(server(network));
    const refused = new Failure({ code: 'ssh.refused-key', what: 'Could not sign in', why: 'no key fits', next: 'Check the key.', trace: 'trace-1' });
    const found = notOpened(lookout, refused);
    assert.deepEqual([found.state, found.code, found.summary], ['failed', 'ssh.refused-key', 'Could not sign in: no key fits']);
    assert.deepEqual(found.evidence, ['no key fits', 'trace-1', 'SSH probes do not use the HTTP proxy.']);
    assert.match(found.cause ?? '', /does not take this key/);
    assert.equal(found.remedy?.title, 'Change SSH Login…');
  });

  it('takes a way that nobody has made yet for no fault of it', async () => {
    const { lookout } = await over(server(network));
    const found = notOpened(lookout, new Failure({
      code: 'ssh.not-run', what: 'No way to build-box yet', why: 'Nothing of the connection was made yet: its plan was not run.', next: 'Run it.',
    }));
    assert.deepEqual([found.state, found.summary, found.remedy?.title], [
      'expected', 'No way to build-box yet. Nothing of the connection was made yet: its plan was not run.', 'Show Plan',
    ]);
  });

  it('names the vantage where a foreign error does not, and notes nothing that there is not', async () => {
    const { lookout } = await over(laptop(network));
    const found = notOpened(lookout, new Error('boom'));
    assert.deepEqual([found.code, found.summary, found.evidence], ['unexpected', 'Could not sign in to this laptop: boom', ['boom']]);
    assert.deepEqual([found.cause, found.remedy], ['boom', { title: 'Open the log for details, then try again.' }]);
  });
});
