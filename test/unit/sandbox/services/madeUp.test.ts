import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { sandboxServices } from '../../../../src/sandbox/services/list';
import { Bench } from '../control/support';
import { make, reach, region } from '../control/story';
import type { Json } from '../control/json';
import { logIn, type SshClient } from '../network/sshClient';
import { madeUp, port } from './madeUp/service';

describe('a service that is put on the sandbox\'s list', function suite() {
  this.timeout(30_000);
  let bench: Bench;
  let instance: Json;
  let server: SshClient;
  const controller = (path: string) => `${bench.sandbox.endpoints.resourceController}/v2${path}`;
  const catalog = (path: string) => `${bench.sandbox.endpoints.globalCatalog}${path}`;
  const guid = () => instance.get('guid').text;
  const domain = () => `${guid()}.private.${region}.echoes.test`;
  const named = async (path: string, list: string, name: string): Promise<Json> => {
    const { body } = await bench.vpc(region, 'GET', path);
    const found = body.get(list).list.find((each) => each.get('name').text === name);
    assert.ok(found, name);
    return found;
  };

  before(async () => {
    bench = await Bench.start({ services: [...sandboxServices, madeUp], dataPlane: 'embedded' });
    const { environment } = bench.sandbox;
    const privateKey = readFileSync(join(environment.sshFolder, 'sandbox_build_box'), 'utf8');
    server = await logIn(environment.network, '198.51.100.21', { privateKey, publicKey: '' });
  });
  after(async () => {
    server.end();
    await bench.stop();
  });

  it('has an entry in the catalogue, with its plan and its price', async () => {
    const found = await bench.call('GET', catalog('/?q=name:echoes'));
    assert.deepEqual(found.body.get('resources').names, ['echoes']);
    assert.deepEqual((await bench.call('GET', catalog('/echoes-for-all/plan'))).body.get('resources').names, ['loud']);
    const price = await bench.call('GET', catalog(`/echoes-for-all-loud/pricing?deployment_region=${region}`));
    assert.equal(price.body.get('metrics', 0, 'amounts', 0, 'prices', 0, 'price').number, 0.25);
  });

  it('has instances: one is made, says how it is reached, and is found beside the others', async () => {
    const group = bench.sandbox.state.account.groups[0]?.id;
    const order = { name: 'hall', target: region, resource_group: group, resource_plan_id: 'echoes-for-all-loud', parameters: { delay: 3 } };
    const made = await bench.call('POST', controller('/resource_instances'), order);
    assert.equal(made.body.get('state').text, 'provisioning', made.text);
    const path = `/resource_instances/${made.body.get('guid').text}`;
    const ready = await bench.until(() => bench.call('GET', controller(path)), ({ body }) => body.get('state').text === 'active');
    instance = ready.body;
    assert.match(instance.get('crn').text, /^crn:v1:bluemix:public:echoes:ca-mon:a\//);
    assert.deepEqual(instance.get('extensions', 'echo').value, { hosts: [`near.${domain()}`, `far.${domain()}`], plan: 'loud', delay: 3 });
    const listed = await bench.call('GET', controller('/resource_instances?resource_id=echoes-for-all'));
    assert.deepEqual(listed.body.get('resources').names, ['hall']);
    const searched = await bench.call('POST', `${bench.sandbox.endpoints.globalSearch}/v3/resources/search`, { query: 'service_name:echoes' });
    assert.deepEqual(searched.body.get('items').names, ['hall']);
  });

  it('is reached from a server by an endpoint gateway: its names, its port, and who its credential lets in', async () => {
    const vpc = { id: (await named('/vpcs', 'vpcs', 'payments-vpc')).get('id').text };
    const subnet = { id: (await named('/subnets', 'subnets', 'payments-app-1')).get('id').text };
    const box = { id: (await named('/security_groups', 'security_groups', 'build-box-sg')).get('id').text };
    const group = await make(bench, '/security_groups', { name: 'hall-sg', vpc });
    const gateway = await make(bench, '/endpoint_gateways', {
      name: 'hall', vpc, target: { resource_type: 'provider_cloud_service', crn: instance.get('crn').text }, ips: [{ subnet, name: 'hall-ip' }],
      security_groups: [{ id: group }],
    });
    const stable = await reach(bench, `/endpoint_gateways/${gateway}`, 'lifecycle_state', 'stable');
    assert.deepEqual(stable.body.get('service_endpoints').value, [domain(), `*.${domain()}`]);

    const key = (await bench.call('POST', controller('/resource_keys'), { name: 'k', source: instance.get('crn').text, role: 'Writer' })).body;
    const [who, word] = [key.get('credentials', 'who').text, key.get('credentials', 'word').text];
    await bench.sandbox.settled();
    const near = `near.${domain()}`;
    assert.equal(await server.forward(near, port, 300), undefined, 'no rule lets it in');

    await make(bench, `/security_groups/${group}/rules`, { direction: 'inbound', protocol: 'tcp', remote: box });
    await bench.sandbox.settled();
    assert.deepEqual(await ask(near, [`${who} ${word}`, 'hello', 'there']), ['Writer', 'hello', 'there']);
    assert.deepEqual(await ask(`far.${domain()}`, [`${who} wrong`]), ['who are you?']);
    await assert.rejects(server.forward(near, 9093), 'another service\'s port');
  });

  it('leaves the others as they were', async () => {
    const [orders] = (await bench.call('GET', controller('/resource_instances?name=orders'))).body.get('resources').list;
    const bootstrap = orders?.get('extensions', 'dataservices', 'connection', 'bootstrap_servers').text ?? '';
    const [host = '', broker = ''] = bootstrap.split(',')[0]?.split(':') ?? [];
    const channel = await server.forward(host, Number(broker));
    assert.ok(channel);
    const socket = connect({ socket: channel, servername: host, ca: [...bench.sandbox.environment.authorities] });
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
    socket.destroy();
  });

  /** Says lines to a member, one after the answer to the other. */
  async function ask(host: string, lines: readonly string[]): Promise<string[]> {
    const channel = await server.forward(host, port);
    assert.ok(channel);
    const socket = connect({ socket: channel, servername: host, ca: [...bench.sandbox.environment.authorities] });
    const failed = new Promise<never>((_, reject) => socket.once('error', reject));
    const heard = createInterface({ input: socket })[Symbol.asyncIterator]();
    const answers: string[] = [];
    for (const line of lines) {
      socket.write(`${line}\n`);
      const answer = await Promise.race([heard.next(), failed]);
      answers.push(String(answer.value));
    }
    socket.destroy();
    return answers;
  }
});
