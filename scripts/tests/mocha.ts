// Runs test files under Mocha and writes how they ended:  tsx scripts/tests/mocha.ts COUNTS-FILE TIMEOUT-MS FOLDER...
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** The test files below a folder, in a fixed order. */
export function testFiles(folder: string, ending = '.test.ts'): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
    .sort()
    .map((name) => join(folder, name));
}

async function main(countsFile: string, timeout: number, folders: readonly string[]): Promise<void> {
  const grep = process.env['TEST_GREP'];
  const mocha = new Mocha({ timeout, forbidOnly: process.env['CI'] !== undefined, ...(grep === undefined ? {} : { grep }) });
  for (const file of folders.flatMap((folder) => testFiles(folder))) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const runner = mocha.run((failures) => {
    const { passes, failures: failed, pending } = runner.stats ?? { passes: 0, failures, pending: 0 };
    writeFileSync(countsFile, JSON.stringify({ passed: passes, failed, skipped: pending }));
    // A test that leaves a socket or a timer behind must not keep the run alive; those that must not are asked in the tests.
    process.exit(failures > 0 ? 1 : 0);
  });
}

const [countsFile, timeout, ...folders] = process.argv.slice(2);
if (countsFile !== undefined && require.main === module) void main(countsFile, Number(timeout), folders);
