import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SshKey } from '../../../../../../src/model/landscape';
import type { RunContext } from '../../../../../../src/setup/context';
import { namesOf } from '../../../../../../src/setup/names';
import type { VsiChoices } from '../../../../../../src/setup/routes/vsi/choices';
import { sshKeyFact } from '../../../../../../src/setup/routes/vsi/facts';
import { sshKeyStep } from '../../../../../../src/setup/routes/vsi/steps/sshKey';
import type { Step } from '../../../../../../src/setup/steps/step';
import { makeKeyFile, publicKeyOf } from '../../../../../../src/ssh/keyFile';
import { connection, later, refused, scripted, type Scripted } from '../../../scripted';
import { sshKeyOf } from '../../../things';

const name = 'orders-pc-key';
const box = { kind: 'existing', id: '1', name: 'box' } as const;
const another = 'Choose another key, or let one be made.';
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssh-key-'));
  path = join(folder, 'key');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function stepWith(kind: 'new' | 'existing', more: Partial<VsiChoices> = {}): Step {
  return sshKeyStep({ ...connection.choices, key: { kind, path }, ...more }, namesOf(connection.id));
}

function account(keys: readonly SshKey[], more: Partial<RunContext> = {}): Scripted {
  return scripted({ listSshKeys: () => later(() => keys) }, more);
}

/** One that is in the file, as the account has it; `more` says where it differs. */
async function inAccount(id: string, more: Partial<SshKey> = {}): Promise<SshKey> {
  const { line, fingerprint } = await publicKeyOf(path);
  return sshKeyOf(id, { publicKey: line, fingerprint, ...more });
}

async function makeHere(): Promise<string> {
  await makeKeyFile(path, 'me', new AbortController().signal);
  return (await publicKeyOf(path)).fingerprint;
}

/** One whose modulus has that many bits; nobody could sign with it, which would take seconds to make. */
async function makeRsaHere(bits: number): Promise<string> {
  const modulus = Buffer.alloc(bits / 8 + 1, 1);
  modulus[0] = 0;
  modulus[1] = 0x80;
  const numbers = [Buffer.of(0), modulus, ...Array.from({ length: 7 }, () => Buffer.of(3))].map((number) => der(2, number));
  const body = der(0x30, Buffer.concat(numbers)).toString('base64');
  await writeFile(path, ['-----BEGIN RSA PRIVATE KEY-----', ...body.match(/.{1,64}/g) ?? [], '-----END RSA PRIVATE KEY-----', ''].join('\n'));
  return (await publicKeyOf(path)).fingerprint;
}

function der(tag: number, content: Buffer): Buffer {
  const length = content.length < 0x80 ? Buffer.of(content.length) : Buffer.of(0x82, content.length >> 8, content.length & 0xff);
  return Buffer.concat([Buffer.of(tag), length, content]);
}

const recorded = (kind: string): ReturnType<RunContext['recorded']> => kind === 'key-file' ? { kind, id: path, name: path, origin: 'made' } : undefined;
const lost = (kind: string): ReturnType<RunContext['lost']> => kind === 'key-file' ? { kind, name: path } : undefined;
const described = (key: SshKey): unknown => ({ kind: 'ssh-key', id: key.id, name: key.name, crn: key.crn, address: undefined });

describe('The step of an SSH key', () => {
  it('is named after the key in the account where a server is made from it, and after its file where none is', () => {
    const made = 'It logs you in to the server. Its private half is made here and never leaves this machine.';
    const read = 'It logs you in to the server. Its file is only read.';
    const said = ([stepWith('new'), stepWith('existing'), stepWith('existing', { server: box })]).map(({ id, title, why }) => [id, title, why]);
    assert.deepEqual(said, [['ssh-key', `SSH key ${name}`, made], ['ssh-key', `SSH key ${name}`, read], ['ssh-key', 'SSH key key', read]]);
  });

  it('costs nothing, and is done as soon as the key is there', async () => {
    const { context } = scripted({});
    assert.deepEqual([await stepWith('new').price(context), await stepWith('new').ready(context)], [{ kind: 'none' }, path]);
  });
});

