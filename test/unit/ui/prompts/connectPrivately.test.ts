import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/model/connection';
import type { Instance } from '../../../../src/model/instance';
import { eventStreams } from '../../../../src/services/eventStreams/service';
import type { Answer, Position } from '../../../../src/ui/prompts/answers';
import { askConnectPrivately, type ConnectDependencies } from '../../../../src/ui/prompts/connectPrivately';
import { routeQuestions, type Ask, type Asking, type RouteQuestionsEntry } from '../../../../src/ui/routes/routeQuestions';
import { instance, lite } from '../fixtures';
import { ScriptedPrompter, type Act } from './scriptedPrompter';

const orders = instance('orders');
const telemetry = instance('telemetry');
const faraway = instance('faraway', { region: 'eu-de' });

type Answers = Readonly<Record<string, string>>;

/** A made-up route that asks for texts by name; after "more" it asks one more. */
class MadeUp implements Asking<Answers> {
  constructor(private readonly id: string, private readonly names: readonly string[], private readonly prompter: ScriptedPrompter) {}

  questions(answers: Answers): readonly Ask<Answers>[] {
    const names = Object.values(answers).includes('more') ? [...this.names, 'last'] : this.names;
    return names.map((name) => async (now, { instance: { name: of } }, position): Promise<Answer<Answers>> => {
      const answer = await this.prompter.text({ position, prompt: `${name} for ${of}`, placeholder: `${this.id}.${name}`, value: now[name] });
      return answer.kind === 'value' ? { kind: 'value', value: { ...now, [name]: answer.value } } : answer;
    });
  }

  choices(answers: Answers): Promise<unknown> {
    return Promise.resolve({ [this.id]: answers });
  }
}

function entry(id: string, names: readonly string[]): RouteQuestionsEntry {
  return {
    id, title: `By ${id}`, detail: '',
    load: () => Promise.resolve(({ prompter }) => {
      assert.ok(prompter instanceof ScriptedPrompter);
      return routeQuestions(new MadeUp(id, names, prompter), {});
    }),
  };
}

const ferry = entry('ferry', ['pier', 'cabin']);
const tunnel = entry('tunnel', ['portal', 'lamp', 'rope']);

interface Asked {
  readonly prompter: ScriptedPrompter;
  readonly connection: Connection | undefined;
}

async function ask(given: Instance | undefined, acts: Act[], more: Partial<ConnectDependencies> = {}): Promise<Asked> {
  const prompter = new ScriptedPrompter(...acts);
  const untouched: Pick<ConnectDependencies, 'cloud' | 'environment' | 'who' | 'editor' | 'secrets'> = Object.freeze({}) as ConnectDependencies;
  const connection = await askConnectPrivately(given, {
    ...untouched, prompter, accountId: 'acc', routes: [ferry], whichInstance: 'Which one?', credentialRole: 'Reader',
    instances: () => Promise.resolve([orders, telemetry, faraway, lite('playground')].map((value) => ({ label: value.name, value }))),
    serviceOf: () => Promise.resolve(eventStreams),
    ...more,
  });
  return { prompter, connection };
}

function positions({ prompter }: Asked): readonly string[] {
  return prompter.seen.map(({ position, placeholder }) => `${placeholder} ${shown(position)}`);
}

function shown(position: Position | undefined): string {
  return position === undefined ? '' : `${position.number}/${position.total}${position.back ? ' back' : ''}`;
}

