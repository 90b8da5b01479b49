import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CheckResult } from '../../../src/model/check';
import type { Connection } from '../../../src/model/connection';
import type { Passphrases } from '../../../src/model/passphrases';
import type { SecondFactors } from '../../../src/model/secondFactors';
import { Secret } from '../../../src/model/secret';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { heldKeys } from '../../../src/ssh/agent';
import { userSettings } from '../../../src/ssh/userSettings';
import { reachedBy } from '../../../src/ui/prompts/reached';
import { thisLab } from '../client';
import type { Fault } from '../faults/fault';
import { ran, run } from '../machine/run';
import { BehindBastion, bastionName, targetName } from './behindBastion';
import { Probe } from './probe';
import { Shell } from './shell';

const { signal } = new AbortController();
const passphrase = 'correct horse';

/** Who types what is asked for, and what that person was asked. */
class Typist implements SecondFactors, Passphrases {
  asked: string[] = [];
  /** In turn; nobody answers when there is none left. */
  answers: string[] = [];

  answer({ server, prompts }: Parameters<SecondFactors['answer']>[0]): Promise<readonly Secret[] | undefined> {
    const text = this.next(`${server}: ${prompts.map((prompt) => prompt.text).join(' ')}`);
    return Promise.resolve(text === undefined ? undefined : [text]);
  }

  get(path: string, wrong: Secret | undefined): Promise<Secret | undefined> {
    return Promise.resolve(this.next(`${wrong === undefined ? 'passphrase' : 'another passphrase'} of ${path}`));
  }

  private next(question: string): Secret | undefined {
    this.asked.push(question);
    const text = this.answers.shift();
    return text === undefined ? undefined : new Secret(text);
  }
}

