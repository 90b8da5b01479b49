import { browser, editor } from '../workbench/components';
import { needsLab } from './lab';

export interface Suite {
  readonly name: string;
  /** Fetches what the suite needs, or throws `Missing`. */
  readonly prepare: () => Promise<void>;
  /** What runs it in the project's folder, and writes its counts to the file. */
  readonly command: (countsFile: string) => readonly string[];
}

export const suites: readonly Suite[] = [
  { name: 'unit', prepare: needsNothing, command: (counts) => mocha(counts, 60_000, 'test/unit', 'test/manifest') },
  { name: 'host', prepare: needsHost, command: (counts) => script('scripts/tests/hostSuite.ts', counts) },
  { name: 'ui', prepare: needsWorkbench, command: (counts) => mocha(counts, 300_000, 'test/ui') },
  { name: 'kafka', prepare: needsLab, command: (counts) => mocha(counts, 300_000, 'test/lab/kafka', 'test/lab/embeddedKafka', 'test/lab/embeddedNetwork') },
  {
    name: 'lab', prepare: () => needsLab().then(needsWorkbench),
    command: (counts) => script('scripts/tests/onLaptop.ts', ...mocha(counts, 300_000, 'test/lab/suites')),
  },
  { name: 'lab-life', prepare: needsLab, command: (counts) => mocha(counts, 300_000, 'test/lab/life') },
  { name: 'conformance', prepare: needsNothing, command: (counts) => mocha(counts, 60_000, 'test/conformance') },
];

function needsNothing(): Promise<void> {
  return Promise.resolve();
}

async function needsWorkbench(): Promise<void> {
  await editor();
  await browser();
}

async function needsHost(): Promise<void> {
  if (process.env['PRIVATE_CONNECT_VSCODE'] !== 'desktop' && process.platform === 'linux') await needsWorkbench();
}

function mocha(countsFile: string, timeoutMs: number, ...folders: readonly string[]): string[] {
  return script('scripts/tests/mocha.ts', countsFile, String(timeoutMs), ...folders);
}

function script(...args: readonly string[]): string[] {
  return [process.execPath, '--import', 'tsx', ...args];
}
