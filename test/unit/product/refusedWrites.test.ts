import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultEffect } from '../../../src/sandbox/http/faults';
import { Failure } from '../../../src/model/failure';
import { Peer, assertUnchanged, never, states, stepOf } from '../setup/support';

const id = 'telemetry-pc-1a2b';

/** Everything that a run makes, and the step that makes it. */
const writes = [
  ['/vpcs$', 'vpc'], ['/subnets$', 'subnet-ca-mon-1'], ['/security_groups$', 'server-group'], ['/security_groups/[^/]+/rules$', 'server-to-gateway'],
  ['/keys$', 'ssh-key'], ['/instances$', 'server'], ['/floating_ips$', 'floating-ip'], ['/endpoint_gateways$', 'gateway'], ['/resource_keys$', 'credential'],
] as const;

const refusals: readonly { readonly what: string; readonly effect: FaultEffect; readonly code: RegExp; readonly why: RegExp; readonly next: RegExp }[] = [
  {
    what: 'no permission', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'You are not authorized.' },
    code: /not.authorized/i, why: /^You are not authorized\.$/, next: /^Ask the account's administrator/,
  },
  {
    what: 'a name or address prefix that was taken since the plan',
    effect: { kind: 'refuse', status: 400, code: 'validation_unique_failed', message: 'Provided name is not unique.' },
    code: /validation_unique_failed/, why: /^Provided name is not unique\.$/, next: /^Change what the message names/,
  },
  {
    what: 'a web page', effect: { kind: 'html', status: 403 },
    code: /^http\.not-json$/, why: /403 and something that is not JSON/, next: /^Check whether a proxy or a sign-in page/,
  },
];

describe('A write that is refused in the middle of a run', function () {
  this.timeout(30_000);
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());
  afterEach(() => peer.sandbox.faults.clear());

  for (const { what, effect, code, why, next } of refusals) {
    it(`by ${what} is told at its step with what to do, and an undo finds all that was made`, async () => {
      const account = await peer.account();
      for (const [path, step] of writes) {
        const setup = peer.setup();
        await setup.plan(await peer.connection(id), never);
        peer.sandbox.faults.add({ method: 'POST', path, effect });
        const view = await setup.run(id, never);
        assert.equal(view.state, 'failed', `${path}: ${states(view)}`);
        const { failure } = stepOf(view, step);
        assert.match(failure?.code ?? '', code, `${path}: ${states(view)}`);
        assert.match(failure?.why ?? '', why, path);
        assert.match(failure?.next ?? '', next, path);
        // What may hold a key is not quoted, whatever it is.
        assert.equal(failure?.why.includes('Please sign in'), what === 'a web page' && !path.includes('resource_keys'), path);
        peer.sandbox.faults.clear();
        // Another window knows what was made from the journal alone.
        const other = peer.setup();
        await other.load();
        assert.equal((await other.undo(id, never)).state, 'undone', path);
        await assertUnchanged(peer, account);
        assert.equal(peer.vault.secrets.size, 0, 'no key is left in the vault');
        await other.forget(id);
      }
    });
  }
});

describe('A file of the user that appears between plan and run', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  async function planned(path: string, text: string): Promise<{ readonly failure: unknown; readonly account: readonly string[] }> {
    const account = await peer.account();
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await writeFile(path, text);
    const failure: unknown = await setup.run(id, never).then((view) => view.steps.find(({ state }) => state === 'failed')?.failure, (error: unknown) => error);
    await setup.undo(id, never);
    return { failure, account };
  }

  it('is not overwritten by the new key, and not deleted by an undo', async () => {
    const path = join(peer.sandbox.environment.sshFolder, id);
    const { failure, account } = await planned(path, 'precious');
    assert.match(textOf(failure), /exists already, and is never overwritten/);
    assert.match(textOf(failure), /Choose another file/);
    assert.equal(await readFile(path, 'utf8'), 'precious');
    await assertUnchanged(peer, account);
  });

  it('is left as it is when it is an SSH configuration that OpenSSH would refuse, and the run ends well without it', async () => {
    const path = join(peer.sandbox.environment.sshFolder, 'config');
    const account = await peer.account();
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await writeFile(path, 'Host *\n  User\n');
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done');
    assert.match(view.steps.find((step) => step.id === 'ssh-host')?.detail ?? '', /^made · .*line 2.*yourself: Include/);
    assert.equal((await setup.undo(id, never)).state, 'undone');
    assert.equal(await readFile(path, 'utf8'), 'Host *\n  User\n');
    await assertUnchanged(peer, account);
  });
});

/** What a person is told: a failure that was thrown, or one that stands at a step. */
function textOf(failure: unknown): string {
  if (failure instanceof Failure) return `${failure.why} ${failure.next}`;
  return JSON.stringify(failure);
}