describe('A new SSH key', () => {
  it('is to be made where no file is, without a look at the account', async () => {
    assert.deepEqual(await stepWith('new').find(scripted({}).context), { kind: 'missing', detail: path });
  });

  it('cannot be put on a server that exists', async () => {
    assert.deepEqual(await stepWith('new', { server: box }).find(scripted({}).context), {
      kind: 'blocked', why: 'A new key cannot be put on a server that exists already.', remedy: 'Choose the key that logs in to that server.',
    });
  });

  it('never takes the place of a file that is not known to be ours', async () => {
    await writeFile(path, 'mine');
    const others = (kind: string): ReturnType<RunContext['recorded']> => ({ kind, id: join(folder, 'other'), name: path, origin: 'made' });
    for (const more of [{}, { recorded: others, lost: (kind: string) => ({ kind, name: join(folder, 'other') }) }]) {
      assert.deepEqual(await stepWith('new').find(account([], more).context), {
        kind: 'blocked', why: `${path} exists already, and is never overwritten.`, remedy: 'Choose another file, or choose that one as the existing key.',
      });
    }
  });

  it('of ours that a crash left half written is to be made anew', async () => {
    await writeFile(path, 'half');
    for (const more of [{ recorded }, { lost }]) {
      assert.deepEqual(await stepWith('new').find(account([], more).context), { kind: 'missing', detail: path });
    }
  });

  it('of ours is looked for in the account, and left to the server that is made from it', async () => {
    const fingerprint = await makeHere();
    const key = await inAccount('k1');
    for (const more of [{ recorded }, { lost }]) {
      const { context } = account([sshKeyOf('k0'), key], more);
      assert.deepEqual(await stepWith('new').find(context), { kind: 'exists', resource: described(key), detail: fingerprint });
      assert.equal(context.facts.need(sshKeyFact), key);
    }
    assert.deepEqual(await stepWith('new').find(account([sshKeyOf('k0')], { recorded }).context), { kind: 'missing', detail: fingerprint });
  });
});

describe('An SSH key that exists', () => {
  it('must be there, and of use', async () => {
    const step = stepWith('existing');
    const { context } = scripted({});
    assert.deepEqual(await step.find(context), { kind: 'blocked', why: `${path} is not there.`, remedy: another });
    await writeFile(path, '-----BEGIN ENCRYPTED PRIVATE KEY-----\n');
    assert.deepEqual(await step.find(context), {
      kind: 'blocked', why: `${path} cannot be used: Its end is missing.`, remedy: 'Copy the whole file anew, from the line with BEGIN to the line with END.',
    });
    await makeHereAsPublic();
    assert.deepEqual(await step.find(context), {
      kind: 'blocked', why: `${path} cannot be used: It is a public key.`,
      remedy: 'Choose the private key that belongs to it, which mostly has the same name without ".pub".',
    });
    await writeFile(path, 'hello');
    assert.deepEqual(await step.find(context), { kind: 'blocked', why: `${path} cannot be used: It is no private key.`, remedy: another });
  });

  it('is all that a server that exists needs, without a look at the account', async () => {
    const fingerprint = await makeHere();
    const { context } = scripted({});
    assert.deepEqual(await stepWith('existing', { server: box }).find(context), {
      kind: 'exists', resource: { kind: 'key-file', id: path, name: 'key' }, detail: fingerprint,
    });
    assert.equal(context.facts.get(sshKeyFact), undefined);
  });

  it('is found in the account by what it is, under whatever name, and by its line or its fingerprint', async () => {
    const fingerprint = await makeHere();
    for (const key of [await inAccount('k1'), await inAccount('k1', { publicKey: 'ssh-ed25519 X' }), await inAccount('k1', { fingerprint: 'SHA256:x' })]) {
      const { context, deeds } = account([sshKeyOf('k0', { name }), key]);
      assert.deepEqual(await stepWith('existing').find(context), { kind: 'exists', resource: described(key), detail: fingerprint });
      assert.equal(context.facts.need(sshKeyFact), key);
      assert.deepEqual(deeds, [['listSshKeys']]);
    }
  });

  it('is to be put into the account where that has no such key', async () => {
    const fingerprint = await makeHere();
    assert.deepEqual(await stepWith('existing').find(account([sshKeyOf('k0')]).context), { kind: 'missing', detail: fingerprint });
  });

  it('needs its name in the account, which another key must not have', async () => {
    const fingerprint = await makeHere();
    const other = sshKeyOf('k0', { name });
    assert.deepEqual(await stepWith('existing').find(account([sshKeyOf('k9'), other]).context), {
      kind: 'blocked', why: `Another SSH key of the account is named "${name}".`, remedy: 'Rename that key, or start a new connection.',
    });
    const ours = (kind: string): ReturnType<RunContext['recorded']> => kind === 'ssh-key' ? { kind, id: 'k0', name, origin: 'made' } : undefined;
    assert.deepEqual(await stepWith('existing').find(account([other], { recorded: ours }).context), { kind: 'missing', detail: fingerprint });
  });

  for (const bits of [2048, 4096]) {
    it(`may be an RSA key of ${bits} bits`, async () => {
      const fingerprint = await makeRsaHere(bits);
      assert.deepEqual(await stepWith('existing').find(account([]).context), { kind: 'missing', detail: fingerprint });
    });
  }

  it('may be no RSA key of another size, unless it is in the account already', async () => {
    const fingerprint = await makeRsaHere(3072);
    assert.deepEqual(await stepWith('existing').find(account([]).context), {
      kind: 'blocked', why: `${path} is an RSA key of 3072 bits; the cloud takes 2048 and 4096.`, remedy: another,
    });
    const key = await inAccount('k1');
    assert.deepEqual(await stepWith('existing').find(account([key]).context), { kind: 'exists', resource: described(key), detail: fingerprint });
  });
});

