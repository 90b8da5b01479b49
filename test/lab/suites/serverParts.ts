import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Connection } from '../../../src/model/connection';
import type { ClientTool } from '../../../src/model/service';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { eventStreams } from '../../../src/services/eventStreams/service';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { thisLab } from '../client';
import { startProduct, type Product } from '../product';
import { Shell } from './shell';

const { signal } = new AbortController();

/** The product with a server that a connection made, on which parts are done. */
export class ServerParts {
  private constructor(readonly product: Product, readonly shell: Shell, private readonly connection: Connection<VsiChoices>, private readonly choice: object) {}

  static async start(): Promise<ServerParts> {
    const product = await startProduct(await remotePlane(thisLab().socket), signal);
    const connection = await product.connectionTo('telemetry', signal);
    await product.setup.plan(connection, signal);
    const run = await product.setup.run(connection.id, signal);
    assert.equal(run.state, 'done', JSON.stringify(run.steps, undefined, 1));
    const alias = run.steps.find(({ id }) => id === 'ssh-host')?.resource?.name ?? '';
    const { choices: { server: { name }, loginUser, key } } = connection;
    const vpc = product.cloud.vpc(connection.instance.region);
    const server = (await vpc.listVirtualServers({}, signal)).find((each) => each.name === name);
    const floating = (await vpc.listFloatingIps(signal)).find(({ targetId }) => targetId === server?.primaryInterface?.id);
    assert.ok(server !== undefined && floating !== undefined);
    return new ServerParts(product, new Shell(join(product.sandbox.environment.sshFolder, 'config'), alias), connection, {
      name, server: { id: server.id, name }, address: floating.address, loginUser, key: { kind: 'existing', path: key.path },
    });
  }

  get serverName(): string {
    return this.connection.choices.server.name;
  }

  part(id: string, choices: object): Connection {
    const { accountId, instance: { region }, createdAt } = this.connection;
    return {
      id, accountId, service: eventStreams.id, instance: { crn: '', guid: '', name: this.serverName, region }, route: 'part', role: '',
      choices: { ...this.choice, ...choices }, createdAt,
    };
  }

  tools(id: string, fits: (tool: ClientTool) => boolean): Connection {
    return this.part(id, { part: 'client-tools', tools: eventStreams.clientTools?.filter(fits) });
  }

  /** Its state, and what its steps said. */
  async run(id: string): Promise<{ readonly state: string; readonly said: string }> {
    const { state, steps } = await this.product.setup.run(id, signal);
    await this.product.sandbox.settled();
    return { state, said: JSON.stringify(steps.map(({ title, detail, failure }) => ({ title, detail, failure })), undefined, 1) };
  }

  async undo(id: string): Promise<void> {
    const { state, steps } = await this.product.setup.undo(id, signal);
    assert.equal(state, 'undone', JSON.stringify(steps, undefined, 1));
    await this.product.sandbox.settled();
    await this.product.setup.forget(id);
  }

  async stop(): Promise<void> {
    await this.product.setup.undo(this.connection.id, signal);
    await this.product.stop();
  }
}
