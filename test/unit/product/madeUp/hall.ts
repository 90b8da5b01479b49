import assert from 'node:assert/strict';
import { join } from 'node:path';
import { noPassphrases } from '../../../../src/model/passphrases';
import { noSecondFactors } from '../../../../src/model/secondFactors';
import { sandboxServices } from '../../../../src/sandbox/services/list';
import type { Instance } from '../../../../src/model/instance';
import type { PanelState } from '../../../../src/model/panel';
import { clientSnippets } from '../../../../src/ui/checks/clientSnippets';
import { LatestChecks } from '../../../../src/ui/checks/latestChecks';
import { kinds as product, type Kinds } from '../../../../src/ui/kinds';
import { openSession } from '../../../../src/ui/session/openSession';
import type { Session } from '../../../../src/ui/session/session';
import type { TreeNode } from '../../../../src/ui/tree/node';
import { ResourcesModel } from '../../../../src/ui/tree/resourcesModel';
import { Machine, MemoryMemento } from '../../ui/session/memory';
import { Bench } from '../../sandbox/control/support';
import { madeUp } from '../../sandbox/services/madeUp/service';
import { echoChecks } from './checks';
import { borrowedQuestions } from './questions';
import { borrowedRoute } from './route';
import { echoesEntry } from './service';
import { echoProof, echoSnippets } from './uses';

/** The product's lists, each with one line more. */
export const kinds: Kinds = {
  services: [...product.services, echoesEntry],
  serviceChecks: [...product.serviceChecks, echoChecks],
  snippets: [...product.snippets, echoSnippets],
  routes: [...product.routes, borrowedRoute],
  routeQuestions: [...product.routeQuestions, borrowedQuestions],
  proofs: [...product.proofs, echoProof],
};

const { signal } = new AbortController();

/** The product on a sandbox that has an instance of the made-up service. */
export class Hall {
  readonly shown: PanelState[] = [];
  readonly latestChecks: LatestChecks;

  private constructor(private readonly bench: Bench, readonly session: Session) {
    this.latestChecks = new LatestChecks({
      session: () => Promise.resolve(session),
      snippets: clientSnippets,
      log: (what, error) => assert.fail(`${what}: ${String(error)}`),
      show: (state) => this.shown.push(state),
    });
  }

  static async open(): Promise<Hall> {
    const bench = await Bench.start({ services: [...sandboxServices, madeUp], dataPlane: 'embedded' });
    const { sandbox } = bench;
    await order(bench);
    const { secrets, store } = new Machine().window();
    const account = { id: 'a', accountId: sandbox.accountId, iamId: 'i', label: 'a', kind: 'cloud' as const };
    await store.add(account, { kind: 'api-key', apiKey: sandbox.apiKey });
    const session = await openSession(account, {
      store, secrets, kinds, memento: new MemoryMemento(),
      home: () => Promise.resolve({ environment: sandbox.environment, folder: join(bench.folder, 'account'), stop: () => Promise.resolve() }),
      passphrases: () => noPassphrases, factors: noSecondFactors,
      timeoutMs: () => 5000,
      log: (what, error) => assert.fail(`${what}: ${String(error)}`),
      refused: () => assert.fail('signed out'),
      waiting: () => undefined,
      asked: () => undefined,
      happened: () => undefined,
      changed: () => undefined,
    });
    return new Hall(bench, session);
  }

  async instance(): Promise<Instance> {
    const instances = await this.session.cloud.resources.listInstances(signal);
    const hall = instances.find(({ name }) => name === 'hall');
    assert.ok(hall !== undefined);
    return hall;
  }

  /** What the account has of all that a connection can make. */
  async account(): Promise<readonly string[]> {
    const vpc = this.session.cloud.vpc('ca-mon');
    const { crn } = await this.instance();
    const [groups, gateways, subnets, keys] = await Promise.all([
      vpc.listSecurityGroups({}, signal), vpc.listEndpointGateways({}, signal), vpc.listSubnets({}, signal), this.session.cloud.resources.listKeys(crn, signal),
    ]);
    return [...groups, ...gateways, ...subnets, ...keys].map((each) => each.crn).sort();
  }

  async close(): Promise<void> {
    await this.session.close();
    await this.bench.stop();
  }

  /** Every row of the Resources view, as it is read out. */
  async rows(): Promise<readonly string[]> {
    const { landscape, setup, history } = this.session;
    const model = new ResourcesModel({
      landscape, chosen: ['ca-mon'], filter: '', now: () => new Date(), services: kinds.services, arrived: () => undefined,
      log: (what, error) => assert.fail(`${what}: ${String(error)}`),
      reachability: ({ crn }) => ({
        direct: undefined,
        connections: setup.connections().filter(({ instance }) => instance.crn === crn).map((connection) => ({
          connection, words: setup.way(connection.id).words, check: history.get(connection.id),
          run: setup.views().find(({ connectionId }) => connectionId === connection.id)?.state,
        })),
      }),
    });
    await landscape.region('ca-mon', signal);
    await model.roots();
    return spoken((await model.roots()).nodes);
  }
}

async function spoken(nodes: readonly TreeNode[]): Promise<readonly string[]> {
  const below = await Promise.all(nodes.map(async ({ view, children }) => [view.spoken, ...await spoken(await children?.() ?? [])]));
  return below.flat();
}

async function order(bench: Bench): Promise<void> {
  const { state, endpoints } = bench.sandbox;
  const url = `${endpoints.resourceController}/v2/resource_instances`;
  const made = await bench.call('POST', url, {
    name: 'hall', target: 'ca-mon', resource_group: state.account.groups[0]?.id, resource_plan_id: 'echoes-for-all-loud',
  });
  await bench.until(() => bench.call('GET', `${url}/${made.body.get('guid').text}`), ({ body }) => body.get('state').text === 'active');
}
