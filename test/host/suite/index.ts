import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** The extension host calls this and reports success when it resolves, failure when it rejects. */
export async function run(): Promise<void> {
  const web = process.env['PRIVATE_CONNECT_VSCODE'] !== 'desktop' && process.platform === 'linux';
  // The workbench passes console texts on unformatted and among its own: each line of ours is formatted here and marked.
  Mocha.reporters.Base.consoleLog = (...texts: unknown[]) => {
    for (const line of format(...texts).split('\n')) console.log(web ? `TEST ${line}` : line);
  };
  const mocha = new Mocha({ timeout: 30_000, color: false, ...(process.env['TEST_GREP'] === undefined ? {} : { grep: process.env['TEST_GREP'] }) });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.js')).sort()) mocha.addFile(join(__dirname, file));
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.once('end', () => {
      const file = process.env['PRIVATE_CONNECT_COUNTS'];
      const { passes = 0, failures: failed = 0, pending = 0 } = runner.stats ?? {};
      if (file !== undefined) writeFileSync(file, JSON.stringify({ passed: passes, failed, skipped: pending }));
    });
  });
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