describe('a server behind a bastion, and what people sign in with: planned, run and checked', function suite() {
  this.timeout(180_000);
  const lab = thisLab();
  const typist = new Typist();
  let folder: string;
  let ways: BehindBastion;
  let socket: string;
  let connection: Connection<VsiChoices>;
  let configured: Connection<VsiChoices>;
  const heals: (() => Promise<void>)[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lab-ways-'));
    socket = join(folder, 'agent');
    ways = await BehindBastion.start(folder, { help: { passphrases: typist, factors: typist }, sshAgent: socket });
    connection = await ways.way({ kind: 'address', address: ways.address, through: { kind: 'bastion', jump: `ubuntu@${ways.floating}` } });
    await ways.configure(
      `Host ${targetName}`, `HostName ${ways.address}`, 'ProxyJump jump',
      'Host jump', `HostName ${ways.floating}`, 'User ubuntu', `IdentityFile ${ways.keyOf(bastionName)}`, 'StrictHostKeyChecking accept-new',
      `UserKnownHostsFile ${join(folder, 'known_hosts')}`,
      'Host by-command', `HostName ${ways.address}`, `ProxyCommand ssh -F ${join(ways.sshFolder, 'config')} -W %h:%p jump`,
    );
    configured = await ways.way({ kind: 'address', ...await reachedBy(targetName, (name) => userSettings(ways.sshFolder, name, signal)) });
    assert.ok(configured.choices.address.kind === 'address' && configured.choices.address.through?.kind === 'ssh-config');
  });
  beforeEach(() => { [typist.asked, typist.answers] = [[], []]; });
  afterEach(async () => {
    for (const heal of heals.splice(0)) await heal();
  });
  after(async () => {
    await ways.stop();
    await rm(folder, { recursive: true });
  });

  const goesWrong = async (fault: Fault): Promise<void> => { heals.push(await lab.fault(fault)); };
  const host = (): string => `server/${ways.target.id}`;
  const first = (results: readonly CheckResult[]): CheckResult | undefined => results.find(({ state }) => state !== 'passed');

  describe('behind a bastion', () => {
    it('one that is named leads to a server that nothing here reaches by itself', async () => {
      await new Probe(lab).isSilent('laptop', ways.address, 22);
      await ways.hand.run(connection);
      assert.equal((await ways.hand.testMessage(connection, 'orders')).topic, 'orders');
    });

    it('one that is named is opened by the connection\'s own key under the name that the product wrote', async () => {
      const shell = new Shell(join(ways.sshFolder, 'config'), connection.id);
      const { code, out, error } = await shell.run(['hostname']);
      assert.deepEqual([code, out.trim()], [0, targetName], error);
    });

    it('ProxyJump of the SSH configuration leads there with the keys of each host, and so does the name that the product wrote', async () => {
      await ways.hand.run(configured);
      const { code, out, error } = await new Shell(join(ways.sshFolder, 'config'), configured.id).run(['hostname']);
      assert.deepEqual([code, out.trim()], [0, targetName], error);
    });

    it('one that forwards nothing is named, and the run ends at once', async () => {
      await goesWrong({ kind: 'ssh-forwarding-off', host: `server/${ways.bastion.id}` });
      const [said, failed] = [first(await ways.checked(connection)), await ways.fails(connection)];
      const what = `the bastion ${ways.floating} on the way to ${targetName} does not forward to ${ways.address}:22`;
      const cause = 'The bastion\'s SSH service does not allow forwarding for this login: open failed';
      assert.deepEqual([said?.title, said?.code, said?.summary, said?.cause], ['SSH sign-in', 'ssh.bastion-forwarding-refused', `${what}. ${cause}`, cause]);
      assert.deepEqual([failed?.id, failed?.failure?.what], ['verified', what]);
    });

    it('two in a row lead there, for the product and under the name that it wrote', async () => {
      const jump = `ubuntu@${ways.floating},ubuntu@${ways.bastion.primaryInterface?.address ?? ''}`;
      const chained = await ways.way({ kind: 'address', address: ways.address, through: { kind: 'bastion', jump } });
      await ways.hand.run(chained);
      const { code, out, error } = await new Shell(join(ways.sshFolder, 'config'), chained.id).run(['hostname']);
      assert.deepEqual([code, out.trim()], [0, targetName], error);
      await ways.hand.undo(chained);
    });

    it('a ProxyCommand of the SSH configuration leads there too, and is told where it does not', async () => {
      const mine = await ways.way({ kind: 'address', ...await reachedBy('by-command', (name) => userSettings(ways.sshFolder, name, signal)) });
      await ways.hand.run(mine);
      const { code, out, error } = await new Shell(join(ways.sshFolder, 'config'), mine.id).run(['hostname']);
      assert.deepEqual([code, out.trim()], [0, targetName], error);
      await goesWrong({ kind: 'ssh-forwarding-off', host: `server/${ways.bastion.id}` });
      const said = first(await ways.checked(mine));
      assert.equal(said?.code, 'ssh.unreachable-behind');
      const cause = new RegExp(`^The ProxyCommand of your SSH configuration does not lead to ${targetName} \\(${ways.address}:22\\): .*administratively prohibited`);
      assert.match(said.cause ?? '', cause);
      await ways.hand.undo(mine);
    });

    it('one that lets nobody in with the key is told from the server, and so is a server that does not let the bastion in', async () => {
      const stranger = join(folder, 'stranger');
      await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', stranger]);
      const refused = await ways.fails(await ways.way(connection.choices.address, { kind: 'existing', path: stranger }));
      assert.deepEqual([refused?.id, refused?.failure?.code], ['verified', 'ssh.bastion-refused-key']);
      assert.equal(refused?.failure?.why, `The bastion ${ways.floating} on the way to ${targetName} takes none of the keys for ubuntu.`);
      const elsewhere = await ways.way({ kind: 'address', address: ways.address, through: { kind: 'bastion', jump: `ubuntu@${ways.floating}` } });
      const shut = { ...elsewhere, choices: { ...elsewhere.choices, sshPort: 2222 } };
      await ways.hand.product.setup.plan(shut, signal);
      const said = first(await ways.checked(shut));
      assert.deepEqual([said?.code, said?.cause?.includes('did not answer to the bastion')], ['ssh.unreachable-behind', true], said?.cause);
    });
  });

  describe('with keys', () => {
    for (const [type, ...more] of [['ed25519'], ['rsa', '-b', '2048'], ['ecdsa', '-b', '384']] as const) {
      it(`an encrypted one of type ${type}: its passphrase is asked for, again where it is wrong, and said to be missing`, async () => {
        const path = join(folder, type);
        await run(['ssh-keygen', '-q', '-t', type, ...more, '-a', '1', '-N', passphrase, '-f', path]);
        await ways.letIn(ways.target, await run(['cat', `${path}.pub`]));
        const mine = await ways.way(configured.choices.address, { kind: 'existing', path });
        const failed = await ways.fails(mine);
        assert.deepEqual([failed?.id, failed?.failure?.code], ['verified', 'ssh.no-passphrase']);
        assert.match(failed?.failure?.why ?? '', new RegExp(`^${path} is protected by a passphrase, and none was typed\\.$`));
        typist.asked = [];
        typist.answers = ['wrong', ...Array.from({ length: 9 }, () => passphrase)];
        await ways.hand.run(mine);
        assert.deepEqual(typist.asked.slice(0, 2), [`passphrase of ${path}`, `another passphrase of ${path}`]);
        await ways.hand.undo(mine);
      });
    }

    it('one of the SSH agent, as long as it is there', async () => {
      const path = join(folder, 'agents');
      const [, pid = ''] = /SSH_AGENT_PID=(\d+)/.exec(await run(['ssh-agent', '-a', socket])) ?? [];
      const kill = ['kill', pid];
      try {
        await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'mine', '-f', path]);
        await ways.letIn(ways.target, await run(['cat', `${path}.pub`]));
        const add = ['env', `SSH_AUTH_SOCK=${socket}`, 'ssh-add', '-q'];
        await run([...add, path]);
        const [held] = await heldKeys(socket, signal);
        assert.ok(held);
        const mine = await ways.way(configured.choices.address, { kind: 'agent', path: '', fingerprint: held.publicKey.fingerprint, comment: held.comment });
        await rm(path);
        await ways.hand.run(mine);
        await run([...add, '-D']);
        assert.equal(first(await ways.checked(mine))?.code, 'ssh.agent-key-missing');
        await run(kill);
        while (existsSync(socket)) await delay(20);
        assert.equal(first(await ways.checked(mine))?.code, 'ssh.agent-gone');
        await ways.hand.undo(mine);
      } finally {
        await ran(kill);
      }
    });
  });

  describe('with logins', () => {
    it('a forced command keeps nothing from being checked, and where forwarding is closed too, what it printed is told', async () => {
      await goesWrong({ kind: 'ssh-login', host: host(), login: 'forced-command' });
      assert.equal(first(await ways.checked(connection)), undefined);
      await ways.hand.run(connection);
      await goesWrong({ kind: 'ssh-forwarding-off', host: host() });
      const [said, failed] = [first(await ways.checked(connection)), await ways.fails(connection)];
      const printed = `${targetName} runs no commands for this login: The command ended with code 0: Welcome to the jump host.`;
      assert.deepEqual([said?.title, said?.code, said?.evidence], ['Names of the brokers', 'ssh.no-commands', [printed]]);
      assert.equal(failed?.failure?.code, 'ssh.no-commands');
    });

    it('one session a connection is enough for every check', async () => {
      await goesWrong({ kind: 'ssh-login', host: host(), login: 'one-session' });
      assert.equal(first(await ways.checked(connection)), undefined);
      await ways.hand.run(connection);
    });

    it('a server that forwards nothing is told from one whose names are unknown, and the run ends at once', async () => {
      await goesWrong({ kind: 'ssh-forwarding-off', host: host() });
      const results = await ways.checked(connection);
      assert.deepEqual(results.slice(0, 3).map(({ check, state }) => [check, state]), [['server', 'passed'], ['names', 'passed'], ['tcp', 'failed']]);
      const [said] = first(results)?.evidence ?? [];
      assert.match(said ?? '', new RegExp(`^${targetName} does not forward to [\\d.]+:9093: `));
      assert.deepEqual([...new Set(results.slice(3).map(({ state }) => state))], ['not-run']);
      assert.equal((await ways.fails(connection))?.failure?.code, 'ssh.forwarding-refused');
    });

    it('a second factor of the bastion is asked for by its name, and said to be the bastion\'s where nobody answers or the answer is wrong', async () => {
      await goesWrong({ kind: 'ssh-login', host: `server/${ways.bastion.id}`, login: 'second-factor' });
      const bastion = `bastion ${ways.floating} on the way to ${targetName}`;
      // Another way than that of the other tests: a sign-in that a person answered for is kept for a while.
      const mine = await ways.way({ kind: 'address', address: ways.address, through: { kind: 'bastion', jump: `ubuntu@${ways.floating}:22` } });
      const unanswered = `The ${bastion} takes the key and also wants: "Password:"`;
      const failed = await ways.fails(mine);
      assert.deepEqual([failed?.failure?.code, failed?.failure?.why], ['ssh.bastion-more-wanted', unanswered]);
      assert.deepEqual(first(await ways.checked(mine))?.cause, unanswered);
      typist.answers = ['wrong'];
      assert.equal(first(await ways.checked(mine))?.code, 'ssh.bastion-second-factor-refused');
      [typist.asked, typist.answers] = [[], ['factor']];
      await ways.hand.run(mine);
      assert.deepEqual(typist.asked, [`the ${bastion}: Password:`]);
    });

    // The last one: a sign-in that a person answered for is kept for a while.
    it('a second factor is asked for once for a run, its checks and a test message, and said to be missing where nobody answers', async () => {
      await goesWrong({ kind: 'ssh-login', host: host(), login: 'second-factor' });
      const unanswered = 'The server takes the key and also wants an answer, which nobody gave: "Password:"';
      assert.deepEqual((await ways.fails(connection))?.failure?.why, unanswered);
      assert.deepEqual(first(await ways.checked(connection))?.evidence[0], unanswered);
      typist.answers = ['wrong'];
      assert.equal(first(await ways.checked(connection))?.code, 'ssh.second-factor-refused');
      typist.asked = [];
      typist.answers = ['factor'];
      await ways.hand.run(connection);
      await ways.hand.testMessage(connection, 'orders');
      assert.equal(first(await ways.checked(connection)), undefined);
      assert.deepEqual(typist.asked, [`${targetName}: Password:`]);
    });
  });
});
