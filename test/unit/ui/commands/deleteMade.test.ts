import assert from 'node:assert/strict';
import type { Subject } from '../../../../src/ui/tree/node';
import { CommandBench } from './commandBench';

const { signal } = new AbortController();
const region: Subject = { kind: 'region', region: 'ca-mon', retry: () => undefined };

describe('Delete…', function () {
  this.timeout(60_000);
  let bench: CommandBench;

  beforeEach(async () => { bench = await CommandBench.start(); });
  afterEach(() => bench.stop());

  async function makeVpc(name = 'mine'): Promise<void> {
    await bench.succeed('privateConnect.createVpc', region, { type: name });
    await bench.succeed('privateConnect.run');
  }

  const states = (): readonly string[] => bench.session.setup.views().map(({ title, state }) => `${title}: ${state}`);

  it('takes what a part made, by its own name, from its row', async () => {
    await makeVpc();
    await bench.succeed('privateConnect.delete', await bench.rowOf('mine'), { type: 'mine' });
    assert.equal(bench.prompter.losses[0]?.title, 'Delete VPC "mine"');
    assert.deepEqual(states(), ['Create VPC mine: undone']);
    assert.equal((await bench.fail('privateConnect.delete')).code, 'ui.nothing-made');
  });

  it('offers from the palette what we made and is there, with its price and who made it', async () => {
    await makeVpc();
    const payments = await bench.rowOf('payments-vpc');
    await bench.succeed('privateConnect.createVirtualServer', payments, 'enter', 'enter', 'enter', { take: /new key/ }, { take: /Nobody yet/ }, { type: 'box' });
    await bench.succeed('privateConnect.run');
    const box = await bench.rowOf('box');
    const made = await bench.session.setup.madeAndThere(signal);
    assert.deepEqual(made.map(({ what }) => what).sort(), ['SSH key', 'Security group', 'VPC', 'Virtual server']);
    assert.equal(made.find(({ name }) => name === 'box')?.cost.kind, 'priced');
    await bench.succeed('privateConnect.delete', undefined, { take: 'box' }, { type: 'box' });
    assert.equal(bench.prompter.losses[0]?.title, 'Delete Virtual server "box" with All That "Create Virtual Server box" Made');
    assert.ok(bench.prompter.losses[0].rows.some(({ text }) => /^Cost of what goes: \$\d/.test(text)), JSON.stringify(bench.prompter.losses[0].rows));
    assert.deepEqual(states(), ['Create Virtual Server box: undone', 'Create VPC mine: done']);
    assert.equal((await bench.fail('privateConnect.delete', box)).code, 'ui.not-ours', 'the row is older than what it shows');
  });

  it('never takes what was there before, or what a connection only found', async () => {
    await bench.connected();
    for (const name of ['payments-vpc', 'build-box']) {
      assert.equal((await bench.fail('privateConnect.delete', await bench.rowOf(name))).code, 'ui.not-ours');
    }
  });

  it('takes a connection’s thing only with the connection that stands on it, and says so', async () => {
    const connection = await bench.connected();
    const run = bench.session.setup.views()[0];
    const step = run?.steps.find(({ resource }) => resource?.origin === 'made' && resource.crn !== undefined);
    assert.ok(run !== undefined && step?.resource !== undefined);
    await bench.run('privateConnect.delete', { kind: 'step', run, step }, 'escape');
    assert.match(bench.prompter.losses[0]?.title ?? '', new RegExp(`^Delete .* "${step.resource.name}" with the Connection to "${connection.instance.name}" That Stands on It$`));
    assert.equal(states()[0]?.endsWith('done'), true, 'nothing was agreed to');
    await bench.succeed('privateConnect.delete', { kind: 'step', run, step }, { type: connection.instance.name });
    assert.equal(states()[0]?.endsWith('undone'), true);
  });

  it('takes nothing that another run of ours uses: it says which before a name is typed, and what its undo would really delete', async () => {
    await makeVpc();
    const vpc = await bench.rowOf('mine');
    await bench.succeed('privateConnect.createSubnet', vpc, 'enter', 'enter');
    await bench.succeed('privateConnect.run');
    const failure = await bench.fail('privateConnect.delete', vpc);
    assert.equal(failure.code, 'ui.in-use');
    assert.match(failure.why, /"Create Subnet mine-ca-mon-1" uses it/);
    assert.equal(bench.prompter.losses.length, 0, 'no name was typed for what stays');
    const connection = bench.session.setup.connections().find(({ instance }) => instance.name === 'mine');
    assert.ok(connection !== undefined);
    await bench.run('privateConnect.undo', { kind: 'connection', connection }, 'escape');
    const [question] = bench.prompter.losses;
    assert.equal(question?.deed, 'undo it');
    assert.deepEqual(question.rows[0], {
      text: 'Stays: VPC mine', detail: '"Create Subnet mine-ca-mon-1" uses it, and deletes it with its own undo.', icon: 'pinned',
    });
  });
});
