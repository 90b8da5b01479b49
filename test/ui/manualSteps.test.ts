import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { signIn, welcome } from './journey';
import { answer, manualSteps, run, runRow, start } from './manualSteps';
import { startSession, type Session } from './session';
import type { Workbench } from './workbench';

const soonMs = 100_000;
const pictures = resolve(import.meta.dirname, '../../.shots/manual-steps');

describe('each manual step by its own command, in the real workbench', () => {
  let session: Session;
  let workbench: Workbench;
  let taken = 0;

  before(async () => {
    session = await startSession({ settings: { 'privateConnect.sandbox.pace': 0 } });
    workbench = session.workbench;
    await welcome.act(workbench);
    await signIn.act(workbench);
  });

  // What was seen last: also where a step failed.
  afterEach(async function () {
    taken += 1;
    await workbench.picture(pictures, `${String(taken).padStart(2, '0')}-${(this.currentTest?.title ?? '').replace(/\W+/g, '-').slice(0, 60)}`);
  });

  after(() => session.stop());

  const heading = (title: RegExp): Promise<void> => workbench.webview().locator('h1', { hasText: title }).waitFor({ timeout: soonMs });

  for (const step of manualSteps) {
    it(`${step.title}: asks with defaults, says in its plan what it will do, and does it`, async () => {
      await start(workbench, step);
      const row = runRow(workbench, step);
      const asked = await answer(workbench, row, step.instead);
      assert.equal(asked.length, step.questions, asked.join('; '));
      await heading(step.run);
      const plan = workbench.webview().locator('body');
      await plan.filter({ hasText: 'Nothing of this is made until you choose Run' }).waitFor({ timeout: soonMs });
      assert.match(await plan.innerText(), step.says);
      assert.match(await run(workbench, row), /done ·/);
    });
  }

  it('Write Client Configuration Into Workspace: writes a file beside the code, and opens it', async () => {
    await start(workbench, { title: 'Write Client Configuration Into Workspace' });
    const editor = workbench.tab(/\.(env|properties|json|conf|cjs)/).first();
    await answer(workbench, editor, { 'nstance': /^telemetry/ });
    await editor.waitFor({ timeout: soonMs });
  });
});
