import assert from 'node:assert/strict';
import { join } from 'node:path';
import { runChecks } from '../../../src/diagnose/ladder';
import { sendTestMessage } from '../../../src/kafka/testMessage';
import type { Connection } from '../../../src/model/connection';
import type { Instance } from '../../../src/model/instance';
import type { Secret } from '../../../src/model/secret';
import type { Snippet } from '../../../src/model/snippet';
import type { OpenNetwork } from '../../../src/model/vantage';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { eventStreams as eventStreamsSnippets } from '../../../src/snippets/eventStreams/eventStreams';
import { withUsage } from '../../../src/snippets/withUsage';
import { nowhere } from '../../unit/snippets/nowhere';
import { thisLab } from '../client';
import { roundTrip } from '../kafka/clients';
import { startCluster } from '../kafka/cluster';
import { tools, type Tools } from '../kafka/tools';
import { picture } from '../picture';
import { startProduct, type Product } from '../product';
import { forwardBrokers, type Forwards } from './forwards';
import { Shell } from './shell';
import { installKafkaTools, roundTripOnServer } from './serverClients';

const instanceName = 'telemetry';
const topic = 'orders';

describe('the journey through a virtual server, in a real network', function suite() {
  this.timeout(180_000);
  const lab = thisLab();
  const { signal } = new AbortController();
  let product: Product;
  let connection: Connection<VsiChoices>;
  let instance: Instance;
  let untouched: Awaited<ReturnType<typeof picture>>;
  let session: OpenNetwork | undefined;
  let key: Secret | undefined;
  let shell: Shell;
  let fetched: Tools;

  before(async () => {
    fetched = await tools(startCluster);
    product = await startProduct(await remotePlane(lab.socket), signal);
    connection = await product.connectionTo(instanceName, signal);
    instance = await product.instance(instanceName, signal);
    untouched = await picture(lab);
  });

  after(() => product.stop());

  const snippet = (client: string, authoritiesFile: string): Snippet => {
    const found = eventStreamsSnippets({
      instanceName, members: instance.members, place: nowhere, authoritiesFile, secretFrom: { kind: 'environment', variable: 'KAFKA_API_KEY' },
    }, topic).find((each) => each.client === client);
    assert.ok(found);
    return { ...found, text: withUsage(found) };
  };
  const secret = (): Record<string, string> => ({ KAFKA_API_KEY: key?.reveal() ?? '' });

  it('is planned with nothing in the way, and made step by step', async () => {
    const plan = await product.setup.plan(connection, signal);
    assert.deepEqual(plan.steps.filter(({ state }) => state === 'blocked'), []);
    const run = await product.setup.run(connection.id, signal);
    assert.equal(run.state, 'done', JSON.stringify(run.steps.map(({ title, state, detail, failure }) => ({ title, state, detail, failure })), undefined, 1));
    session = await product.openServer(connection, signal);
    key = await product.setup.secret(connection.id);
    const alias = run.steps.find(({ id }) => id === 'ssh-host')?.resource?.name ?? '';
    shell = new Shell(join(product.sandbox.environment.sshFolder, 'config'), alias);
  });

  it('leads to the server with the real ssh, by the name that the product wrote', async () => {
    const { code, out, error } = await shell.run(['hostname', 'id -un', `getent ahostsv4 ${instance.members[0]?.host ?? ''} | grep -c STREAM`]);
    assert.equal(code, 0, error);
    assert.deepEqual(out.trim().split('\n'), [connection.choices.server.name, connection.choices.loginUser, '3']);
  });

  it('passes every check from the server, and from the laptop finds the private names unknown, as they should be', async () => {
    const report = await runChecks(await product.checkRequest(connection, signal), () => undefined, signal);
    const states = (vantage: string) => report.results.filter((each) => each.vantage === vantage).map(({ state }) => state);
    assert.deepEqual([...new Set(states('server'))], ['passed']);
    assert.deepEqual([...new Set(states('local'))], ['expected', 'not-run']);
    assert.equal(report.headline.state, 'passed');
    assert.equal(report.members.length, 3);
  });

  it('carries a test message there and back', async () => {
    assert.ok(key !== undefined && session !== undefined, 'the connection was made');
    const options = { brokers: [...instance.members], network: session, apiKey: key, authorities: product.sandbox.environment.authorities };
    assert.equal((await sendTestMessage({ ...options, topic }, signal)).topic, topic);
  });

  describe('with the client configurations on the server', () => {
    const authoritiesFile = '/home/ubuntu/authorities.pem';

    before(async () => {
      await shell.write('authorities.pem', product.sandbox.environment.authorities.join('\n'));
      await installKafkaTools(lab, connection.choices.server.name, fetched);
    });

    it('gets kcat from the cloud\'s package mirror, without a way to the internet', async () => {
      // The way to the mirror is none that a connection needs, so it is opened for this.
      const vpc = product.cloud.vpc(connection.instance.region);
      const group = (await vpc.listSecurityGroups({}, signal)).find(({ name }) => name === `${connection.id}-server`);
      assert.ok(group, 'the server has a group of its own');
      await vpc.createSecurityGroupRule(group.id, { direction: 'outbound', protocol: 'tcp', portMin: 80, portMax: 80, remote: { kind: 'cidr', cidr: '161.26.0.0/16' } }, signal);
      await product.sandbox.settled();
      // The server's userland is this machine's, which may have it.
      await shell.run(['sudo dpkg --purge --force-depends kcat librdkafka1 libyajl2 2>/dev/null']);
      const { code, out, error } = await shell.run(['! command -v kcat', 'sudo apt-get -q update', 'sudo apt-get -q install -y kcat', 'kcat -V']);
      assert.equal(code, 0, error);
      assert.match(out, /mirrors\.adn\.networklayer\.com/);
      assert.match(out, /kcat - Apache Kafka producer and consumer tool/);
    });

    for (const client of ['kcat', 'java'] as const) {
      it(`writes and reads with ${client}, by its commands as they are given`, async () => {
        const { returned, said } = await roundTripOnServer(shell, snippet(client, authoritiesFile), secret());
        assert.ok(returned, said);
      });
    }
  });

  describe('with the client configurations on the laptop, through SSH forwarding', () => {
    let forwards: Forwards | undefined;

    before(async () => {
      forwards = await forwardBrokers(shell, instance.members);
    });
    after(() => forwards?.stop());

    for (const client of ['kcat', 'java', 'kafkajs', 'python'] as const) {
      it(`writes and reads with ${client}, by its commands as they are given`, async () => {
        const { fileName, usage, text } = snippet(client, product.sandbox.environment.authoritiesFile ?? '');
        const { returned, said } = await roundTrip({ client, fileName, usage, text, hosts: forwards?.hosts ?? {}, env: secret(), seconds: 40 }, fetched);
        assert.ok(returned, said);
      });
    }
  });

  describe('in the end', () => {
    it('is undone, and the network is as it was before', async () => {
      session?.close();
      const run = await product.setup.undo(connection.id, signal);
      assert.equal(run.state, 'undone', JSON.stringify(run.steps, undefined, 1));
      await product.sandbox.settled();
      assert.deepEqual(await picture(lab), untouched);
    });
  });
});
