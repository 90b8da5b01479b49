import type { Command, CommandContext, CommandResult } from './command';
import { done, operands, refused } from './command';
import { packageSource as source, sourcesPath } from './serverDisk';

/** What the mirror has, each with what it needs. */
const mirror: Readonly<Record<string, readonly string[]>> = {
  'kcat': ['librdkafka1', 'libyajl2'], 'librdkafka1': [], 'libyajl2': [], 'ca-certificates-java': [], 'java-common': [],
  'openjdk-21-jre-headless': ['ca-certificates-java', 'java-common'], 'openjdk-17-jre-headless': ['ca-certificates-java', 'java-common'],
};

/** The programs that install packages and remove them, as Ubuntu's do. */
export const packageCommands: readonly (readonly [string, Command])[] = [
  ['grep', (words, { disk }) => words.includes(sourcesPath) ? done(disk.files.get(sourcesPath)?.text ?? '') : refused(1, '')],
  ['apt-get', aptGet],
  ['dpkg-query', query],
  ['dpkg', dpkg],
];

function query(words: readonly string[], { disk }: CommandContext): CommandResult {
  const asked = words.slice(words.indexOf('-f') + 2);
  const names = asked.length === 0 ? [...disk.installed].sort() : asked;
  const lacking = names.filter((name) => !disk.installed.has(name));
  return {
    code: lacking.length === 0 ? 0 : 1, stdout: names.filter((name) => disk.installed.has(name)).map((name) => `ii  ${name}\n`).join(''),
    stderr: lacking.map((name) => `dpkg-query: no packages found matching ${name}\n`).join(''),
  };
}

function aptGet(all: readonly string[], context: CommandContext): CommandResult {
  const words = all.filter((_word, at) => all[at - 1] !== '-o');
  const [verb = '', ...names] = operands(words);
  if (all.includes('--version')) {
    return done('apt 2.7.14 (amd64)\n');
  }
  if (verb === 'update') {
    return update(context);
  }
  const unknown = names.find((name) => mirror[name] === undefined || !context.disk.refreshed);
  if (verb !== 'install' || unknown !== undefined) {
    return refused(100, verb === 'install' ? `E: Unable to locate package ${unknown ?? ''}\n` : `E: Invalid operation ${verb}\n`);
  }
  const fresh = [...new Set(names.flatMap((name) => [name, ...mirror[name] ?? []]))].filter((name) => !context.disk.installed.has(name)).sort();
  if (words.includes('-s')) {
    return done(fresh.map((name) => `Inst ${name} (1.0 sandbox [amd64])\n`).join(''));
  }
  if (!context.reachesMirror()) {
    return refused(100, `E: Failed to fetch ${source}/pool/${names[0] ?? ''}.deb  Connection timed out\n`);
  }
  fresh.forEach((name) => context.disk.installed.add(name));
  return done(fresh.map((name) => `Setting up ${name} (1.0) ...\n`).join(''));
}

/** A mirror that does not answer is a warning of its own: what was read before counts. */
function update(context: CommandContext): CommandResult {
  if (!context.reachesMirror()) {
    return refused(0, `W: Failed to fetch ${source}/dists/noble/InRelease  Could not connect, connection timed out\n`);
  }
  context.disk.refreshed = true;
  return done(`Get:1 ${source} noble InRelease\nReading package lists...\n`);
}

function dpkg(words: readonly string[], { disk }: CommandContext): CommandResult {
  const names = operands(words);
  const needed = names.flatMap((name) => [...disk.installed].filter((other) => !names.includes(other) && mirror[other]?.includes(name) === true)
    .map((other) => ` ${other} depends on ${name}.\n`));
  if (needed.length > 0) {
    return refused(1, `dpkg: dependency problems prevent removal of ${names.join(' ')}:\n${needed.join('')}`);
  }
  if (words.includes('--remove') && !words.includes('--simulate')) {
    names.forEach((name) => disk.installed.delete(name));
  }
  return done('');
}
