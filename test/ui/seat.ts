import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { Locator } from 'playwright-core';
import { answer } from './manualSteps';
import type { SandboxOutside } from './sandboxOutside';
import type { Workbench } from './workbench';

/** The window, and the sandbox as somebody else sees it. */
export interface Seat {
  readonly workbench: Workbench;
  readonly sandbox: SandboxOutside;
  /** Keeps what is seen at this moment. */
  readonly picture: (moment: string) => Promise<void>;
}

/** Of what comes at once on an idle machine. */
export const soonMs = 100_000;
export const activity = 'Activity';

/** An instance's row. */
export function instance(workbench: Workbench, name: string): Locator {
  return workbench.row('Resources', new RegExp(`^${name}(?!-)`)).first();
}

/** The row of the run that connects an instance. */
export function runOf(workbench: Workbench, name: string): Locator {
  return workbench.row(activity, new RegExp(`^Connect ${name} `)).first();
}

/** Chooses in a row's menu. A row that is made anew at that moment gives the command nothing, which then asks: once more then. */
async function choose(workbench: Workbench, row: Locator, command: string, shown: Locator): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    await workbench.openMenu(row, command);
    await workbench.chooseInMenu(command);
    const came = shown.waitFor({ timeout: soonMs }).then(() => true, () => false);
    const asked = workbench.input.waitFor({ timeout: soonMs }).then(() => false, () => true);
    if (await Promise.race([came, asked])) return;
    await workbench.page.keyboard.press('Escape');
  }
}

export async function check(workbench: Workbench, row: Locator, name: string): Promise<void> {
  await choose(workbench, row, 'Check Connectivity', workbench.tab(`${name}: Connectivity`));
}

/** What the panel says once it is at its end, without the client configurations. */
export async function report(workbench: Workbench, name: string): Promise<string> {
  const panel = workbench.webview();
  await panel.locator('h1', { hasText: name }).waitFor({ timeout: soonMs });
  await panel.locator('main[aria-busy="false"] .headline:not(.running)').waitFor({ timeout: soonMs });
  const [said = ''] = (await panel.locator('main').innerText()).split('Client configuration');
  return said;
}

/** The document in front, once it says so. */
export async function plan(workbench: Workbench, title: RegExp, says: string): Promise<string> {
  await workbench.webview().locator('h1', { hasText: title }).waitFor({ timeout: soonMs });
  const body = workbench.webview().locator('body');
  await body.filter({ hasText: says }).waitFor({ timeout: soonMs });
  return await body.innerText();
}

export async function connect(workbench: Workbench, name: string, instead: Parameters<typeof answer>[2]): Promise<void> {
  await workbench.openMenu(instance(workbench, name), 'Connect Privately…');
  await workbench.chooseInMenu('Connect Privately…');
  await answer(workbench, runOf(workbench, name), instead);
}

const named = v.object({ id: v.string(), name: v.string() });
const subnetsSchema = v.object({ subnets: v.array(v.object({ ...named.entries, vpc: named })) });

/** A colleague's network ACL that lets nothing pass. */
export async function closeSubnet(sandbox: SandboxOutside, vpc: string, name: string): Promise<void> {
  const { subnets } = v.parse(subnetsSchema, await sandbox.vpc('ca-mon', 'GET', '/subnets'));
  const subnet = subnets.find((each) => each.name === name && each.vpc.name === vpc);
  assert.ok(subnet !== undefined, name);
  const acl = v.parse(named, await sandbox.vpc('ca-mon', 'POST', '/network_acls', { name: 'lets-nothing-pass', vpc: { id: subnet.vpc.id }, rules: [] }));
  await sandbox.vpc('ca-mon', 'PUT', `/subnets/${subnet.id}/network_acl`, { id: acl.id });
}
