import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { Connection } from '../../../../src/model/connection';
import { keyOf } from '../../../../src/setup/office/key';
import { siteConnection } from '../../setup/routes/siteVpn/sitePeer';
import { CommandBench } from './commandBench';

const { signal } = new AbortController();

describe('an office\'s gateway over SSH, by its command', function () {
  this.timeout(180_000);
  let bench: CommandBench;
  let connection: Connection;
  let key: string;

  before(async () => {
    bench = await CommandBench.start();
    const { sshFolder } = bench.session.environment;
    await mkdir(sshFolder, { recursive: true });
    await writeFile(join(sshFolder, 'id_office'), ssh2.utils.generateKeyPairSync('ed25519').private, { mode: 0o600 });
    connection = await siteConnection({ cloud: bench.session.cloud, sandbox: bench.product.sandbox }, 'telemetry-pc-0002');
    await bench.session.setup.plan(connection, signal);
    assert.equal((await bench.session.setup.run(connection.id, signal)).state, 'done');
    key = (await keyOf(bench.session.secrets, connection.id))?.reveal() ?? assert.fail();
  });
  after(() => bench.stop());

  it('is asked for its address, who signs in and by which key; the plan is a part of its own, with the pre-shared key in the vault alone', async () => {
    await bench.succeed('privateConnect.applyOverSsh', { kind: 'connection', connection }, { type: '203.0.113.99' }, { type: 'root' }, 'enter');
    assert.match(bench.prompter.prompts.join(), /reach the office’s gateway.*Who signs in there\?/s);
    const part = bench.session.setup.connections().at(-1) ?? assert.fail();
    const choices = JSON.stringify(part.choices);
    assert.match(choices, /"part":"office-gateway","name":"203\.0\.113\.99".*"loginUser":"root".*"description":\{"name":"office-ca-mon-1"/);
    assert.ok(![choices, ...bench.logged, ...bench.said, JSON.stringify(bench.prompter.seen)].join().includes(key));
    assert.equal((await keyOf(bench.session.secrets, part.id))?.reveal(), key);
    const [view] = bench.session.setup.views();
    assert.deepEqual([view?.title, view?.state, view?.steps[0]?.state], ['Apply Over SSH to 203.0.113.99', 'plan', 'blocked'], JSON.stringify(view?.steps[0]));
    assert.match(view?.steps[0]?.detail ?? '', /203\.0\.113\.99/);
  });

  it('is compared with the cloud by what its strongSwan says, which is pasted: the first difference, and all parameters, without the key', async () => {
    bench.done.length = 0;
    bench.clipboard = 'private-connect-office-ca-mon-1: IKEv2, no reauthentication, rekeying every 24480s\n  local:  %any\n  remote: 198.51.100.1\n'
      + '  local pre-shared key authentication:\n    id: office.example\n  remote pre-shared key authentication:\n    id: 198.51.100.1\n';
    await bench.succeed('privateConnect.compareOffice', { kind: 'connection', connection }, 'enter');
    const [text = ''] = bench.done.filter((each) => each.startsWith('text markdown'));
    assert.match(text, /The first difference: IKE identity: the cloud has 198.+51.+100.+9, the office's gateway office.+example/);
    assert.match(text, /\| IKE proposal \| aes256-sha256-modp2048 \| does not say \|/);
    assert.ok(!text.includes(key));
    bench.clipboard = 'sh: swanctl: not found';
    assert.equal((await bench.fail('privateConnect.compareOffice', { kind: 'connection', connection }, 'enter')).code, 'office.nothing-said');
  });

  it('is planned for nobody where no address is given', async () => {
    const before = bench.session.setup.connections().length;
    await bench.succeed('privateConnect.applyOverSsh', { kind: 'connection', connection }, 'escape');
    assert.equal(bench.session.setup.connections().length, before);
  });
});
