import assert from 'node:assert/strict';
import { utils } from 'ssh2';
import { crnOf, make, region, ground, reach, serverPrototype, type Ground } from '../unit/sandbox/control/story';
import { Bench } from '../unit/sandbox/control/support';
import { furnishPolicies } from './policies';
import { DnsBench } from '../unit/sandbox/dnsServices/support';
import { everyCertificate } from '../unit/sandbox/vpc/everyCertificate';
import { makeRoute, stableServer } from '../unit/sandbox/vpc/vpnStory';
import { contractsFolder } from './contracts';
import { isObject } from './operations';
import { keepSecrets } from './secrets';
import { idOf, rowsOf, served, type Parameter, type Served } from './served';

const folder = contractsFolder();

/** Parameters that say which part of a list is shown, in which order and how much of each row; every other one is a filter. */
const aboutShowing = new Set([
  'limit', 'start', '_limit', '_offset', 'offset', 'sort', 'sort-by', 'descending', 'order_by_name', 'include', 'include_history', 'languages', 'complete',
  'catalog', 'depth', 'account', 'full_data', 'format', 'timeout', 'mode',
]);

const nothing = 'no-such-value';

describe('what a caller asks of the sandbox', function () {
  this.timeout(120_000);
  let bench: Bench;
  let operations: readonly Served[] = [];

  before(async function () {
    if (folder === undefined) this.skip();
    bench = await Bench.start({ certificates: everyCertificate });
    await furnish(bench);
    const secrets = await keepSecrets(bench);
    const dns = await DnsBench.on(bench);
    await dns.resolver(dns.place.one);
    operations = await served(bench, folder, region, secrets.address);
  });
  after(() => (folder === undefined ? undefined : bench.stop()));

  it('filters every list by every filter that its contract declares, or refuses the value', async () => {
    const problems: string[] = [];
    let held = 0;
    for (const operation of operations) {
      for (const filter of operation.parameters.filter(({ name }) => !aboutShowing.has(name))) {
        held += 1;
        problems.push(...await filterProblems(operation, filter));
      }
    }
    assert.deepEqual(problems, []);
    assert.ok(held > 80, `only ${held} filters were found`);
    assert.ok(operations.filter(({ template }) => template.startsWith('/api/v2/')).length > 20, 'Secrets Manager is served');
    assert.ok(operations.filter(({ template }) => template.includes('/custom_resolvers')).length > 8, 'DNS Services is served');
  });

  it('sorts every list by what its contract declares, and refuses another order', async () => {
    for (const operation of operations.filter(({ template }) => !template.startsWith('/v'))) {
      for (const { words } of operation.parameters.filter(({ name }) => name === 'sort')) {
        for (const word of words) {
          const up = rowsOf(await operation.call({ sort: word })).map((row) => String(row[word]));
          assert.deepEqual(rowsOf(await operation.call({ sort: `-${word}` })).map((row) => String(row[word])), up.toReversed(), `${operation.template} by ${word}`);
        }
        assert.equal((await operation.call({ sort: nothing })).status, 400, operation.template);
      }
    }
  });

  it('finds nothing below what does not exist', async () => {
    const wrong: string[] = [];
    for (const operation of operations.filter(({ method }) => method === 'GET')) {
      const answer = await operation.nowhere?.();
      if (answer !== undefined && answer.status !== 404) wrong.push(`${operation.template}: ${answer.status}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('refuses null and a list where an object is due', async () => {
    const wrong: string[] = [];
    const writing = operations.filter(({ hasBody }) => hasBody);
    for (const operation of writing) {
      for (const body of [null, []]) {
        const { status } = await operation.call({}, body);
        if (status !== 400) wrong.push(`${operation.method} ${operation.template} ${JSON.stringify(body)}: ${status}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(writing.length > 20, `only ${writing.length} operations with a body were found`);
  });

  it('publishes the prices of what says that it is paid', async () => {
    const catalog = bench.sandbox.endpoints.globalCatalog;
    const entries = (await bench.call('GET', `${catalog}/?_limit=200`)).body.get('resources').list;
    const plans = await Promise.all(entries.map(async (entry) => (await bench.call('GET', `${catalog}/${entry.get('id').text}/plan`)).body.get('resources').list));
    const paid = [...entries, ...plans.flat()].filter((entry) => entry.get('metadata', 'pricing', 'type').text === 'Paid');
    assert.ok(paid.length > 5);
    for (const entry of paid) {
      const price = await bench.call('GET', `${catalog}/${entry.get('id').text}/pricing?deployment_region=eu-de`);
      assert.ok(price.body.get('metrics').list.length > 0, `${entry.get('id').text}: ${price.text}`);
    }
  });

  it('refuses at policies and roles in their own envelope, without a token too', async () => {
    for (const path of ['/v1/policies', '/v2/roles', '/v1/policies/nothing-is-here']) {
      const { body, text } = await bench.send('GET', `${bench.sandbox.endpoints.iam}${path}`);
      assert.notEqual(body.get('trace').text, '', text);
      assert.notEqual(body.get('errors', 0, 'code').text, '', text);
    }
  });
});

/** Asks for each value that the rows have, for each word of a closed set, and for one that nothing has. */
async function filterProblems(operation: Served, filter: Parameter): Promise<string[]> {
  const all = rowsOf(await operation.call());
  const path = filter.name.split('.');
  const values = [...new Set(all.flatMap((row) => valuesAt(row, path)))];
  // Where the sandbox has no row there is none to leave out. A filter that is no field of the rows is told from one that is ignored by what it leaves out or refuses.
  const isField = values.length > 0 || operation.template.startsWith('/') && !/^\/v\d|^\/api\/|^\/$|^\/\{/.test(operation.template);
  const asked = [...new Set([...values.slice(0, 6), ...filter.words, ...(filter.isFlag ? ['true', 'false'] : []), nothing])];
  const problems: string[] = [];
  let told = false;
  for (const value of asked) {
    const answer = await operation.call({ [filter.name]: value });
    const got = rowsOf(answer).map(idOf);
    const wanted = all.filter((row) => valuesAt(row, path).includes(value)).map(idOf);
    told ||= answer.status >= 400 || got.length !== all.length;
    const right = answer.status === 200 ? !isField || String(got) === String(wanted) : answer.status < 500 && !values.includes(value);
    if (!right) problems.push(`${operation.template}?${filter.name}=${value}: ${answer.status}, ${got.length} of ${all.length}, not ${wanted.length}`);
  }
  return told || all.length === 0 || problems.length > 0 ? problems : [`${operation.template}?${filter.name} is ignored`];
}

function valuesAt(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((inner) => valuesAt(inner, path));
  const [first, ...rest] = path;
  if (first === undefined) return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
  return isObject(value) ? valuesAt(value[first], rest) : [];
}

/** Some of each kind, in more than one VPC, bound and unbound, so that a filter has something to leave out. */
async function furnish(bench: Bench): Promise<void> {
  const [place, other] = [await ground(bench, 'one'), await ground(bench, 'two')];
  for (const [name, type] of [['first', 'ed25519'], ['second', 'ed25519']] as const) {
    await make(bench, '/keys', { name, type, public_key: utils.generateKeyPairSync('ed25519').public });
  }
  const box = await make(bench, '/instances', await serverPrototype(bench, place.one, `${region}-1`));
  await make(bench, '/instances', await serverPrototype(bench, other.one, `${region}-1`, { name: 'other-box' }));
  const running = await reach(bench, `/instances/${box}`, 'status', 'running');
  const network = running.body.get('primary_network_attachment', 'virtual_network_interface', 'id').text;
  await make(bench, '/floating_ips', { name: 'bound', target: { id: network } });
  await make(bench, '/floating_ips', { name: 'free', zone: { name: `${region}-1` } });
  for (const vpc of [place.vpc, other.vpc]) await make(bench, '/public_gateways', { vpc: { id: vpc }, zone: { name: `${region}-2` } });
  const target = { crn: await crnOf(bench, 'telemetry'), resource_type: 'provider_cloud_service' };
  const gateway = await make(bench, '/endpoint_gateways', { name: 'one', vpc: { id: place.vpc }, target, ips: [{ subnet: { id: place.one } }, { subnet: { id: place.two } }] });
  await reach(bench, `/endpoint_gateways/${gateway}`, 'lifecycle_state', 'stable');
  await make(bench, '/endpoint_gateways', { name: 'two', vpc: { id: other.vpc }, target, dns_resolution_binding_mode: 'disabled' });
  await furnishVpn(bench, place, other);
  const { resourceController, globalTagging } = bench.sandbox.endpoints;
  for (const name of ['orders', 'telemetry']) {
    await bench.call('POST', `${resourceController}/v2/resource_keys`, { name: `key-of-${name}`, source: await crnOf(bench, name) });
  }
  await furnishPolicies(bench);
  await bench.call('POST', `${globalTagging}/v3/tags/attach?tag_type=user`, { tag_names: ['env:test', 'team:a'], resources: [{ resource_id: target.crn }] });
}

async function furnishVpn(bench: Bench, place: Ground, other: Ground): Promise<void> {
  const { id, path } = await stableServer(bench, {}, place);
  await stableServer(bench, { name: 'second-vpn', subnets: [{ id: other.one }, { id: other.two }] }, other);
  for (const destination of ['10.249.0.0/24', '161.26.0.0/16']) await makeRoute(bench, path, destination);
  const { vpnClients } = bench.sandbox.state.regions.get(region) ?? {};
  for (const number of [1, 2]) {
    vpnClients?.set(`c-${number}`, {
      id: `c-${number}`, createdAt: `2026-01-0${number}T00:00:00Z`, server: id, clientIp: `172.20.0.${number}`, remoteIp: '203.0.113.9', remotePort: 50000, commonName: 'sam',
    });
  }
  await make(bench, `/vpcs/${place.vpc}/routing_tables`, { name: 'custom', accept_routes_from: [{ resource_type: 'vpn_server' }] });
}
