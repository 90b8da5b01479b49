import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import type { Locator } from 'playwright-core';
import { signIn, welcome } from './journey';
import { answer, ended, manualSteps, run, runRow, server, start, type ManualStep } from './manualSteps';
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
    await picture(this.currentTest?.title ?? '');
  });

  after(() => session.stop());

  async function picture(of: string): Promise<void> {
    taken += 1;
    await workbench.picture(pictures, `${String(taken).padStart(2, '0')}-${of.replace(/\W+/g, '-').slice(0, 60)}`);
  }

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

  /** Once it is asked for a name: what goes, what stays and what it costs, as the question says it. */
  async function loss(name: string): Promise<string> {
    await lossRows(workbench).first().filter({ hasText: `Type "${name}" and press Enter to delete` }).waitFor({ timeout: soonMs });
    return [...await workbench.quickPickTitle.allInnerTexts(), ...(await lossRows(workbench).allInnerTexts()).slice(1)].join('\n');
  }

  /** Until it asks for that name: a row that is drawn anew at that moment gives the command nothing, which asks for a thing then. Once more. */
  async function lossAfter(open: () => Promise<void>, name: string): Promise<string> {
    for (let tries = 0; tries < 3; tries += 1) {
      await open();
      const isAsked = await lossRows(workbench).first().filter({ hasText: `Type "${name}"` }).waitFor({ timeout: soonMs / 5 }).then(() => true, () => false);
      if (isAsked) break;
      await workbench.page.keyboard.press('Escape');
    }
    return await loss(name);
  }

  /** Types what agrees to the loss that is asked about, until the run that made it says that it is undone. */
  async function agree(name: string, made: Pick<ManualStep, 'title'>): Promise<void> {
    await workbench.input.fill(name);
    await lossRows(workbench).first().filter({ hasText: 'Press Enter to delete' }).waitFor({ timeout: soonMs });
    await workbench.enter();
    await ended(runRow(workbench, made), /undone/);
  }

  it('Delete, from the palette: offers what was made, says what goes and what it costs, and takes it at its name', async () => {
    await start(workbench, { title: 'Delete' });
    await workbench.quickPickRow(/^my-vpc-server-ip\s*Floating IP · Montreal \(ca-mon\) · \$\d/).click({ timeout: soonMs });
    const said = await loss('my-vpc-server-ip');
    await picture('question');
    assert.match(said, /^Delete Floating IP "my-vpc-server-ip"\n.*Floating IP of my-vpc-server\n.*Cost of what goes: \$\d+\.\d\d a month\n/);
    assert.match(said, /Stays: Virtual server my-vpc-server/);
    await agree('my-vpc-server-ip', { title: 'Assign Floating IP' });
    await (await server(workbench)).filter({ hasNotText: 'floating IP' }).waitFor({ timeout: soonMs });
  });

  it('Delete, from a row: takes what the row shows, with all that was made for it', async () => {
    const row = await server(workbench);
    const said = await lossAfter(() => start(workbench, { title: 'Delete', from: () => Promise.resolve({ row }) }), 'my-vpc-server');
    await picture('question');
    assert.match(said, /^Delete Virtual server "my-vpc-server" with All That "Create Virtual Server my-vpc-server" Made\n/);
    for (const words of [/SSH key .*\(its file on this machine\)/, /Cost of what goes: \$/, /Stays: Security group my-vpc-server-/, /Stays: VPC my-vpc /]) {
      assert.match(said, words);
    }
    await agree('my-vpc-server', { title: 'Create Virtual Server' });
    await row.waitFor({ state: 'hidden', timeout: soonMs });
  });

  it('Undo, by the button of a run\'s row: takes one run after the other, also what it shares with one that went before', async () => {
    for (const [title, name] of [['Install Client Tools', 'my-vpc-server'], ['Create Endpoint Gateway', 'telemetry']] as const) {
      const said = await lossAfter(() => workbench.rowButton(runRow(workbench, { title }), 'Undo…'), name);
      assert.match(said, new RegExp(`^Undo "${title} `));
      await agree(name, { title });
    }
  });

  // The last: another window of the same editor.
  it('Write Client Configuration Into Workspace: says where no folder is open, before anything is asked', async () => {
    await workbench.openWithoutFolder();
    // No container is in front there.
    await workbench.page.locator('.activitybar a.action-label[aria-label="IBM Cloud"]').click({ timeout: soonMs });
    await workbench.row('Resources', 'Montreal (ca-mon)').first().waitFor({ timeout: soonMs });
    await start(workbench, { title: 'Write Client Configuration Into Workspace' });
    await workbench.notice('No folder is open in this window').first().waitFor({ timeout: soonMs });
    assert.equal(await workbench.input.isVisible(), false);
  });
});

function lossRows({ page }: Workbench): Locator {
  return page.locator('.quick-input-widget:visible .monaco-list-row');
}
