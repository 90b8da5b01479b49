import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Step } from './journey';
import { answer, upTo, until } from './manualSteps';
import { activity, check, instance, plan, report, soonMs } from './seat';
import type { Workbench } from './workbench';

/** One that nobody has connected yet. */
const name = 'telemetry';
/** The sandbox's cloud takes seconds where the real one takes minutes. */
const cloudMs = 300_000;
const officeAddress = '203.0.113.7';

const gateway: Step = {
  name: 'site-gateway',
  title: 'asks which way first, and says beside each VPN gateway what it costs and which zone it serves',
  act: async (workbench) => {
    await workbench.openMenu(instance(workbench, name), 'Connect Privately…');
    await workbench.chooseInMenu('Connect Privately…');
    await workbench.pick('Through a site-to-site VPN');
    await workbench.pick('Create a new VPC');
    await upTo(workbench, 'Which VPN gateway');
    await workbench.quickPickRow('New VPN gateway in').waitFor({ timeout: soonMs });
  },
};

const peer: Step = {
  name: 'site-peer',
  title: 'refuses an address of the office that nobody can dial as it is typed',
  act: async (workbench) => {
    await upTo(workbench, 'How does the VPN gateway reach');
    await workbench.pick('An address that I type');
    await type(workbench, officeAddress, '192.168.10.1');
    await said(workbench, /private/);
  },
};

const ranges: Step = {
  name: 'site-ranges',
  title: 'refuses a range of the office that something else has, with what has it',
  act: async (workbench) => {
    await type(workbench, officeAddress, officeAddress);
    await workbench.enter();
    await upTo(workbench, 'Which addresses does the office have');
    await workbench.pick('Ranges that I type');
    await type(workbench, '192.168.10.0/24', '161.26.0.0/16');
    await said(workbench, /161\.26\.0\.0/);
  },
};

const algorithms: Step = {
  name: 'site-algorithms',
  title: 'proposes what is recommended today, and says what it is',
  act: async (workbench) => {
    await type(workbench, '192.168.10.0/24', '192.168.10.0/24');
    await workbench.enter();
    await upTo(workbench, 'How should the tunnel be protected');
  },
};

const names: Step = {
  name: 'site-names',
  title: 'says of each way to resolve the names what it costs, enabled or not',
  act: (workbench) => upTo(workbench, 'How should the office resolve'),
};

const enabling: Step = {
  name: 'site-enabling',
  title: 'says whom an enabled resolver touches before it is agreed to',
  act: (workbench) => upTo(workbench, 'Should the custom resolver be enabled'),
};

const planned: Step = {
  name: 'site-plan',
  title: 'shows the plan with its cost before anything is made: VPN gateway, connection, resolver',
  act: async (workbench) => {
    await answer(workbench, row(workbench));
    const words = await plan(workbench, /Connect telemetry through the VPN/, 'Nothing of this is made');
    for (const each of [/VPN gateway telemetry-pc-\w+/, /VPN connection/, /[Cc]ustom resolver/, /Together \$\d/]) assert.match(words, each);
  },
};

const run: Step = {
  name: 'site-steps',
  title: 'runs the plan and shows each step as it goes',
  act: async (workbench) => {
    await workbench.page.locator('.editor-actions .action-label[aria-label^="Run"]').first().click();
    await row(workbench).filter({ hasText: /running · step ([5-9]|1\d)|done ·/ }).first().waitFor({ timeout: cloudMs });
  },
};

const done: Step = {
  name: 'site-done',
  title: 'ends with every step done on the cloud\'s side',
  act: async (workbench) => {
    const ended = row(workbench).filter({ hasText: /done ·|failed|cancelled/ });
    await ended.waitFor({ timeout: cloudMs });
    assert.match(await ended.innerText(), /done ·/);
  },
};

const files: Step = {
  name: 'site-files',
  title: 'saves the files for the office\'s gateway in a folder that can be handed to a network team, and opens their README',
  act: async (workbench) => {
    await workbench.openMenu(row(workbench), 'Use in a Client');
    await workbench.openSubmenu('Use in a Client');
    await workbench.chooseInMenu('On-Premises Files…');
    await answer(workbench, workbench.tab('README.md'));
    await workbench.tab('README.md').first().waitFor({ timeout: soonMs });
  },
};

/** Where the office's own gateway would be needed. */
const checked: Step = {
  name: 'site-checks',
  title: 'ends where the office\'s gateway would have to dial, and says so plainly',
  act: async (workbench) => {
    await workbench.command('Notifications: Clear All Notifications');
    await check(workbench, row(workbench), name);
    const words = await report(workbench, name);
    assert.match(words, /VPN gateway\s+✓passed/);
    assert.equal(await workbench.webview().locator('.headline.passed').count(), 0, words);
  },
};

/** From the choice of the way to the tunnel that the office would have to begin. */
export const siteVpnJourney: readonly Step[] = [gateway, peer, ranges, algorithms, names, enabling, planned, run, done, files, checked];

function row(workbench: Workbench): Locator {
  return workbench.row(activity, /^Connect telemetry through the VPN/).first();
}

/** Into the box that shows an example of what it wants. */
async function type(workbench: Workbench, example: string, text: string): Promise<void> {
  await workbench.input.and(workbench.page.locator(`[placeholder="${example}"]`)).fill(text, { timeout: soonMs });
  await until(async () => await workbench.input.first().inputValue({ timeout: 1000 }).catch(() => '') === text);
}

async function said(workbench: Workbench, words: RegExp): Promise<void> {
  await workbench.page.locator('.quick-input-message', { hasText: words }).waitFor({ timeout: soonMs });
}
