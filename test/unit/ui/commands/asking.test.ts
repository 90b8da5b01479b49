import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/model/connection';
import type { RunView } from '../../../../src/model/plan';
import { chosenConnection } from '../../../../src/ui/commands/asking';
import type { PickItem } from '../../../../src/ui/prompts/answers';
import type { Session } from '../../../../src/ui/session/session';
import { connection, instance, run, words } from '../fixtures';
import { ScriptedPrompter } from '../prompts/scriptedPrompter';

describe('asking for a connection', () => {
  const [orders, telemetry] = [instance('orders'), instance('telemetry')];

  async function asked(...given: readonly (readonly [Connection, RunView['state']])[]): Promise<readonly string[]> {
    let rows: readonly PickItem<unknown>[] = [];
    const prompter = new ScriptedPrompter();
    prompter.pick = ({ items }) => {
      rows = typeof items === 'function' ? [] : items;
      return Promise.resolve({ kind: 'cancelled' });
    };
    const session = {
      setup: {
        connections: () => given.map(([each]) => each), damaged: () => [], way: () => ({ words: words('build-box') }),
        views: () => given.map(([{ id }, state]) => run(state, [], { connectionId: id })),
      },
    } as unknown as Session;
    await chosenConnection(session, prompter, undefined, { fits: () => true, placeholder: 'Which?', nothing: 'None' });
    return rows.map(({ label, detail }) => `${label}: ${detail ?? ''}`);
  }

  it('tells two rows apart that would look the same by what their connections are called', async () => {
    assert.deepEqual(await asked([connection(orders, 'orders-pc-1'), 'undone'], [connection(orders, 'orders-pc-2'), 'undone'], [connection(telemetry), 'undone']), [
      'orders: Montreal (ca-mon) · undone · orders-pc-1', 'orders: Montreal (ca-mon) · undone · orders-pc-2', 'telemetry: Montreal (ca-mon) · undone',
    ]);
  });

  it('offers what works first', async () => {
    assert.deepEqual(await asked([connection(telemetry), 'undone'], [connection(orders, 'orders-pc-1'), 'failed'], [connection(orders, 'orders-pc-2'), 'done']), [
      'orders: Montreal (ca-mon) · done', 'telemetry: Montreal (ca-mon) · undone', 'orders: Montreal (ca-mon) · failed',
    ]);
  });
});
