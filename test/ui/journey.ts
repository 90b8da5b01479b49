import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench';

/** One thing that a person does, and what must then be seen. */
export interface Step {
  /** Also the name of its picture. */
  readonly name: string;
  readonly title: string;
  readonly act: (workbench: Workbench) => Promise<void>;
}

const instance = 'telemetry';
/** Its end names the server, which is named after the connection. */
const runTitle = `Connect ${instance} through ${instance}-pc-`;
/** The sandbox's cloud takes seconds where the real one takes minutes. */
const cloudMs = 150_000;
/** Of what comes at once on an idle machine. */
const soonMs = 100_000;

const resources = 'Resources';
const activity = 'Activity';

export const welcome: Step = {
  name: 'welcome',
  title: 'shows what it is for, and a way in without an account',
  act: async (workbench) => {
    await workbench.container('IBM Cloud');
    await workbench.sideBarWidth(640);
    await tryTheSandbox(workbench).waitFor({ timeout: soonMs });
  },
};

export const signIn: Step = {
  name: 'tree',
  title: 'signs in to the sandbox and shows its regions, VPCs and instances',
  act: async (workbench) => {
    await tryTheSandbox(workbench).click();
    const region = workbench.row(resources, 'Montreal (ca-mon)');
    await workbench.expand(region);
    await workbench.expand(workbench.row(resources, /^Event Streams/));
    await workbench.row(resources, instance).first().waitFor({ timeout: soonMs });
    await workbench.row(resources, 'playground').or(workbench.row(resources, 'Dallas')).first().waitFor({ timeout: soonMs });
  },
};

export const contextMenu: Step = {
  name: 'menu',
  title: 'offers the connection on a right-click',
  act: async (workbench) => {
    await workbench.openMenu(workbench.row(resources, instance), 'Connect Privately…');
  },
};

export const questions: Step = {
  name: 'quick-picks',
  title: 'asks the first question, with a default',
  act: async (workbench) => {
    await workbench.chooseInMenu('Connect Privately…');
    await workbench.quickPickTitle.filter({ hasText: /\d\/\d/ }).waitFor({ timeout: soonMs });
    await workbench.page.locator('.quick-input-widget:visible .monaco-list-row').first().waitFor({ timeout: soonMs });
  },
};

export const defaults: Step = {
  name: 'plan',
  title: 'takes every default but a new server, and shows the plan with its cost before anything is made',
  act: async (workbench) => {
    await takeDefaults(workbench);
    const row = workbench.row(activity, runTitle);
    await row.filter({ hasText: /plan · .*to make/ }).first().waitFor({ timeout: soonMs });
    await workbench.rowButton(row, 'Show Plan');
    const document = workbench.webview();
    await document.locator('table').first().waitFor({ timeout: soonMs });
    const total = document.getByText(/\d a month/).first();
    await total.scrollIntoViewIfNeeded();
  },
};

export const run: Step = {
  name: 'steps',
  title: 'runs the plan and shows each step as it goes',
  act: (workbench) => runUntil(workbench, /running · step 1\d/),
};

/** Early, so that there is much to do when the window has been reloaded, however long that takes. */
const runFirstSteps: Step = { ...run, act: (workbench) => runUntil(workbench, /running · step ([4-9]|1\d)/) };

export const done: Step = {
  name: 'done',
  title: 'ends with every step done, and folds them',
  act: async (workbench) => {
    const row = workbench.row(activity, runTitle).filter({ hasText: /done · \d+ steps/ });
    await row.first().waitFor({ timeout: cloudMs });
    await row.and(workbench.page.locator('[aria-expanded="false"]')).first().waitFor({ timeout: soonMs });
  },
};

/** After a reload in the middle of a run: what was made is known, and the run goes on from there. */
export const goOn: Step = {
  name: 'interrupted',
  title: 'knows after a reload of the window what was made, counts the run that was cut off at the view, and goes on from there',
  act: async (workbench) => {
    await workbench.reload();
    await workbench.container('IBM Cloud');
    const row = workbench.row(activity, runTitle);
    await row.filter({ hasText: /interrupted .*can be continued/ }).first().waitFor({ timeout: cloudMs });
    await workbench.page.locator('.activitybar .action-item', { has: workbench.page.locator('a[aria-label*="IBM Cloud"]') })
      .locator('.badge', { hasText: '1' }).waitFor({ timeout: soonMs });
    await workbench.rowButton(row, 'Retry From Here');
    await row.filter({ hasText: /running/ }).or(row.filter({ hasText: /done/ })).first().waitFor({ timeout: soonMs });
  },
};

export const check: Step = {
  name: 'panel',
  title: 'proves the path hop by hop, up to an answer from Kafka',
  act: async (workbench) => {
    const row = workbench.row(activity, runTitle);
    const panel = workbench.webview();
    await checkOn(workbench, row);
    // A row that is made anew at that moment gives the command nothing, which then asks. (What is in the panel's frame and what is not is waited for apart.)
    const asked = workbench.input.waitFor({ timeout: soonMs }).then(() => true, () => false);
    if (await Promise.race([asked, panel.locator('.headline').waitFor({ timeout: soonMs }).then(() => false, () => false)])) {
      await workbench.page.keyboard.press('Escape');
      await checkOn(workbench, row);
    }
    await panel.locator('.headline.passed').waitFor({ timeout: cloudMs });
    assert.equal(await panel.locator('td.failed').count(), 0, 'no check failed');
    assert.ok(await panel.locator('td.passed').count() >= 8, 'the ladder passed');
  },
};

