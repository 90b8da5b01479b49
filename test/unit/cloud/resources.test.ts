import assert from 'node:assert/strict';
import { createCloud } from '../../../src/cloud/cloud';
import type { ResourceService } from '../../../src/cloud/resourceService';
import { createTransport } from '../../../src/cloud/transport';
import { Failure } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import type { ServiceEntry } from '../../../src/model/service';
import type { Unreadable } from '../../../src/model/unreadable';
import { services } from '../../../src/services/list';
import { startPeer, type Peer, type Received, type Reply } from './peer';
import { madeUpService } from './teapots';

const { signal } = new AbortController();

const crnOf = (service: string, guid: string) => `crn:v1:bluemix:public:${service}:eu-de:a/acc:${guid}::`;
const document = (service: string, guid: string, more: object = {}) => ({
  guid, crn: crnOf(service, guid), name: guid, region_id: 'eu-de', resource_group_id: 'rg', resource_plan_id: 'plan', state: 'active',
  created_at: '2026-01-01T00:00:00Z', onetime_credentials: true, extensions: { spout: `${guid}.example` }, parameters: { milk: 'yes' }, ...more,
});
const brown = {
  crn: crnOf('teapot', 'brown'), guid: 'brown', name: 'brown', region: 'eu-de', resourceGroupId: 'rg', planId: 'plan', plan: 'large', planTitle: 'Large and Round', state: 'active',
  service: 'teapots', edition: 'large pot', access: 'private', members: [{ host: 'brown.example', port: 418 }], privateNames: [],
  oneTimeCredentials: true, createdAt: '2026-01-01T00:00:00Z', connectable: { possible: true }, credentialParameters: { milk: 'yes' },
};

