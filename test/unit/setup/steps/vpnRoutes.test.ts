import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/model/failure';
import type { VpnRoute } from '../../../../src/model/vpnServer';
import type { RunContext } from '../../../../src/setup/context';
import { vpnRoutesStep, type VpnRoutesStep, type WantedRoute } from '../../../../src/setup/steps/vpnRoutes';
import { vpnServerFact } from '../../../../src/setup/steps/vpnServer';
import { later, scripted, type Scripted } from '../scripted';
import { vpnRouteOf, vpnServerOf } from '../things';

const gateway: WantedRoute = { destination: '10.0.0.0/28', action: 'deliver' };
const resolvers: WantedRoute = { destination: '161.26.0.0/16', action: 'translate' };
const parts: VpnRoutesStep = { why: 'Without them nothing passes.', routes: () => [gateway, resolvers], inWords: 'to the gateway', splitTunnel: true };
const step = vpnRoutesStep(parts);
const [one, two] = [vpnRouteOf('r1', gateway), vpnRouteOf('r2', resolvers)];

interface Setting {
  readonly there?: readonly VpnRoute[];
  readonly splitTunnel?: boolean;
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  readonly more?: Partial<RunContext>;
}

/** A server with routes; those that are made are there from then on, pending first. */
function serverWith({ there = [], splitTunnel = true, resolve = () => Promise.resolve(['198.51.100.7']), more = {} }: Setting = {}): Scripted & { readonly failures: Failure[] } {
  const routes = [...there];
  const failures: Failure[] = [];
  const run = scripted({
    listVpnRoutes: () => Promise.resolve([...routes]),
    createVpnRoute: (_server, request) => later(() => {
      const made = vpnRouteOf(`made-${routes.length}`, { ...request, lifecycleState: 'pending' });
      routes.push({ ...made, lifecycleState: 'stable' });
      return made;
    }),
    getVpnRoute: (_server, id) => later(() => { run.deeds.push(['read', id]); return routes.find((route) => route.id === id) ?? one; }),
  }, more, { environment: { network: { resolve, connect: () => Promise.reject(new Error('no connection was expected')) } } });
  Object.assign(run.context.dependencies, { onFallback: (failure: Failure) => failures.push(failure) });
  run.context.facts.set(vpnServerFact, vpnServerOf('n', { splitTunnel }));
  return { ...run, failures };
}

describe('The step of a VPN server\'s routes', () => {
  it('is called as it says, and costs nothing', async () => {
    assert.deepEqual([step.id, step.title, step.why], ['vpn-routes', 'Routes of the VPN server', 'Without them nothing passes.']);
    assert.deepEqual(await step.price(scripted({}).context), { kind: 'none' });
  });

  it('has routes to make before the server, or what they lead to, is known', async () => {
    assert.deepEqual(await step.find(scripted({}).context), { kind: 'missing', detail: 'deliver 10.0.0.0/28, translate 161.26.0.0/16' });
    assert.deepEqual(await vpnRoutesStep({ ...parts, routes: () => undefined }).find(serverWith().context), { kind: 'missing', detail: 'to the gateway' });
  });

  it('has those to make that are missing, and finds them where all are there, however they are written', async () => {
    assert.deepEqual(await step.find(serverWith({ there: [one] }).context), { kind: 'missing', detail: 'translate 161.26.0.0/16' });
    const there = [vpnRouteOf('r0', { destination: '10.9.0.0/16' }), two, vpnRouteOf('r1', { destination: '10.0.0.7/28' })];
    assert.deepEqual(await step.find(serverWith({ there }).context), {
      kind: 'exists', resource: { kind: 'vpn-server-route', id: 'n/r1', name: 'r1-name' }, detail: 'deliver 10.0.0.0/28, translate 161.26.0.0/16',
    });
  });

  it('makes them one after the other, each stable before the next, and none that is there', async () => {
    const { context, deeds } = serverWith();
    await step.create(context);
    const told = deeds.filter(([name]) => ['createVpnRoute', 'read'].includes(String(name))).map(([name, what, route]) =>
      name === 'read' ? `read ${String(what)}` : `make ${(route as WantedRoute).destination} ${(route as { name: string }).name}`);
    assert.deepEqual(told, [
      'make 10.0.0.0/28 orders-pc-to-10-0-0-0-28', 'read made-0', 'make 161.26.0.0/16 orders-pc-to-161-26-0-0-16', 'read made-1',
    ]);
    const half = serverWith({ there: [one] });
    await step.create(half.context);
    assert.deepEqual(half.deeds.filter(([name]) => name === 'createVpnRoute').length, 1);
  });

  it('says in the journal whose one is that is there, and never of one that it made that it is somebody else\'s', async () => {
    const claimed = async (origin?: 'made' | 'adopted') => {
      const { context, deeds } = serverWith({ there: [one, two], more: { originOf: (id) => id === 'n/r1' ? origin : 'made' } });
      await step.create(context);
      await step.ready(context);
      return deeds.filter(([name]) => name === 'claim').map(([, what]) => what);
    };
    assert.deepEqual(await claimed(), [{ kind: 'vpn-server-route', id: 'n/r1', name: 'r1-name' }]);
    assert.deepEqual([await claimed('made'), await claimed('adopted')], [[], []]);
  });

  it('is done when every one of them is stable', async () => {
    const { context, deeds } = serverWith({ there: [one, vpnRouteOf('other', { destination: '10.9.0.0/16' }), two] });
    assert.equal(await step.ready(context), 'deliver 10.0.0.0/28, translate 161.26.0.0/16, stable');
    assert.deepEqual(deeds.filter(([name]) => name === 'read'), [['read', 'r1'], ['read', 'r2']]);
  });

  it('is a defect before what they lead to is known', async () => {
    await assert.rejects(vpnRoutesStep({ ...parts, routes: () => undefined }).create(serverWith().context), {
      name: 'TypeError', message: 'What the routes of the VPN server lead to is not known yet.',
    });
  });

  it('is blocked by a route to the same addresses that does something else with them', async () => {
    assert.deepEqual(await step.find(serverWith({ there: [vpnRouteOf('r1', { action: 'drop' })] }).context), {
      kind: 'blocked', why: 'The VPN server has the route "r1-name" to 10.0.0.0/28, with the action "drop" instead of "deliver".',
      remedy: 'Delete that route, or choose it as it is.',
    });
  });
});

