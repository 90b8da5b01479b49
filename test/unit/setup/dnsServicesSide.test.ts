import assert from 'node:assert/strict';
import type { RunView } from '../../../src/model/plan';
import { DnsBench, failuresOf } from './dnsBench';
import { never, shareDns, stepOf, states } from './support';

const id = 'orders-pc-1a2b';
const forwarding = { match: 'office.example', forwardTo: ['192.168.7.53', '192.168.7.54'] };

describe('The names’ side of a way into a VPC', function () {
  this.timeout(60_000);
  let bench: DnsBench;
  let before: readonly string[];
  beforeEach(async () => {
    bench = new DnsBench();
    await bench.start();
    before = bench.everything();
  });
  afterEach(() => bench.peer.stop());

  async function planned(connection: Awaited<ReturnType<DnsBench['connection']>>): Promise<RunView> {
    return await bench.setup().plan(connection, never);
  }

  function resolverRow() {
    const [row] = bench.peer.sandbox.state.customResolvers.values();
    assert.ok(row !== undefined);
    return row;
  }

  it('is made in its order, enabled when its locations answer, found whole by a second run, and undone with its subnets', async () => {
    const connection = await bench.connection(id, { rules: [forwarding] });
    const plan = await planned(connection);
    assert.match(stepOf(plan, 'custom-resolver').detail, /2 locations, charged whether it is enabled or not; disabled at first/);
    assert.match(stepOf(plan, 'resolver-enabling').detail, /every host of the VPC asks it for names, from its next lease on/);
    assert.deepEqual(plan.steps.flatMap(({ id: step, cost }) => cost.kind === 'priced' ? [[step, cost.monthly]] : []), [['custom-resolver', 182.5]]);
    bench.peer.forgetExchanges();
    const run = await bench.made(connection);
    assert.deepEqual(bench.peer.writes().map((write) => write.replace(/\/[0-9a-f-]{36}/g, '/x')), [
      'POST /subnets', 'POST /subnets', 'POST /v2/resource_instances', 'POST /instances/x/custom_resolvers', 'PATCH /instances/x/custom_resolvers/x',
      'POST /instances/x/custom_resolvers/x/forwarding_rules',
    ]);
    assert.match(stepOf(run, 'custom-resolver').detail, /answers at \d+\.\d+\.\d+\.\d+, \d+\./);
    const { enabled, locations, rules } = resolverRow();
    assert.deepEqual([enabled, locations.length, rules.map(({ match, forwardTo }) => [match, forwardTo])], [
      true, 2, [['*', ['161.26.0.7', '161.26.0.8']], ['office.example', forwarding.forwardTo]],
    ]);
    bench.peer.forgetExchanges();
    await bench.made(connection);
    assert.deepEqual(bench.peer.writes(), []);
    await bench.undone(id);
    assert.deepEqual(bench.everything(), before);
  });

  it('stays disabled where nobody agreed that the hosts of the VPC ask it, and says what to do then', async () => {
    const run = await bench.made(await bench.connection(id, { confirmed: false }));
    assert.match(stepOf(run, 'resolver-enabling').detail, /stays disabled: that every host of the VPC asks it .* was not agreed to/);
    assert.equal(resolverRow().enabled, false);
  });

  it('is enabled again where somebody disabled our resolver, as a thing of ours', async () => {
    const connection = await bench.connection(id);
    await bench.made(connection);
    const row = resolverRow();
    row.enabled = false;
    const { state, extendsExisting } = stepOf(await planned(connection), 'resolver-enabling');
    assert.deepEqual([state, extendsExisting], ['to-make', undefined]);
    await bench.made(connection);
    assert.equal(row.enabled, true);
    await bench.undone(id);
    assert.deepEqual(bench.everything(), before);
  });

  it('is tried again for minutes while enabling is refused, in the words of the refusal, and not for ever', async () => {
    const connection = await bench.connection(id);
    const setup = bench.setup();
    const notes = new Set<string>();
    setup.onDidChange(() => setup.views()[0]?.steps.forEach(({ detail }) => notes.add(detail)));
    await setup.plan(connection, never);
    const refused = { kind: 'refuse', status: 400, code: 'no_such_code', message: 'None of its locations is up' } as const;
    bench.peer.sandbox.faults.add({ method: 'PATCH', path: '/custom_resolvers/', times: 12, effect: refused });
    const run = await setup.run(id, never);
    assert.equal(run.state, 'done', failuresOf(run).join());
    assert.ok([...notes].some((note) => note.includes('waiting 20 s after try 12: None of its locations is up')), [...notes].join('\n'));
    await bench.undone(id);
    await setup.plan(connection, never);
    bench.peer.sandbox.faults.add({ method: 'PATCH', path: '/custom_resolvers/', times: 1_000, effect: refused });
    const again = await setup.run(id, never);
    assert.equal(again.state, 'failed');
    assert.equal(bench.peer.sandbox.faults.list().at(-1)?.seen, 31);
    assert.deepEqual(stepOf(again, 'resolver-enabling').failure?.why, 'None of its locations is up');
    assert.match(stepOf(again, 'resolver-enabling').failure?.next ?? '', /Look whether its locations are healthy, then run again/);
  });

  it('makes no second resolver where the VPC has one, in whatever instance: it is told which, and offered', async () => {
    await bench.theirs('payments-app-3');
    const plan = await planned(await bench.connection(id));
    const { state, detail } = stepOf(plan, 'custom-resolver');
    assert.equal(state, 'blocked');
    assert.match(detail, /The VPC has a custom resolver already, "their-resolver" of the DNS Services instance "theirs".*Choose that resolver as the existing one/);
  });

  it('says so as well where somebody makes one after the plan, and leaves nothing behind', async () => {
    const connection = await bench.connection(id);
    const { cloud } = bench.peer;
    const quicker = { ...cloud, dnsServices: { ...cloud.dnsServices, open: (instance: Parameters<typeof cloud.dnsServices.open>[0]) => {
      const api = cloud.dnsServices.open(instance);
      return { ...api, createResolver: async (...given: Parameters<typeof api.createResolver>) => {
        await bench.theirs('payments-app-3');
        return await api.createResolver(...given);
      } };
    } } };
    const setup = bench.setup({ cloud: quicker });
    await setup.plan(connection, never);
    const run = await setup.run(id, never);
    assert.match(failuresOf(run).join(), /custom-resolver: .*"their-resolver" of the DNS Services instance "theirs".*Choose that resolver/);
    await bench.undone(id);
    assert.equal(bench.everything().length, before.length + 3, 'their instance, resolver and address alone');
  });

  it('adds to a resolver that is there the missing location alone, and takes only that off again', async () => {
    const theirs = await bench.theirs('payments-app-3');
    await bench.peer.cloud.dnsServices.open(theirs.instance).updateResolver(theirs.resolver.id, { enabled: true }, never);
    before = bench.everything();
    const connection = await bench.choosing(id, theirs, { zones: ['ca-mon-1'], confirmed: false });
    const plan = await planned(connection);
    assert.match(stepOf(plan, 'custom-resolver').detail, /1 location more, charged whether it is enabled or not/);
    assert.equal(stepOf(plan, 'custom-resolver').extendsExisting, 'without the location that the run adds to it');
    assert.deepEqual(plan.steps.flatMap(({ cost }) => cost.kind === 'priced' ? [cost.monthly] : []), [91.25]);
    await bench.made(connection);
    assert.equal(resolverRow().locations.length, 2);
    assert.equal(resolverRow().enabled, true);
    await bench.undone(id);
    assert.deepEqual(bench.everything(), before);
  });

  it('keeps its location where it is the only one by now that the hosts ask', async () => {
    const theirs = await bench.theirs('payments-app-3');
    const connection = await bench.choosing(id, theirs, { zones: ['ca-mon-1'], confirmed: false });
    await bench.made(connection);
    const api = bench.peer.cloud.dnsServices.open(theirs.instance);
    await api.updateResolver(theirs.resolver.id, { enabled: true }, never);
    await api.updateLocation(theirs.resolver.id, theirs.resolver.locations[0]?.id ?? '', { enabled: false }, never);
    const view = await bench.undone(id);
    assert.match(stepOf(view, 'custom-resolver').detail, /the hosts of the VPC: it is the only location by now of the custom resolver their-resolver/);
    assert.equal(resolverRow().locations.length, 2);
  });

  it('enables one of somebody else’s where that was agreed to, and disables it again', async () => {
    const theirs = await bench.theirs('payments-app-3');
    before = bench.everything();
    const connection = await bench.choosing(id, theirs, { zones: [] });
    assert.equal(stepOf(await planned(connection), 'resolver-enabling').extendsExisting, 'without being enabled, which the run does');
    await bench.made(connection);
    assert.equal(resolverRow().enabled, true);
    await bench.undone(id);
    assert.deepEqual(bench.everything(), before);
  });

  it('refuses a resolver of another VPC, one that is gone, and one without room', async () => {
    const full = await bench.theirs('payments-app-1', 'payments-app-2', 'payments-app-3');
    const blocked = async (connection: Awaited<ReturnType<DnsBench['connection']>>) => stepOf(await planned(connection), 'custom-resolver').detail;
    assert.match(await blocked(await bench.choosing(id, full, { zones: ['ca-mon-1'] })), /"their-resolver" has 3 locations, and takes 3 at most/);
    assert.match(await blocked(await bench.choosing(id, { ...full, resolver: { ...full.resolver, id: 'gone' } })), /is not there any more/);
    const other = (await bench.peer.cloud.vpc('ca-mon').listVpcs(never)).find(({ name }) => name !== 'payments-vpc');
    assert.ok(other !== undefined);
    assert.match(await blocked(await bench.choosing(id, full, { vpc: { kind: 'existing', id: other.id, name: other.name }, zones: [] })), /is for another VPC/);
  });

  it('uses a rule that is there and says the same, and refuses one that asks others', async () => {
    const theirs = await bench.theirs('payments-app-3');
    const api = bench.peer.cloud.dnsServices.open(theirs.instance);
    await api.createRule(theirs.resolver.id, { match: 'Office.example', forwardTo: [...forwarding.forwardTo].reverse() }, never);
    before = bench.everything();
    const more = { zones: [], confirmed: false };
    const two = [forwarding, { match: 'lab.example', forwardTo: ['192.168.8.53'] }];
    await bench.made(await bench.choosing(id, theirs, { ...more, rules: two }));
    assert.deepEqual(resolverRow().rules.map(({ match }) => match), ['*', 'Office.example', 'lab.example']);
    await bench.undone(id);
    assert.deepEqual(bench.everything(), before);
    const plan = await planned(await bench.choosing('other-pc-1a2b', theirs, { ...more, rules: [{ ...forwarding, forwardTo: ['10.9.9.9'] }] }));
    const { state, detail } = stepOf(plan, 'forwarding-rules');
    assert.equal(state, 'blocked', states(plan));
    assert.match(detail, /forwards "Office.example" to 192.168.7.54, 192.168.7.53 already, and not to 10.9.9.9/);
  });

  it('stays as long as another VPC asks this one’s resolver', async () => {
    await bench.made(await bench.connection(id));
    shareDns(bench.peer, { hub: 'payments-vpc', spoke: 'payments-staging' });
    const view = await bench.undone(id);
    assert.match(stepOf(view, 'resolver-enabling').detail, /the VPC .*, which asks it for names by the DNS resolution binding b/);
    assert.equal(resolverRow().enabled, true);
  });

  it('goes over to a connection that uses what this one made', async () => {
    await bench.made(await bench.connection(id));
    const { id: resolver, name } = resolverRow();
    const instance = (await bench.peer.cloud.dnsServices.list(never)).find((each) => each.name === `${id}-names`);
    assert.ok(instance !== undefined);
    await bench.made(await bench.connection('other-pc-1a2b', {
      instance: { kind: 'existing', crn: instance.crn, name: instance.name }, resolver: { kind: 'existing', id: resolver, name }, zones: [],
    }));
    await bench.undone(id);
    assert.equal(resolverRow().enabled, true, 'the other one lost its names');
    await bench.undone('other-pc-1a2b');
    assert.deepEqual([...bench.peer.sandbox.state.customResolvers.keys()], []);
  });
});