describe('Connect Privately', () => {
  it('asks what the only route asks, and plans what it makes of the answers', async () => {
    const asked = await ask(orders, [{ type: 'north' }, { type: 'two' }]);
    assert.deepEqual(positions(asked), ['ferry.pier 1/2', 'ferry.cabin 2/2 back']);
    const { connection } = asked;
    assert.deepEqual(connection?.choices, { ferry: { pier: 'north', cabin: 'two' } });
    assert.deepEqual([connection.route, connection.service, connection.accountId, connection.instance.crn], ['ferry', 'event-streams', 'acc', orders.crn]);
    assert.match(connection.id, /^orders-pc-[0-9a-f]{4}$/);
    assert.equal(asked.prompter.seen[0]?.position?.title, 'Connect "orders" Privately');
  });

  it('asks for the instance when it is started from the palette, and counts it', async () => {
    const asked = await ask(undefined, [{ take: 'telemetry' }, { type: 'north' }, { type: 'two' }]);
    assert.deepEqual(positions(asked), ['Which one? 1/3', 'ferry.pier 2/3 back', 'ferry.cabin 3/3 back']);
    assert.equal(asked.connection?.instance.name, 'telemetry');
  });

  it('asks for the route where there are several, and counts the questions of the one that is chosen', async () => {
    const acts: Act[] = [{ take: 'orders' }, { take: 'By tunnel' }, { type: 'east' }, { type: 'oil' }, { type: 'hemp' }];
    const asked = await ask(undefined, acts, { routes: [ferry, tunnel] });
    assert.deepEqual(positions(asked), [
      'Which one? 1/4', 'Which way should the connection take? 2/4 back', 'tunnel.portal 3/5 back', 'tunnel.lamp 4/5 back', 'tunnel.rope 5/5 back',
    ]);
    assert.equal(asked.connection?.route, 'tunnel');
    assert.deepEqual(asked.connection.choices, { tunnel: { portal: 'east', lamp: 'oil', rope: 'hemp' } });
  });

  it('goes back through all of them and keeps every answer, also of a route that was left', async () => {
    const acts: Act[] = [
      { take: 'orders' }, { take: 'By ferry' }, { type: 'north' }, 'back', 'back',
      { take: 'By tunnel' }, { type: 'east' }, 'back', 'back',
      { take: 'By ferry' }, 'enter', { type: 'two' },
    ];
    const asked = await ask(undefined, acts, { routes: [ferry, tunnel] });
    assert.deepEqual(asked.connection?.choices, { ferry: { pier: 'north', cabin: 'two' } });
    assert.equal(asked.prompter.left, 0);
  });

  it('counts a question that an answer brings up', async () => {
    const asked = await ask(orders, [{ type: 'more' }, { type: 'two' }, { type: 'x' }]);
    assert.deepEqual(positions(asked), ['ferry.pier 1/2', 'ferry.cabin 2/3 back', 'ferry.last 3/3 back']);
  });

  it('keeps the answers for another instance of the region, and asks anew in another region', async () => {
    const near = await ask(undefined, [{ take: 'orders' }, { type: 'north' }, 'back', 'back', { take: 'telemetry' }, 'enter', { type: 'two' }]);
    assert.deepEqual(near.connection?.choices, { ferry: { pier: 'north', cabin: 'two' } });
    assert.match(near.connection.id, /^telemetry-pc-/);
    const far = await ask(undefined, [{ take: 'orders' }, { type: 'north' }, 'back', 'back', { take: 'faraway' }, 'enter', { type: 'two' }]);
    assert.deepEqual(far.connection?.choices, { ferry: { pier: '', cabin: 'two' } });
  });

  it('makes nothing when it is closed at any question', async () => {
    const acts: Act[] = [{ take: 'orders' }, { take: 'By ferry' }, { type: 'north' }];
    for (let at = 0; at <= acts.length; at += 1) {
      assert.equal((await ask(undefined, [...acts.slice(0, at), 'escape'], { routes: [ferry, tunnel] })).connection, undefined);
    }
  });

  it('refuses an instance that has no private endpoint, and says why, before anything else is asked', async () => {
    await assert.rejects(ask(undefined, [{ take: 'playground' }]), { code: 'instance.not-connectable' });
    await assert.rejects(ask(lite('playground'), []), /public only/);
  });

  it('gives the credential the role that was set, and the usual one where the service does not have it', async () => {
    const acts = (): Act[] => [{ type: 'north' }, { type: 'two' }];
    assert.equal((await ask(orders, acts())).connection?.role, 'Reader');
    assert.equal((await ask(orders, acts(), { credentialRole: 'Operator' })).connection?.role, 'Writer');
  });
});
