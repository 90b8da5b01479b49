// Runs test files one after another until one fails, and tells its parent of each:  child.ts TEST-FILE...
import Mocha from 'mocha';
import type { Told } from './told';

async function main(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const started = performance.now();
    const failed = await failureIn(file);
    tell({ file, ms: Math.round(performance.now() - started), ...(failed === undefined ? {} : { failed }) });
    if (failed !== undefined) break;
  }
}

/** The first test of the file that fails, by its title. */
async function failureIn(file: string): Promise<string | undefined> {
  const mocha = new Mocha({ bail: true, timeout: 10_000, reporter: Mocha.reporters.Base });
  mocha.addFile(file);
  try {
    await mocha.loadFilesAsync();
  } catch (error) {
    return `the file does not load: ${String(error)}`;
  }
  return new Promise((resolve) => {
    let first: string | undefined;
    mocha.run((failures) => resolve(failures === 0 ? undefined : first ?? 'a test that has no title')).on('fail', (test) => { first ??= test.fullTitle(); });
  });
}

function tell(told: Told): void {
  process.send?.(told);
}

// It stays until whoever started it has heard all and ends it, or is gone: so is then what was started here.
process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
void main(process.argv.slice(2));
