import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { Connection } from '../../../../src/model/connection';
import { thisMachine } from '../../../../src/machine/thisMachine';
import { Failure } from '../../../../src/model/failure';
import { eventStreams } from '../../../../src/services/eventStreams/service';
import { noHistory } from '../../../../src/setup/journal/history';
import type { Route, VantageTools } from '../../../../src/setup/routes/route';
import { loaded } from '../../../../src/setup/routes/take';
import { instanceStep } from '../../../../src/setup/steps/instance';
import { connection as other } from '../scripted';
import { MemoryVault } from '../support';

const lanes = v.object({ lane: v.object({ number: v.number() }), note: v.optional(v.string(), 'none') });
type Lanes = v.InferOutput<typeof lanes>;

const refusal = new Failure({ code: 'setup.lane', what: 'w', why: 'y', next: 'n' });
const step = instanceStep(other.instance, eventStreams);

/** Gives back what it was asked with, so that it can be seen. */
const road: Route<Lanes> = {
  id: 'road',
  schema: lanes,
  words: ({ lane }) => ({ how: 'by road', through: String(lane.number), kind: 'lane' }),
  frame: (choices) => ({ frameOf: choices }),
  steps: ({ choices }, service) => choices.lane.number === 3 && service === eventStreams ? [step] : [],
  path: ({ choices, id }, service) => [{ id, kind: 'machine', name: service.words.title, details: [choices.note], reachedBy: '' }],
  openings: ({ choices, role }, { words }) => [{ from: role, to: choices.note, port: words.port, allowedBy: 'all' }],
  vantages: (connection, tools) => ({ all: [], meant: `${connection.choices.note} ${tools.environment.machine}` }),
};

function connectionWith(choices: unknown): Connection {
  return { ...other, route: 'road', choices };
}

describe('A route that a connection takes', () => {
  const taken = loaded({ ...road, refuse: ({ lane }) => lane.number === 4 ? refusal : undefined });
  const third = taken.take(connectionWith({ lane: { number: 3 } }), eventStreams);

  it('is spoken of, framed and stepped through by the choices that it read', () => {
    assert.deepEqual(third.words, { how: 'by road', through: '3', kind: 'lane' });
    assert.deepEqual(third.frame, { frameOf: { lane: { number: 3 }, note: 'none' } });
    assert.deepEqual(third.steps, [step]);
    assert.deepEqual(third.path, [{ id: 'orders-pc', kind: 'machine', name: 'Event Streams', details: ['none'], reachedBy: '' }]);
    assert.deepEqual(third.openings, [{ from: 'Writer', to: 'none', port: 'port 9093', allowedBy: 'all' }]);
  });

  it('opens its vantages with the tools that it is handed', () => {
    const environment: VantageTools['environment'] = {
      endpoints: { iam: '', resourceController: '', resourceManager: '', globalCatalog: '', globalSearch: '', globalTagging: '', restrictions: '', passcodePage: '', addressLookup: '', secretsManager: '', dnsServices: '', vpc: {} },
      network: { resolve: () => Promise.reject(new Error('no')), connect: () => Promise.reject(new Error('no')) },
      authorities: [], sshFolder: '/ssh', machine: 'this laptop',
    };
    const openServer = (): Promise<never> => Promise.reject(new Error('no'));
    const tools: VantageTools = {
      history: noHistory, cloud: {} as unknown as VantageTools['cloud'], environment, openServer, machine: thisMachine, secrets: new MemoryVault(), vpnLogPath: '',
    };
    assert.deepEqual(third.vantages(tools), { all: [], meant: 'none this laptop' });
  });

  it('is refused where the route says so, and never by one that refuses nothing', () => {
    assert.equal(third.refused, undefined);
    assert.equal(taken.take(connectionWith({ lane: { number: 4 } }), eventStreams).refused, refusal);
    assert.equal(loaded(road).take(connectionWith({ lane: { number: 4 } }), eventStreams).refused, undefined);
  });

  it('throws what the route’s own functions throw', () => {
    const defect = new TypeError('a defect');
    const broken = loaded({ ...road, path: () => { throw defect; } });
    assert.throws(() => broken.take(connectionWith({ lane: { number: 3 } }), eventStreams), (thrown) => thrown === defect);
  });
});

describe('Choices that are not those of the route', () => {
  for (const [what, choices, why] of [
    ['a wrong one deep within', { lane: { number: 'three' } }, 'lane.number: Invalid type: Expected number but received "three"'],
    ['one that is missing', { note: 'x' }, 'lane: Invalid key: Expected "lane" but received undefined'],
    ['none at all', undefined, 'choices: Invalid type: Expected Object but received undefined'],
    ['a text', 'lane', 'choices: Invalid type: Expected Object but received "lane"'],
  ] as const) {
    it(`are refused with the place and the reason: ${what}`, () => {
      assert.throws(() => loaded(road).take(connectionWith(choices), eventStreams), {
        code: 'setup.damaged-choices', what: 'Could not read the choices of orders-pc',
        why: `They are not those of the route "road": ${why}.`, next: 'Correct its file, or make the connection anew.',
      });
    });
  }
});
