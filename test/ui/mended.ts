import assert from 'node:assert/strict';
import { ended, run } from './manualSteps';
import { activity, check, closeSubnet, connect, instance, plan, report, runOf, soonMs, type Seat } from './seat';

/** A state in which a person was once told something false, or left stuck, and what is read there. */
export interface Mended {
  readonly title: string;
  readonly act: (seat: Seat) => Promise<void>;
}

/** In the order in which one leads to the next. */
export const mended: readonly Mended[] = [
  {
    title: 'an instance that is being provisioned is called so, and a public one is not offered Connect Privately',
    async act({ workbench, picture }) {
      assert.match(await instance(workbench, 'fraud-detection').innerText(), /provisioning/);
      assert.doesNotMatch(await instance(workbench, 'fraud-detection').innerText(), /public/);
      await workbench.openMenu(instance(workbench, 'playground'), 'Check Connectivity');
      assert.doesNotMatch(await workbench.page.locator('.monaco-menu').innerText(), /Connect Privately/);
      await picture('public-menu');
      await workbench.chooseInMenu('Check Connectivity');
      assert.doesNotMatch(await report(workbench, 'playground'), /private|VPC|Connect Privately/i);
      await picture('public-check');
    },
  },
  {
    title: 'the gateway of a private instance without a connection is not reached, and not broken',
    async act({ workbench, picture }) {
      await check(workbench, instance(workbench, 'ledger-legacy'), 'ledger-legacy');
      const said = await report(workbench, 'ledger-legacy');
      assert.match(said, /ledger-gateway\s+not reached/);
      assert.doesNotMatch(said, /broken|failed/);
      assert.equal(await workbench.webview().locator('.headline.failed').count(), 0);
      await picture('no-connection');
    },
  },
  {
    title: 'a plan that uses a gateway shows its name and addresses, its cost first, and makes no groups and no subnets for it',
    async act({ workbench, picture }) {
      await connect(workbench, 'orders', {});
      const said = await plan(workbench, /Connect orders/, 'Nothing of this is made');
      for (const words of [
        /Together \$0\.00 a month/, /Endpoint gateway orders-gateway[^\n]*exists · at 10\.249\.0\.5, 10\.249\.64\.4/, /\| at 10\.249\.0\.5, 10\.249\.64\.4/,
        /Subnet in ca-mon-3[^\n]*not needed/, /-gateway[^\n]*not needed · rules that are there let the server through/,
      ]) assert.match(said, words);
      assert.match(await runOf(workbench, 'orders').innerText(), /plan · \$0\.00 a month · \d exist, 2 to make, 1 to check/);
      await picture('adopted-gateway');
    },
  },
  {
    title: 'a run that is done folds, with the check as its next step',
    async act({ workbench, picture }) {
      const row = runOf(workbench, 'orders');
      await run(workbench, row);
      await row.and(workbench.page.locator('[aria-expanded="false"]')).waitFor({ timeout: soonMs });
      await row.hover();
      await row.locator('.actions a.action-label[aria-label^="Check Connectivity"]').waitFor({ timeout: soonMs });
      await picture('done');
    },
  },
  {
    title: 'one silent address of several is degraded: in the headline, at its hop and in the tree, with its zone and what it costs a client',
    async act({ workbench, sandbox, picture }) {
      await closeSubnet(sandbox, 'payments-vpc', 'payments-app-2');
      await check(workbench, runOf(workbench, 'orders'), 'orders');
      const said = await report(workbench, 'orders');
      assert.match(said, /orders works only in part from build-box: 1 of 2 addresses does not answer: 10\.249\.64\.4 \(ca-mon-2\)/);
      assert.match(said, /orders-gateway\s+works in part/);
      assert.match(said, /1 of 2 new connections waits for its time-out/);
      await instance(workbench, 'orders').filter({ hasText: 'reachable in part through build-box' }).waitFor({ timeout: soonMs });
      await picture('degraded');
    },
  },
  {
    title: 'the places of the path stand below each other in a narrow panel',
    async act({ workbench, picture }) {
      await workbench.sideBarWidth(1080);
      const hops = await workbench.webview().locator('.path .places .hop').all();
      const boxes = (await Promise.all(hops.map((hop) => hop.boundingBox()))).flatMap((box) => box ?? []);
      assert.equal(boxes.length, 6);
      boxes.slice(1).forEach(({ y }, index) => assert.ok(y > (boxes[index]?.y ?? 0) + (boxes[index]?.height ?? 0)));
      await picture('narrow');
      await workbench.sideBarWidth(640);
    },
  },
  {
    title: 'the question of an undo is a list that stays while the name is typed',
    async act({ workbench, picture }) {
      await workbench.openMenu(runOf(workbench, 'orders'), 'Undo…');
      await workbench.chooseInMenu('Undo…');
      const rows = workbench.page.locator('.quick-input-widget:visible .monaco-list-row');
      await rows.first().filter({ hasText: 'Type "orders" and press Enter to delete 2 things' }).waitFor({ timeout: soonMs });
      const asked = await rows.allInnerTexts();
      await workbench.input.fill('ord');
      assert.deepEqual(await rows.allInnerTexts(), asked);
      await picture('undo-question');
      await workbench.input.fill('orders');
      await rows.first().filter({ hasText: 'Press Enter to delete' }).waitFor({ timeout: soonMs });
      await workbench.enter();
      await ended(runOf(workbench, 'orders'), /undone/);
    },
  },
  {
    title: 'a report from before the undo says so, and nothing in it is said of now',
    async act({ workbench, picture }) {
      const panel = workbench.webview();
      await panel.locator('.headline', { hasText: 'It was undone after this check' }).waitFor({ timeout: soonMs });
      assert.equal(await panel.locator('.hop.ok, .hop.degraded, .headline.passed').count(), 0);
      assert.match(await panel.locator('main').innerText(), /Last checked .*Checks, as they were at /s);
      await instance(workbench, 'orders').filter({ hasText: 'not connected' }).waitFor({ timeout: soonMs });
      await picture('outdated');
    },
  },
  {
    title: 'a reload that failed says what could not be loaded and since when the rows are old, without the HTML of a 502',
    async act({ workbench, sandbox, picture }) {
      await sandbox.fault({ service: 'vpc', method: 'GET', path: '/ca-mon/v1/vpcs$', effect: { kind: 'html', status: 502 } });
      await workbench.command('IBM Cloud: Refresh');
      const failure = workbench.row('Resources', 'Could not list the VPCs of ca-mon').first();
      await failure.waitFor({ timeout: soonMs });
      assert.match(await failure.innerText(), /answered with status 502/);
      assert.doesNotMatch(await failure.innerText(), /[<>]|html/i);
      assert.match(await workbench.row('Resources', 'Montreal (ca-mon)').first().innerText(), /as of .*, not reloaded/);
      await picture('failed-reload');
      await sandbox.heal();
      await workbench.command('IBM Cloud: Refresh');
      await failure.waitFor({ state: 'hidden', timeout: soonMs });
    },
  },
  {
    title: 'the check of a connection that is not finished shows its path so far',
    async act({ workbench, picture }) {
      await connect(workbench, 'telemetry', {
        'Through which virtual server': 'New virtual server', 'How do you reach': 'for an address or a range', '203.0.113.7 or': { typed: '198.51.100.200' },
      });
      await plan(workbench, /Connect telemetry/, 'Nothing of this is made');
      await workbench.expand(instance(workbench, 'telemetry'));
      await check(workbench, workbench.row('Resources', 'through telemetry').first(), 'telemetry');
      const said = await report(workbench, 'telemetry');
      assert.match(said, /telemetry-pc-\w+-server\s+not reached\s+No way to .* yet\. Nothing of the connection was made yet.*\s+endpoint gateway of telemetry\s+not reached/);
      assert.match(said, /Nothing of this connection was made yet: its plan was not run\.\s+Show Plan/);
      await picture('unfinished');
    },
  },
  {
    title: 'a machine that is not let in is, from the row: the plan shows the rule that is exchanged',
    async act({ workbench, picture }) {
      const row = runOf(workbench, 'telemetry');
      await workbench.rowButton(row, 'Run');
      await workbench.row(activity, 'logging in to').first().waitFor({ timeout: soonMs });
      await workbench.rowButton(row, 'Cancel Run');
      await ended(row, /cancelled at/);
      await workbench.openMenu(row, 'Let This Machine In');
      await picture('let-in-menu');
      await workbench.chooseInMenu('Let This Machine In');
      const said = await plan(workbench, /Connect telemetry/, 'allows SSH from 203.0.113.77/32');
      assert.match(said, /exists, will be changed · allows SSH from 203\.0\.113\.77\/32 · deletes inbound tcp 22 from 198\.51\.100\.200/);
      await picture('let-in');
    },
  },
  {
    title: 'a run that a reload cut off is counted at the view, and can go on',
    async act({ workbench, sandbox, picture }) {
      await sandbox.fault({ service: 'vpc', method: 'POST', path: '/rules$', effect: { kind: 'delay', milliseconds: 600_000 } });
      const row = runOf(workbench, 'telemetry');
      await workbench.rowButton(row, 'Retry From Here');
      await ended(row, /running/);
      await workbench.reload();
      await workbench.container('IBM Cloud');
      assert.match(await ended(row, /interrupted/), /can be continued/);
      await workbench.page.locator('.activitybar .action-item', { has: workbench.page.locator('a[aria-label*="IBM Cloud"]') })
        .locator('.badge', { hasText: '1' }).waitFor({ timeout: soonMs });
      await picture('cut-off');
    },
  },
];