describe('instances of a service that is on the list', () => {
  let peer: Peer;
  let answers: Record<string, (request: Received) => Reply | Promise<Reply>>;

  /** The resources of a cloud that knows these services. */
  const resourcesFor = (known: readonly ServiceEntry[]): ResourceService => createCloud({
    endpoints: {
      iam: peer.url, resourceController: `${peer.url}/rc`, resourceManager: peer.url, globalCatalog: `${peer.url}/catalog`, globalSearch: peer.url,
      globalTagging: peer.url, restrictions: peer.url, passcodePage: peer.url, addressLookup: peer.url, secretsManager: peer.url, dnsServices: peer.url, vpc: {},
    },
    tokens: { token: () => Promise.resolve(new Secret('t')) }, transport: createTransport({ sleep: () => Promise.resolve() }), services: known,
  }).resources;

  const asked = (path: string) => peer.received.filter((request) => request.path === path);

  beforeEach(async () => {
    answers = {
      '/catalog': () => ({ json: { resources: [] } }),
      '/catalog/plan': () => ({ json: { name: 'large', kind: 'plan', overview_ui: { en: { display_name: 'Large and Round' } } } }),
      '/rc/v2/resource_instances': () => ({ json: { resources: [], next_url: null } }),
    };
    peer = await startPeer((request) => answers[request.path]?.(request) ?? { status: 404, json: { message: `no ${request.path}` } });
  });

  afterEach(() => peer.stop());

  it('come without one that lacks what is needed, where somebody is told of it; what can be done without costs nothing', async () => {
    answers['/rc/v2/resource_instances'] = () => ({ json: { resources: [
      document('teapot', 'brown', { state: undefined }), document('teapot', 'blue', { name: undefined }),
    ], next_url: null }, headers: { 'transaction-id': 'trace-2' } });
    const resources = resourcesFor([madeUpService().entry]);
    await assert.rejects(resources.listInstances(signal), { code: 'http.unexpected-answer', why: /"resources\.1\.name" \(blue\)/ });
    const told: Unreadable[] = [];
    const found = await resources.listInstances(signal, (item) => told.push(item));
    assert.deepEqual(found.map(({ name, state }) => [name, state]), [['brown', 'unknown']]);
    assert.deepEqual(told.map(({ problem, failure }) => [problem, failure.trace]), [['`name` is missing', 'trace-2']]);
  });

  it('are found by its name in the catalog, on every page, and read by it', async () => {
    answers['/catalog'] = ({ query }) => ({ json: { resources: query.get('q') === 'name:teapot' ? [{ id: 'catalog-id', name: 'teapot' }] : [] } });
    answers['/rc/v2/resource_instances'] = ({ query }) => ({
      json: query.get('start') === null
        ? { resources: [document('teapot', 'brown')], next_url: '/v2/resource_instances?start=2' }
        : { resources: [document('teapot', 'blue', { state: 'cracked', parameters: undefined, extensions: undefined })], next_url: null },
    });
    const [first, second, ...more] = await resourcesFor([madeUpService().entry]).listInstances(signal);
    assert.deepEqual(first, brown);
    assert.deepEqual([second?.name, second?.connectable, second?.members], [
      'blue', { possible: false, why: 'It is cracked.', next: 'Wait.' }, [{ host: 'none', port: 418 }],
    ]);
    assert.deepEqual(more, []);
    assert.ok(asked('/rc/v2/resource_instances').every(({ query }) => query.get('resource_id') === 'catalog-id'));
  });

  it('are asked for by the id that the list has, where the catalog does not tell', async () => {
    await resourcesFor([madeUpService().entry]).listInstances(signal);
    assert.deepEqual(asked('/rc/v2/resource_instances').map(({ query }) => query.get('resource_id')), ['known-id']);
  });

  it('are neither those that were removed nor another service\'s', async () => {
    answers['/rc/v2/resource_instances'] = () => ({
      json: { resources: [document('teapot', 'gone', { state: 'removed' }), document('kettle', 'other'), document('teapot', 'brown')] },
    });
    const found = await resourcesFor([madeUpService().entry]).listInstances(signal);
    assert.deepEqual(found.map(({ name }) => name), ['brown']);
  });

  it('do not load the service where there is none', async () => {
    const { entry, loaded } = madeUpService();
    assert.deepEqual(await resourcesFor([entry]).listInstances(signal), []);
    assert.equal(loaded(), 0);
  });

  it('of several services are asked for at once, and come in the order of the list', async () => {
    const waiting: (() => void)[] = [];
    answers['/rc/v2/resource_instances'] = async ({ query }) => {
      const name = query.get('resource_id') === 'known-id' ? 'teapot' : 'messagehub';
      // Neither is answered before both were asked.
      await new Promise<void>((answer) => {
        waiting.push(answer);
        if (waiting.length === 2) waiting.forEach((go) => go());
      });
      return { json: { resources: [document(name, `a-${name}`)] } };
    };
    const found = await resourcesFor([...services, madeUpService().entry]).listInstances(signal);
    assert.deepEqual(found.map(({ name, service }) => [name, service]), [['a-messagehub', 'event-streams'], ['a-teapot', 'teapots']]);
  });

  it('are not listed in part: the failure of one list is said in the words of its service', async () => {
    answers['/rc/v2/resource_instances'] = ({ query }) => query.get('resource_id') === 'known-id'
      ? { status: 403, json: { message: 'No.' } }
      : { json: { resources: [] } };
    await assert.rejects(resourcesFor([...services, madeUpService().entry]).listInstances(signal), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.deepEqual([error.what, error.why], ['Could not list the Teapots instances', 'No.']);
      assert.match(error.next, /Viewer on Teapots\./);
      return true;
    });
  });

  it('are read one by one, by the service that the CRN names', async () => {
    answers[`/rc/v2/resource_instances/${encodeURIComponent(brown.crn)}`] = () => ({ json: document('teapot', 'brown') });
    const resources = resourcesFor([...services, madeUpService().entry]);
    assert.deepEqual(await resources.getInstance(brown.crn, signal), brown);
    await assert.rejects(resources.getInstance(crnOf('teapot', 'gone'), signal), { what: 'Could not read the instance', status: 404 });
  });

  it('have the page that the cloud names, where it is one of its own console', async () => {
    const [good, deeper] = ['https://cloud.ibm.com/services/x?y', 'https://eu.cloud.ibm.com/a'];
    const links = [good, deeper, 'http://cloud.ibm.com/', 'https://cloud.ibm.com.example/', 'https://evilcloud.ibm.com/', 'javascript:1', 'no link', null];
    answers['/rc/v2/resource_instances'] = () => ({
      json: { resources: links.map((link, at) => document('teapot', `pot-${at}`, { dashboard_url: link })) },
    });
    const found = await resourcesFor([madeUpService().entry]).listInstances(signal);
    assert.deepEqual(found.map(({ page }) => page), [good, deeper, ...links.slice(2).map(() => undefined)]);
  });

  it('have credentials whose secret the service reads', async () => {
    answers[`/rc/v2/resource_instances/${encodeURIComponent(brown.crn)}/resource_keys`] = () => ({
      json: { resources: [
        { id: 'k1', crn: 'crn:k1', name: 'one', credentials: { spout: 's3cret' } },
        { id: 'k2', crn: 'crn:k2', name: 'two', credentials: { REDACTED: 'REDACTED_EXPLICIT' } },
      ] },
    });
    const keys = await resourcesFor([madeUpService().entry]).listKeys(brown.crn, signal);
    assert.deepEqual(keys.map(({ name, secret, hidden }) => [name, secret?.reveal(), hidden]), [['one', 's3cret', undefined], ['two', undefined, 'one-time']]);
  });

  it('get a credential with the role and the parameters that are asked for, and none that are not', async () => {
    answers['/rc/v2/resource_keys'] = () => ({ status: 201, json: { id: 'k', crn: 'crn:k', name: 'mine', credentials: { spout: 's3cret' } } });
    const resources = resourcesFor([madeUpService().entry]);
    const ask = { name: 'mine', instanceCrn: brown.crn, role: 'Host' };
    assert.equal((await resources.createKey({ ...ask, parameters: { milk: 'yes' } }, signal)).secret?.reveal(), 's3cret');
    await resources.createKey({ ...ask, parameters: {} }, signal);
    const source = { name: 'mine', source: brown.crn, role: 'Host' };
    assert.deepEqual(
      asked('/rc/v2/resource_keys').map(({ body }): unknown => JSON.parse(body)),
      [{ ...source, parameters: { milk: 'yes' } }, source],
    );
  });

  it('have credentials of which a failure quotes nothing, whatever was answered', async () => {
    const key = { id: ['canary-4711'], crn: 'crn:k', name: 'canary-4711', credentials: { spout: 'canary-4711' } };
    const resources = resourcesFor([madeUpService().entry]);
    const ofInstance = `/rc/v2/resource_instances/${encodeURIComponent(brown.crn)}/resource_keys`;
    const replies: readonly [Reply, Reply][] = [
      [{ status: 201, json: key }, { json: { resources: [key] } }],
      [{ status: 201, text: '{"spout":"canary-4711"' }, { text: '{"spout":"canary-4711"' }],
    ];
    for (const [one, list] of replies) {
      answers['/rc/v2/resource_keys'] = ({ method }) => method === 'POST' ? one : list;
      answers[ofInstance] = () => list;
      for (const ask of [
        () => resources.createKey({ name: 'mine', instanceCrn: brown.crn, role: 'Host', parameters: {} }, signal),
        () => resources.listKeys(brown.crn, signal), () => resources.listAllKeys(signal),
      ]) {
        const failure: unknown = await ask().catch((error: unknown) => error);
        assert.ok(failure instanceof Failure);
        assert.doesNotMatch([String(failure), failure.code, failure.what, failure.why, failure.next, failure.trace].join('\n'), /canary-4711/);
      }
    }
  });

  it('get no credential that nobody could read: its service is loaded before it is made', async () => {
    const { entry } = madeUpService();
    const broken = { ...entry, load: () => Promise.reject(new Error('damaged')) };
    await assert.rejects(resourcesFor([broken]).createKey({ name: 'mine', instanceCrn: brown.crn, role: 'Host', parameters: {} }, signal), /damaged/);
    assert.deepEqual(peer.received, []);
  });

  describe('are refused before anything is asked', () => {
    const unknown: readonly (readonly [string, string, RegExp])[] = [
      ['of a service that is not on it', crnOf('kettle', 'k'), /no service "kettle"/],
      ['by what is no CRN', 'orders', /"orders" is not the CRN of an instance/],
      ['by nothing', '', /"" is not the CRN/],
    ];
    for (const [what, crn, why] of unknown) {
      it(what, async () => {
        const resources = resourcesFor([...services, madeUpService().entry]);
        const calls = [
          () => resources.getInstance(crn, signal),
          () => resources.listKeys(crn, signal),
          () => resources.createKey({ name: 'k', instanceCrn: crn, role: 'Reader', parameters: {} }, signal),
        ];
        for (const call of calls) {
          await assert.rejects(call, (error: unknown) => error instanceof Failure && error.code === 'instance.unknown-service' && why.test(error.why));
        }
        assert.deepEqual(peer.received, []);
      });
    }
  });
});
