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

const server: Step = {
  name: 'vpn-server',
  title: 'asks which way first, and says beside the VPN servers what of this machine speaks against a tunnel',
  act: async (workbench) => {
    await workbench.openMenu(instance(workbench, name), 'Connect Privately…');
    await workbench.chooseInMenu('Connect Privately…');
    await workbench.pick('Through a client VPN');
    await upTo(workbench, 'Which VPN server');
    await workbench.quickPickRow('New VPN server in').waitFor({ timeout: soonMs });
  },
};

const signIn: Step = {
  name: 'vpn-sign-in', title: 'says of each way to sign in what it means', act: (workbench) => upTo(workbench, 'How should people sign in'),
};

const certificates: Step = {
  name: 'vpn-certificates', title: 'says where certificates can come from, and whose the first one is',
  act: (workbench) => upTo(workbench, 'Where do the VPN’s certificates come from'),
};

const secretsManager: Step = {
  name: 'vpn-secrets-manager', title: 'says what each Secrets Manager means in money and days', act: async (workbench) => {
    await upTo(workbench, 'Which Secrets Manager');
    await workbench.quickPickRow('Trial').waitFor({ timeout: soonMs });
  },
};

const pool: Step = {
  name: 'vpn-pool',
  title: 'refuses a pool as it is typed, with what it overlaps',
  act: async (workbench) => {
    await upTo(workbench, 'Which addresses should the VPN’s clients');
    await workbench.pick('A pool that I type');
    await workbench.input.and(workbench.page.locator('[placeholder="10.208.0.0/22"]')).fill('161.26.0.0/16', { timeout: soonMs });
    await workbench.page.locator('.quick-input-message', { hasText: 'overlaps 161.26.0.0/16' }).waitFor({ timeout: soonMs });
  },
};

const tunnel: Step = {
  name: 'vpn-tunnel',
  title: 'takes all of the tunnel at once, or one thing after the other',
  act: async (workbench) => {
    await workbench.page.locator('.quick-input-widget:visible a.action-label[aria-label*="Back"]').click();
    await upTo(workbench, 'How should the tunnel be');
  },
};

const planned: Step = {
  name: 'vpn-plan',
  title: 'shows the plan with its cost before anything is made: the VPN server, its certificates, its routes',
  act: async (workbench) => {
    await answer(workbench, row(workbench));
    const said = await plan(workbench, /Connect telemetry through the VPN/, 'Nothing of this is made');
    for (const words of [/VPN server telemetry-pc-\w+-vpn/, /Routes of the VPN server/, /OpenVPN, UDP 443/, /Together \$\d/]) assert.match(said, words);
  },
};

const run: Step = {
  name: 'vpn-steps',
  title: 'runs the plan and shows each step as it goes',
  act: async (workbench) => {
    await workbench.page.locator('.editor-actions .action-label[aria-label^="Run"]').first().click();
    await row(workbench).filter({ hasText: /running · step ([5-9]|1\d)|done ·/ }).first().waitFor({ timeout: cloudMs });
  },
};

const done: Step = {
  name: 'vpn-done',
  title: 'ends with every step done',
  act: async (workbench) => {
    const ended = row(workbench).filter({ hasText: /done ·|failed|cancelled/ });
    await ended.waitFor({ timeout: cloudMs });
    assert.match(await ended.innerText(), /done ·/);
  },
};

const profile: Step = {
  name: 'vpn-profile',
  title: 'saves the profile that OpenVPN takes, in a file that only its owner may read',
  act: async (workbench) => {
    await workbench.openMenu(row(workbench), 'Use in a Client');
    await workbench.openSubmenu('Use in a Client');
    await workbench.chooseInMenu('Save VPN Profile…');
    await workbench.pick('As usual');
    await until(async () => (await workbench.input.first().inputValue({ timeout: 1000 }).catch(() => '')).endsWith('.ovpn'));
    await workbench.input.first().press('Enter');
    const told = workbench.notice('The VPN profile is in').first();
    await told.waitFor({ timeout: soonMs });
    await told.filter({ hasText: 'only you may read it' }).waitFor({ timeout: soonMs });
  },
};

/** Where a real VPN would be needed. */
const checked: Step = {
  name: 'vpn-checks',
  title: 'ends where a real VPN would be dialled, and says so plainly',
  act: async (workbench) => {
    await workbench.command('Notifications: Clear All Notifications');
    await check(workbench, row(workbench), name);
    const said = await report(workbench, name);
    assert.match(said, /telemetry cannot be reached from .*: the sandbox has no real VPN: a real one would be needed from here on\./);
    assert.match(said, /VPN server\s+✓passed/);
    assert.equal(await workbench.webview().locator('.headline.passed, td.failed').count(), 0, said);
  },
};

/** From the choice of the way to the tunnel that this machine would have to make. */
export const vpnJourney: readonly Step[] = [server, signIn, certificates, secretsManager, pool, tunnel, planned, run, done, profile, checked];

function row(workbench: Workbench): Locator {
  return workbench.row(activity, /^Connect telemetry through the VPN/).first();
}