export const copyConfiguration: Step = {
  name: 'client',
  title: 'copies a client configuration, with the private names and without a secret',
  act: async (workbench) => {
    const panel = workbench.webview();
    await panel.locator('#client').selectOption('kcat');
    await panel.locator('#clients').scrollIntoViewIfNeeded();
    await panel.locator('button', { hasText: /^Copy$/ }).click();
    await waitUntil(async () => /security\.protocol=SASL_SSL/i.test(await workbench.clipboard()));
    const text = await workbench.clipboard();
    assert.match(text, /\.private\.|kafka-0\./);
  },
};

export const testMessage: Step = {
  name: 'message',
  title: 'sends a message there and back',
  act: async (workbench) => {
    const panel = workbench.webview();
    await panel.locator('button', { hasText: 'Send Test Message…' }).click();
    await workbench.pick('orders');
    const said = panel.locator('.test [role="status"]', { hasText: '✓' });
    await said.waitFor({ timeout: cloudMs });
    await said.scrollIntoViewIfNeeded();
  },
};

/** The list is the editor's own, which sorts and hides rows by what is typed: only here can it be seen that these stay. */
export const undo: Step = {
  name: 'undo',
  title: 'lists what an undo deletes while its name is typed, keeps everything at a wrong one, and undoes it at the right one',
  act: async (workbench) => {
    const row = workbench.row(activity, runTitle);
    await workbench.openMenu(row, 'Undo…');
    await workbench.chooseInMenu('Undo…');
    const rows = workbench.page.locator('.quick-input-widget:visible .monaco-list-row');
    await rows.first().filter({ hasText: `Type "${instance}" and press Enter to delete` }).waitFor({ timeout: soonMs });
    const list = async (): Promise<readonly string[]> => (await rows.allInnerTexts()).slice(1);
    const asked = await list();
    assert.ok(asked.length > 5, asked.join('; '));
    await workbench.input.fill('vpc');
    await workbench.enter();
    await rows.first().filter({ hasText: 'nothing was changed' }).waitFor({ timeout: soonMs });
    assert.deepEqual(await list(), asked);
    await workbench.input.fill(instance);
    await rows.first().filter({ hasText: 'Press Enter to delete' }).waitFor({ timeout: soonMs });
    assert.deepEqual(await list(), asked);
    await rows.nth(2).click();
    await rows.first().and(workbench.page.locator('.focused')).waitFor({ timeout: soonMs });
    await workbench.enter();
    await row.filter({ hasText: /undone/ }).first().waitFor({ timeout: cloudMs });
  },
};

/** From a window that nobody used to a message that came back. */
export const journey: readonly Step[] = [
  welcome, signIn, contextMenu, questions, defaults, run, done, check, copyConfiguration, testMessage,
];

/** The same with the window reloaded while the run is under way. */
export const interruptedJourney: readonly Step[] = journey.flatMap((step) => (step === run ? [runFirstSteps, goOn] : [step]));

function tryTheSandbox(workbench: Workbench): Locator {
  return workbench.view(resources).locator('a', { hasText: 'try the sandbox' });
}

async function checkOn(workbench: Workbench, row: Locator): Promise<void> {
  await workbench.openMenu(row, 'Check Connectivity');
  await workbench.chooseInMenu('Check Connectivity');
}

async function runUntil(workbench: Workbench, seen: RegExp): Promise<void> {
  // The plan is in front, with the button in its title.
  await workbench.page.locator('.editor-actions .action-label[aria-label^="Run"]').first().click();
  await workbench.row(activity, runTitle).filter({ hasText: seen }).first().waitFor({ timeout: cloudMs });
}

/** Answers each question with what is already chosen, except that a new server is made, until the plan is there. */
async function takeDefaults(workbench: Workbench): Promise<void> {
  const widget = workbench.page.locator('.quick-input-widget:visible');
  const planned = workbench.row(activity, runTitle).first();
  for (let asked = 0; asked < 12; asked += 1) {
    await widget.or(planned).first().waitFor({ timeout: soonMs });
    if (await planned.isVisible()) return;
    const title = async (): Promise<string> => (await workbench.quickPickTitle.allInnerTexts()).join('\n');
    const before = await title();
    // Rows may come after the question: what changes then is no answer's doing.
    await widget.locator('.monaco-list-row').first().waitFor({ timeout: soonMs });
    const question = await workbench.input.getAttribute('placeholder') ?? '';
    if (question.startsWith('Through which virtual server')) {
      await workbench.pick('New virtual server');
    } else if (/^Which .*instance/.test(question)) {
      // The editor drops the row of a menu where the row was made anew meanwhile.
      await workbench.pick(instance);
    } else {
      await workbench.input.focus();
      await workbench.enter();
    }
    await waitUntil(async () => await title() !== before);
  }
  throw new Error('More questions than a person would answer.');
}

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + soonMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('Waited in vain.');
    await new Promise((resume) => setTimeout(resume, 100));
  }
}
