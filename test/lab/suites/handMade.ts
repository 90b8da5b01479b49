import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendTestMessage, type TestMessageResult } from '../../../src/kafka/testMessage';
import type { Connection } from '../../../src/model/connection';
import type { Reference, SecurityGroup, SshKey, Subnet, VirtualServer, Vpc } from '../../../src/model/landscape';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { networkTruth } from '../../../src/sandbox/truth';
import { newConnection, newConnectionId } from '../../../src/setup/newConnection';
import type { PartChoices, PartOf } from '../../../src/setup/routes/part/choices';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { knownHostsPath } from '../../../src/ssh/knownHosts';
import { thisLab } from '../client';
import { picture } from '../picture';
import { startProduct, type Person, type Product } from '../product';
import { Shell } from './shell';

const { signal } = new AbortController();
const instanceName = 'telemetry';
const region = 'ca-mon';

/** What the commands for parts plan, without their questions; each is known by a name of the test's. */
export class HandMade {
  private readonly parts = new Map<string, Connection>();

  private constructor(readonly product: Product, readonly resourceGroupId: string, private readonly folder: string) {}

  static async start(person?: Person): Promise<HandMade> {
    const product = await startProduct(await remotePlane(thisLab().socket), signal, person);
    const [group] = await product.cloud.resources.listResourceGroups(product.sandbox.accountId, signal);
    await product.sandbox.settled();
    return new HandMade(product, group?.id ?? '', await mkdtemp(join(tmpdir(), 'pc-hand-')));
  }

  async stop(): Promise<void> {
    await this.product.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async make(part: string, choices: PartChoices): Promise<Connection> {
    const instance = await this.product.instance(instanceName, signal);
    const made = newConnection(newConnectionId(part), this.product.sandbox.accountId, instance, { route: 'part', role: 'Manager', choices });
    this.parts.set(part, made);
    await this.run(made);
    return made;
  }

  /** Planned and run to its end; the network has followed. */
  async run(connection: Connection): Promise<void> {
    const { setup, sandbox } = this.product;
    const plan = await setup.plan(connection, signal);
    assert.deepEqual(plan.steps.filter(({ state }) => state === 'blocked'), []);
    const { state, steps } = await setup.run(connection.id, signal);
    assert.equal(state, 'done', JSON.stringify(steps, undefined, 1));
    await sandbox.settled();
  }

  /** To its end, with nothing kept for anybody. */
  async undo(of: string | Connection): Promise<void> {
    const { setup, sandbox } = this.product;
    const { id } = typeof of === 'string' ? this.need(of) : of;
    const { state, steps } = await setup.undo(id, signal);
    assert.equal(state, 'undone', JSON.stringify(steps, undefined, 1));
    assert.deepEqual(setup.undoList(id), []);
    await sandbox.settled();
  }

  vpc(name: string): Promise<Vpc> {
    return named(this.cloud().listVpcs(signal), name);
  }

  subnet(name: string): Promise<Subnet> {
    return named(this.cloud().listSubnets({}, signal), name);
  }

  server(name: string): Promise<VirtualServer> {
    return named(this.cloud().listVirtualServers({}, signal), name);
  }

  key(name: string): Promise<SshKey> {
    return named(this.cloud().listSshKeys(signal), name);
  }

  /** Of a part's own. */
  group(part: string, suffix: string): Promise<SecurityGroup> {
    return named(this.cloud().listSecurityGroups({}, signal), `${this.need(part).id}-${suffix}`);
  }

  async gatewayAddress(name: string): Promise<string> {
    return (await named(this.cloud().listEndpointGateways({}, signal), name)).addresses[0]?.address ?? '';
  }

  async floatingAddress(name: string): Promise<string> {
    return (await named(this.cloud().listFloatingIps(signal), name)).address;
  }

  /** For a client of Kafka's. */
  async secretOf({ id }: Connection): Promise<Readonly<Record<string, string>>> {
    return { KAFKA_API_KEY: (await this.product.setup.secret(id))?.reveal() ?? '' };
  }

  /** What kind of machine the product proposes. */
  async machine(): Promise<Pick<PartOf<'virtual-server'>, 'profile' | 'imageId' | 'imageName' | 'resourceGroupId'>> {
    const { choices: { server, resourceGroupId } } = await this.product.connectionTo(instanceName, signal);
    assert.ok(server.kind === 'new');
    return { profile: server.profile, imageId: server.imageId, imageName: server.imageName, resourceGroupId };
  }

  /** Through a server that is there. */
  async connectionThrough(vpc: Reference, server: Reference, keyPath: string): Promise<Connection<VsiChoices>> {
    const proposed = await this.product.connectionTo(instanceName, signal);
    return {
      ...proposed, choices: {
        ...proposed.choices, vpc: { kind: 'existing', ...chosen(vpc) }, server: { kind: 'existing', ...chosen(server) },
        key: { kind: 'existing', path: keyPath },
      },
    };
  }

  /** There and back, from the connection's server. */
  async testMessage(connection: Connection, topic: string): Promise<TestMessageResult> {
    const { authorities } = this.product.sandbox.environment;
    const { members } = await this.product.instance(instanceName, signal);
    const apiKey = await this.product.setup.secret(connection.id);
    const network = await this.product.openServer(connection, signal);
    assert.ok(apiKey);
    try {
      return await sendTestMessage({ brokers: [...members], network, apiKey, authorities, topic }, signal);
    } finally {
      network.close();
    }
  }

  /** A person's own entry for a server, with a key that was made by itself. */
  async shell(address: string, keyPath: string): Promise<Shell> {
    const config = join(this.folder, 'config');
    await writeFile(config, [
      'Host box', `HostName ${address}`, 'User ubuntu', `IdentityFile ${keyPath}`, 'IdentitiesOnly yes', 'ConnectTimeout 5',
      'StrictHostKeyChecking accept-new', `UserKnownHostsFile ${join(this.folder, 'known_hosts')}`, '',
    ].join('\n'));
    return new Shell(config, 'box');
  }

  /** What the product knows of servers' host keys. */
  async hostKeys(): Promise<string> {
    return await readFile(knownHostsPath(this.product.sandbox.environment.sshFolder), 'utf8');
  }

  /** All that may be left behind: in the account, in the network, and in the SSH folder but for host keys. */
  async everything(): Promise<unknown> {
        const [vpcs, keys, network, files] = await Promise.all([
      this.cloud().listVpcs(signal), this.cloud().listSshKeys(signal), picture(thisLab()), this.files(),
    ]);
    // The sandbox goes on changing what the truth is made of.
    return { vpcs, keys, network, files, truth: structuredClone(networkTruth(this.product.sandbox.state)) };
  }

  private async files(): Promise<readonly string[]> {
    const { sshFolder } = this.product.sandbox.environment;
    const entries = await readdir(sshFolder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return paths.filter((path) => path !== knownHostsPath(sshFolder)).sort();
  }

  private need(part: string): Connection {
    const made = this.parts.get(part);
    assert.ok(made, part);
    return made;
  }

  private cloud(): ReturnType<Product['cloud']['vpc']> {
    return this.product.cloud.vpc(region);
  }
}

async function named<Thing extends Reference>(list: Promise<readonly Thing[]>, wanted: string): Promise<Thing> {
  const there = (await list).find(({ name }) => name === wanted);
  assert.ok(there !== undefined, wanted);
  return there;
}

/** As choices name it. */
export function chosen({ id, name }: Reference): { readonly id: string; readonly name: string } {
  return { id, name };
}