describe('Making an SSH key', () => {
  function making(more: Partial<RunContext> = {}): Scripted {
    return scripted({ createSshKey: ({ publicKey }) => later(() => sshKeyOf('k1', { publicKey })) }, more);
  }

  async function accountsKey(): Promise<unknown> {
    return ['make', 'ssh-key', { name, publicKey: await publicKeyOf(path), resourceGroupId: 'r' }];
  }

  const makes = ({ deeds }: Scripted): unknown => deeds.filter(([what]) => what === 'make' || what === 'claim');

  it('makes the file first, with the key’s name as its comment, and puts its public half into the account', async () => {
    const run = making();
    await stepWith('new').create(run.context);
    assert.deepEqual(makes(run), [['make', 'key-file', { name: path, comment: name, replaces: false }], await accountsKey()]);
    assert.match(await readFile(`${path}.pub`, 'utf8'), /^ssh-ed25519 \S+ orders-pc-key\n$/);
    assert.equal(run.context.facts.need(sshKeyFact).id, 'k1');
  });

  it('makes a file anew that a crash left half written', async () => {
    await writeFile(path, 'half');
    const run = making({ recorded });
    await stepWith('new').create(run.context);
    assert.deepEqual(makes(run), [['make', 'key-file', { name: path, comment: name, replaces: true }], await accountsKey()]);
  });

  it('claims a file of which only a lost request tells, and leaves it as it is', async () => {
    await makeHere();
    const before = await readFile(path, 'utf8');
    const run = making({ lost });
    await stepWith('new').create(run.context);
    assert.deepEqual(makes(run), [['claim', { kind: 'key-file', id: path, name: path }], await accountsKey()]);
    assert.equal(await readFile(path, 'utf8'), before);
    await assert.rejects(stepWith('new').create(making({ lost, claim: () => Promise.reject(refused(500)) }).context), { code: 'http-500' });
  });

  it('takes a file of ours as it is', async () => {
    await makeHere();
    const run = making({ recorded });
    await stepWith('new').create(run.context);
    assert.deepEqual(makes(run), [await accountsKey()]);
  });

  it('only reads a file that existed', async () => {
    await makeHere();
    const run = making();
    await stepWith('existing').create(run.context);
    assert.deepEqual(makes(run), [await accountsKey()]);
    await rm(path, { force: true });
    await assert.rejects(stepWith('existing').create(making().context), { code: 'key.absent' });
    assert.ok(!existsSync(path));
  });
});

async function makeHereAsPublic(): Promise<void> {
  const elsewhere = join(folder, 'elsewhere');
  await makeKeyFile(elsewhere, 'me', new AbortController().signal);
  await writeFile(path, await readFile(`${elsewhere}.pub`));
}
