import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { generateKeyPairSync, type BasePrivateKeyEncodingOptions } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createCloud, createIam } from '../../../../../src/cloud/cloud';
import { nullPlane } from '../../../../../src/sandbox/nullPlane';
import { startSandbox, type Sandbox } from '../../../../../src/sandbox/sandbox';
import { newKeyPair } from '../../../../../src/ssh/keyPair';
import { privateKeys } from '../../../../../src/ui/keys/privateKeys';
import { sourcesOf, type Sources } from '../../../../../src/ui/routes/vsi/sources';
import { ScriptedPrompter } from '../../prompts/scriptedPrompter';

const { signal } = new AbortController();

describe('where the questions about a virtual server have their rows from', function () {
  this.timeout(30_000);
  let folder: string;
  let sandbox: Sandbox;
  let asked: string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-sources-'));
    sandbox = await startSandbox({ folder, pace: 0, saved: false, dataPlane: nullPlane(), record: ({ method, path }) => asked.push(`${method} ${path}`) });
  });

  beforeEach(() => { asked = []; });
  afterEach(() => sandbox.faults.clear());

  after(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function sources(): Promise<Sources> {
    const { token } = await createIam(sandbox.endpoints).signInWithApiKey(sandbox.apiKey, signal);
    const cloud = createCloud({ endpoints: sandbox.endpoints, services: [], tokens: { token: () => Promise.resolve(token.accessToken) } });
    return sourcesOf({ prompter: new ScriptedPrompter(), cloud, environment: sandbox.environment, accountId: sandbox.accountId });
  }

  const readings = (): number => asked.filter((request) => request.startsWith('GET /vpcs?')).length;

  it('is the region, which is read once, not for every question', async () => {
    const from = await sources();
    const [first, second] = await Promise.all([from.offer('ca-mon', signal), from.offer('ca-mon', signal)]);
    assert.equal(first, second);
    assert.ok((await from.offer('ca-mon', signal)).profiles.length > 0);
    assert.equal(readings(), 1);
    await from.offer('eu-de', signal);
    assert.equal(readings(), 2);
  });

  it('is asked again after a failure', async () => {
    const from = await sources();
    sandbox.faults.add({ service: 'vpc', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'You are not authorized.' } });
    await assert.rejects(from.offer('ca-mon', signal), /not authorized/);
    sandbox.faults.clear();
    assert.ok((await from.offer('ca-mon', signal)).vpcs.length > 0);
  });

  it('is for this machine\'s address the host that is named before it is asked', async () => {
    const from = await sources();
    assert.equal(from.lookupHost, new URL(sandbox.environment.endpoints.addressLookup).host);
    assert.match(await from.ownAddress(), /^\d+\.\d+\.\d+\.\d+$/);
  });
});

function pem(privateKeyEncoding: BasePrivateKeyEncodingOptions<'pem'> & { readonly type: 'pkcs8' }): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey;
}

describe('private keys in a folder', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'pc-keys-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are known by how they begin, not by their names', async () => {
    const { privateKey, publicLine } = newKeyPair('me');
    await writeFile(join(folder, 'work'), `\uFEFF${privateKey}`);
    await writeFile(join(folder, 'id_rsa'), pem({ type: 'pkcs8', format: 'pem' }));
    await writeFile(join(folder, 'locked'), pem({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }));
    await writeFile(join(folder, 'a.ppk'), 'PuTTY-User-Key-File-3: ssh-ed25519\n');
    await writeFile(join(folder, 'cut'), privateKey.slice(0, 100));
    await writeFile(join(folder, 'public'), publicLine);
    await writeFile(join(folder, 'large'), Buffer.alloc(10_000_000, privateKey));
    await writeFile(join(folder, 'id_rsa.pub'), 'ssh-rsa AAAA');
    await writeFile(join(folder, 'config'), 'Host *');
    await mkdir(join(folder, 'private'));
    assert.deepEqual((await privateKeys(folder)).map(({ path, about, isUsable }) => [basename(path), about, isUsable]), [
      ['id_rsa', 'RSA, 2048 bits', true],
      ['locked', 'asks for its passphrase', true],
      ['work', 'Ed25519', true],
      ['a.ppk', 'It is a key in PuTTY\'s form, which ssh does not read.', false],
      ['cut', 'Its end is missing.', false],
    ]);
  });

  it('are none where there is no folder', async () => {
    assert.deepEqual(await privateKeys(join(folder, 'none')), []);
  });
});
