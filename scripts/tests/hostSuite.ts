// Runs the tests of the extension host and writes how they ended:  hostSuite.ts COUNTS-FILE
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { testFiles } from './mocha';

/**
 * Runs test/host inside a real extension host, started by VS Code's own test runner: the desktop VS Code that it downloads where
 * PRIVATE_CONNECT_VSCODE=desktop (always outside Linux), else the workbench's server, behind an executable that takes the same arguments.
 */
async function main(root: string, countsFile: string): Promise<number> {
  const out = join(root, 'out/host');
  await bundle(root, out);
  const folder = join(out, 'workspace');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'hello.txt'), 'A file, so that the folder is not empty.\n');
  const desktop = process.env['PRIVATE_CONNECT_VSCODE'] === 'desktop' || process.platform !== 'linux';
  const shim = join(root, 'test/host/code.ts');
  if (!desktop) await chmod(shim, 0o755);
  try {
    return await runTests({
      ...(desktop ? {} : { vscodeExecutablePath: shim }),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(out, 'index.js'),
      extensionTestsEnv: { PRIVATE_CONNECT_COUNTS: countsFile },
      launchArgs: [folder, '--disable-extensions'],
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return 1;
    throw error;
  }
}

/** The extension host loads JavaScript: each test file becomes one, with Mocha and the editor left out. */
async function bundle(root: string, out: string): Promise<void> {
  await rm(out, { recursive: true, force: true });
  const suite = join(root, 'test/host/suite');
  const files = [join(suite, 'index.ts'), ...testFiles(suite)];
  await build({
    entryPoints: Object.fromEntries(files.map((file) => [basename(file, '.ts'), file])),
    outdir: out, bundle: true, format: 'cjs', platform: 'node', target: 'node20', sourcemap: 'inline',
    external: ['vscode', 'mocha'], logLevel: 'warning',
  });
}

void main(resolve(import.meta.dirname, '../..'), process.argv[2] ?? '').then((code) => { process.exitCode = code; });
