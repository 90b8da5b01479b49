import assert from 'node:assert/strict';
import type { Cloud } from '../../../../src/cloud/cloud';
import type { Report } from '../../../../src/model/check';
import type { EndpointGateway } from '../../../../src/model/landscape';
import type { RunView } from '../../../../src/model/plan';
import { localVantage } from '../../../../src/setup/localVantage';
import { CheckRunner, type CheckDependencies } from '../../../../src/ui/checks/checkRunner';
import { kinds } from '../../../../src/ui/kinds';
import { connection, gateway, instance, run, step, vpc, wayAlong } from '../fixtures';

const { signal } = new AbortController();
const orders = instance('orders');
const own = connection(orders);
const payments = vpc('payments');
/** No name is known, as on a laptop. */
const machine: CheckDependencies['environment'] = {
  machine: 'this laptop', authorities: [], sshFolder: '',
  endpoints: { iam: '', resourceController: '', resourceManager: '', globalCatalog: '', globalSearch: '', globalTagging: '', restrictions: '', passcodePage: '', addressLookup: '', secretsManager: '', dnsServices: '', vpc: {} },
  network: {
    resolve: () => Promise.reject(Object.assign(new Error('not known'), { code: 'ENOTFOUND' })),
    connect: () => Promise.reject(new Error('not asked for')),
  },
};

interface Checked {
  readonly report: Report;
  readonly kept: readonly Report[];
  readonly logged: readonly string[];
  readonly told: number;
}

async function check(connectionId: string | undefined, given: {
  readonly gateways?: () => Promise<readonly EndpointGateway[]>;
  readonly views?: readonly RunView[];
  readonly more?: Partial<CheckDependencies>;
} = {}): Promise<Checked> {
  const [kept, logged] = [[] as Report[], [] as string[]];
  let told = 0;
  const cloud = { vpc: () => ({ listEndpointGateways: given.gateways ?? (() => Promise.resolve([])), listSubnets: () => Promise.resolve([]) }) } as unknown as Cloud;
  const checks = new CheckRunner({
    environment: machine, cloud, kinds,
    setup: {
      connections: () => [own],
      vantages: () => ({ all: [localVantage(machine), { ...localVantage(machine), id: 'far', name: 'far away' }], meant: 'far' }),
      way: () => wayAlong([
        { id: 'machine', kind: 'machine', name: 'this machine', details: [], reachedBy: '' },
        { id: 'gateway', kind: 'endpoint-gateway', name: 'the gateway', details: [], reachedBy: '' },
        { id: 'members', kind: 'member', name: 'orders', details: [], reachedBy: '' },
      ]),
      secret: () => Promise.resolve(undefined),
      views: () => given.views ?? [],
    },
    history: { add: (report) => Promise.resolve(void kept.push(report)) },
    timeoutMs: () => 1000, log: (what) => void logged.push(what), checked: () => { told += 1; },
    ...given.more,
  });
  const report = await checks.run(orders, connectionId, () => undefined, signal);
  return { report, kept, logged, told };
}

const nameOfGateway = ({ report }: Checked): string | undefined => report.hops.find(({ kind }) => kind === 'endpoint-gateway')?.name;

describe('running the checks of an instance', () => {
  it('looks from this machine alone where nothing leads to it, and remembers what was said', async () => {
    const { report, kept, told } = await check(undefined);
    assert.deepEqual(report.vantages.map(({ id, name }) => [id, name]), [['local', 'this laptop']]);
    assert.equal(report.connectionId, undefined);
    assert.deepEqual([kept, told], [[report], 1]);
  });

  it('looks from every vantage of the connection, along its path from this machine by its name', async () => {
    const { report } = await check(own.id);
    assert.deepEqual(report.vantages.map(({ id }) => id), ['local', 'far']);
    assert.deepEqual([report.meant, report.connectionId, report.hops[0]?.name], ['far', own.id, 'this laptop']);
  });

  it('takes a connection that is gone for none', async () => {
    const { report } = await check('gone-pc-1a2b');
    assert.deepEqual(report.vantages.map(({ id }) => id), ['local']);
    assert.equal(report.connectionId, undefined);
  });

  it('draws an endpoint gateway where one leads to the instance, or where there is no other way', async () => {
    const both = [gateway('other', payments, 'crn:other'), gateway('door', payments, orders.crn)];
    const leading = await check(undefined, { gateways: () => Promise.resolve(both) });
    assert.equal(nameOfGateway(leading), 'door');
    assert.ok(nameOfGateway(await check(undefined)) !== undefined, 'it is private only');
    const open = new CheckRunner({
      environment: machine, cloud: { vpc: () => ({ listEndpointGateways: () => Promise.resolve([]) }) } as unknown as Cloud, kinds,
      setup: { connections: () => [], vantages: () => assert.fail(), way: () => assert.fail(), secret: () => assert.fail(), views: () => [] },
      history: { add: () => Promise.resolve() }, timeoutMs: () => 1000, log: () => undefined, checked: () => undefined,
    });
    const report = await open.run({ ...orders, access: 'public-and-private' }, undefined, () => undefined, signal);
    assert.ok(report.hops.every(({ kind }) => kind !== 'endpoint-gateway'));
  });

  it('takes of several gateways the one that the connection made or adopted, and never another', async () => {
    const [first, second] = [gateway('first', payments, orders.crn), gateway('second', payments, orders.crn)];
    const gateways = (): Promise<readonly EndpointGateway[]> => Promise.resolve([first, second]);
    const resource = { id: 'x', name: 'second', crn: second.crn, origin: 'adopted' } as const;
    const adopted = run('done', [step('gateway', 'exists', { resource })], { connectionId: own.id });
    assert.equal(nameOfGateway(await check(own.id, { gateways, views: [adopted] })), 'second');
    assert.equal(nameOfGateway(await check(own.id, { gateways })), 'the gateway', 'another VPC\'s is not drawn');
  });

  it('signs in with the key of a credential that was made by itself, where no connection leads to the instance', async () => {
    const part = { ...connection(orders), id: 'orders-credential-1a2b', route: 'part' };
    const asked: string[] = [];
    const setup = (connections: CheckDependencies['setup']['connections']) => ({
      connections, vantages: () => assert.fail(), way: () => assert.fail(), views: () => [],
      secret: (id: string) => { asked.push(id); return Promise.resolve(undefined); },
    });
    await check(undefined, { more: { setup: setup(() => [{ ...part, id: 'other', instance: { ...part.instance, crn: 'crn:other' } }, part]) } });
    assert.deepEqual(asked, [part.id]);
  });

  it('goes on without the gateways where they may not be read, and says so in the log', async () => {
    const { report, logged } = await check(undefined, { gateways: () => Promise.reject(new Error('not authorized')) });
    assert.ok(report.results.length > 0);
    assert.deepEqual(logged, ['Could not read the endpoint gateways']);
  });

  it('refuses an instance of a service that is not on the list', async () => {
    await assert.rejects(check(undefined, { more: { kinds: { ...kinds, services: [] } } }), { code: 'instance.unknown-service' });
  });
});