describe('Routes that a VPN server must not have', () => {
  const wanting = (...destinations: readonly string[]) => vpnRoutesStep({ ...parts, routes: () => destinations.map((destination) => ({ destination, action: 'deliver' })) });

  it('are refused before anything is made: two to one range, one to no range, one to everywhere in the split tunnel', async () => {
    const { context } = scripted({});
    for (const [destinations, why] of [
      [['10.0.0.0/28', '10.0.0.5/28'], 'Two routes lead to 10.0.0.5/28; a VPN server takes one for each range.'],
      [['office'], '"office" is not a range of addresses.'],
      [['0.0.0.0/0'], 'With a split tunnel a route to 0.0.0.0/0 would take the place of the clients’ own default route.'],
    ] as const) {
      const standing = await wanting(...destinations).find(context);
      assert.deepEqual([standing.kind, 'why' in standing ? standing.why : ''], ['blocked', why]);
    }
    const full = vpnRoutesStep({ ...parts, splitTunnel: false, routes: () => [{ destination: '0.0.0.0/0', action: 'translate' }] });
    assert.deepEqual(await full.find(context), { kind: 'missing', detail: 'translate 0.0.0.0/0' });
  });

  it('are judged by the server where it is there, however it was chosen', async () => {
    assert.equal((await wanting('0.0.0.0/0').find(serverWith({ splitTunnel: false }).context)).kind, 'missing');
    const standing = await vpnRoutesStep({ ...parts, splitTunnel: false, routes: () => [{ destination: '0.0.0.0/0', action: 'translate' }] }).find(serverWith().context);
    assert.equal(standing.kind, 'blocked');
  });

  it('are those that hold the server\'s own public address, where they are pushed: the tunnel would lead into itself', async () => {
    const asked: string[] = [];
    const resolve = (name: string) => { asked.push(name); return Promise.resolve(['203.0.113.9', '198.51.100.7']); };
    const looping = wanting('10.0.0.0/8', '198.51.100.0/24');
    const why = 'The route to 198.51.100.0/24 holds the VPN server’s own public address 198.51.100.7: the tunnel would lead into itself.';
    assert.deepEqual(await looping.find(serverWith({ resolve }).context), { kind: 'blocked', why, remedy: 'Choose a range without that address.' });
    assert.deepEqual(asked, ['n.ca-mon.vpn-server.appdomain.cloud']);
    const { context, deeds } = serverWith({ resolve });
    await assert.rejects(looping.create(context), { code: 'setup.looping-route', why });
    assert.deepEqual(deeds.filter(([name]) => name === 'createVpnRoute'), [], 'none was made');
    assert.equal((await looping.find(serverWith({ resolve, splitTunnel: false }).context)).kind, 'missing', 'nothing is pushed in the full tunnel');
  });

  it('are not looked for where the server\'s name does not resolve; that is told, and keeps nobody from the routes', async () => {
    const { context, failures } = serverWith({ there: [one, two], resolve: () => Promise.reject(new Error('ENOTFOUND')) });
    assert.equal((await step.find(context)).kind, 'exists');
    assert.deepEqual(failures.map(({ code, why }) => [code, why]), [['setup.unresolved-vpn-server', 'ENOTFOUND']]);
  });

  it('are not looked for once the run was cancelled', async () => {
    const controller = new AbortController();
    const { context } = serverWith({
      more: { signal: controller.signal }, resolve: () => { controller.abort(); return Promise.reject(new Error('ECANCELLED')); },
    });
    await assert.rejects(step.find(context), { name: 'AbortError' });
  });
});
