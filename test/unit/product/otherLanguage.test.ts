import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';

const run = promisify(execFile);

/** What the cloud, Kafka, the system and the sandbox say in their own words. */
const quoted = [
  'Provided API key could not be found', 'Please sign in', 'SASL PLAIN authentication failed: Authentication failed: Invalid username or password',
  'Private Connect sandbox authority', 'Private Connect test message', 'this machine', 'Enterprise (Gen 2)', 'getaddrinfo ENOTFOUND',
];

/** Names, codes, states of things in the cloud, units, and Markdown: the same in every language. */
const data = new Set([
  'Event', 'Streams', 'Kafka', 'VPC', 'TCP', 'Lite', 'Standard', 'Enterprise', 'lite', 'standard', 'Manager', 'ubuntu', 'teleport', 'crn',
  'orders', 'telemetry', 'clickstream', 'playground', 'reports', 'Montreal', 'Frankfurt', 'Dallas', 'Tokyo', 'Chennai', 'Toronto', 'London', 'Madrid', 'Sydney',
  'active', 'available', 'running', 'stopped', 'stable', 'provisioning', 'ok', 'dns', 'USD', 'GMT', 'AM', 'PM', 'ms', 'min', 'text', 'wbr',
  'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec',
]);

describe('the way from the sign-in to the undo, in another language', function () {
  this.timeout(180_000);
  let shown: Readonly<Record<string, readonly string[]>>;

  before(async () => {
    // In a process of its own, where the language is known before the rest is loaded.
    const { stdout } = await run(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'inWideLetters.ts')], { maxBuffer: 1e8 });
    shown = v.parse(v.record(v.string(), v.array(v.string())), JSON.parse(stdout));
  });

  it('goes all the way', () => {
    assert.deepEqual(Object.keys(shown), [
      'the sign-in', 'the resources', 'the questions', 'the plan', 'the run', 'the report', 'the panel', 'the test message', 'failures', 'the undo',
    ]);
    for (const [where, lines] of Object.entries(shown)) assert.match(lines.join('\n'), /[\uff21-\uff3a\uff41-\uff5a]{3}/, where);
  });

  it('shows no word of English but names, codes and what others say', () => {
    const left = Object.entries(shown).flatMap(([where, lines]) => lines.flatMap((line) => plainWords(line).map((word) => `${where}: ${word} in "${line}"`)));
    assert.deepEqual(left, []);
  });
});

/** The words in ASCII, but for those that are no words: a name with a digit, a dot or a hyphen, a path. */
function plainWords(line: string): readonly string[] {
  const own = quoted.reduce((text, each) => text.replaceAll(each, ''), line);
  return own.split(/[^\w./:@-]+/).map((word) => word.replace(/^[.:/-]+|[.:]+$/g, ''))
    .filter((word) => /^[A-Za-z]{2,}$/.test(word) && !data.has(word));
}
