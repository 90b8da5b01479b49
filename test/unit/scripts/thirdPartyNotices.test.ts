import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../../..');

/** Loads each file in one Node, with a stand-in for the editor's API. */
const loadAll = `
const Module = require('node:module');
const load = Module._load;
const anything = new Proxy(function () {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => '' : anything), apply: () => anything, construct: () => anything,
});
Module._load = function (name, ...rest) { return name === 'vscode' ? anything : load.call(this, name, ...rest); };
for (const file of process.argv.slice(1)) require(file);
`;

describe('what the build makes to ship', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-build-'));
    await promisify(execFile)(process.execPath, ['esbuild.mjs', '--production', `--out=${folder}`], { cwd: root });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('names every bundled library with its licence, and none that only develops', async () => {
    const parts = (await readFile(join(folder, 'THIRD_PARTY_NOTICES.txt'), 'utf8')).split(/\n-{80}\n/).slice(1);
    const names = parts.map((part) => part.split(' ')[0]);
    for (const name of ['kafkajs', 'ssh2', 'valibot', 'ibm-cloud-sdk-core', 'axios', 'agent-base', 'bcrypt-pbkdf']) assert.ok(names.includes(name), name);
    assert.ok(!names.includes('mocha') && !names.includes('esbuild'));
    for (const part of parts) assert.match(part, /Permission|Redistribution|licen[cs]e|public domain/i, part.slice(0, 60));
    assert.match(await readFile(join(root, '.vscodeignore'), 'utf8'), /^!dist\/THIRD_PARTY_NOTICES\.txt$/m);
  });

  it('loads file by file, with the helpers of esbuild in one of them', async () => {
    const chunks = (await readdir(join(folder, 'chunks'))).map((file) => join(folder, 'chunks', file));
    const files = [join(folder, 'extension.js'), join(folder, 'sandbox.js'), ...chunks];
    await promisify(execFile)(process.execPath, ['-e', loadAll, ...files]);
    const takesThem = /^(?:"use strict";)?var\{__\w+:.*\}=require\("\.\/(?:chunks\/)?helpers\.js"\)/;
    for (const file of files.filter((each) => !each.endsWith('helpers.js'))) assert.match((await readFile(file, 'utf8')).slice(0, 120), takesThem, file);
  });

  it('holds no source map', async () => {
    for (const file of await readdir(folder, { recursive: true })) {
      assert.doesNotMatch(file, /\.map$/);
      if (file.endsWith('.js')) assert.doesNotMatch(await readFile(join(folder, file), 'utf8'), /^\/\/# sourceMappingURL=data:/m, file);
    }
  });
});
