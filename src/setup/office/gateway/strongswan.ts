import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import { readListedConns } from '../../../onPremises/said/listedConns';
import type { SeenConnection } from '../../../onPremises/said/seen';
import type { CommandResult } from '../../../model/vantage';
import type { Shell } from '../../server/shell';
import { blocked, type Blocked } from '../../standing';
import { isAbsent, loadFailure } from './said';

const loadAll = ['swanctl', '--load-all', '--noprompt'];
const limitMs = 60_000;
const folder = '/etc/swanctl/conf.d';
/** Of what others may have configured: where a connection of theirs may stand. */
const configurations = ['/etc/swanctl', '/etc/ipsec.conf', '/etc/ipsec.d'];
const mostForeign = 50;

const isNoise = /^plugin '|^opening directory|^no (?:authorities|pools) found|^loaded /;
const isWrong = /fail|error|unexpected|not found|denied|refused/i;

/** What strongSwan has loaded. */
export type Listed = { readonly kind: 'connections'; readonly all: readonly SeenConnection[] } | { readonly kind: 'unlike'; readonly standing: Blocked };

/** The connections that strongSwan has, or why it is not one that files can be loaded into. */
export async function listed(root: Shell): Promise<Listed> {
  const result = await root.run(['swanctl', '--list-conns']);
  if (result.code === 0) {
    const hasFolder = (await root.run(['test', '-d', folder])).code === 0;
    return hasFolder ? { kind: 'connections', all: readListedConns(result.stdout) } : unlike(
      t('It has no folder {0}: its strongSwan reads its configuration from elsewhere.', folder), t('Put the on-premises files there by hand.'));
  }
  const install = t('Install it: "apt-get install charon-systemd strongswan-swanctl" on Debian and Ubuntu. Then plan again.');
  if (!isAbsent(result)) {
    return unlike(t('Its strongSwan does not answer: {0}', wordsOf(result)), t('Start it: "systemctl enable --now strongswan". Then plan again.'));
  }
  return isAbsent(await root.run(['ipsec', '--version']))
    ? unlike(t('It has no strongSwan.'), install)
    : unlike(t('Its strongSwan is an old one that reads ipsec.conf alone, which is written by hand.'),
      t('Install strongswan-swanctl beside it, or put the on-premises files there by hand as their README says.'));
}

/**
 * Why connections that are loaded keep ours, which are called `own`, from being loaded beside them; undefined where none does. `peers` are the VPN gateway's
 * addresses. `isOurs` says that those of our names are from files of ours.
 */
export async function conflict(
  root: Shell, all: readonly SeenConnection[], own: readonly string[], peers: readonly string[], isOurs: boolean,
): Promise<Blocked | undefined> {
  const foreign = all.filter(({ name }) => !own.includes(name));
  const namesake = isOurs ? undefined : all.find(({ name }) => own.includes(name));
  if (namesake !== undefined) {
    return blocked(t('Its strongSwan has a connection "{0}" that is not from Private Connect.', namesake.name),
      t('Rename it in its own configuration, and load that; or put the on-premises files there by hand.'));
  }
  const rival = foreign.find(({ remoteAddress }) => remoteAddress?.split(/[\s,]+/).some((each) => peers.includes(each)));
  if (rival !== undefined) {
    return blocked(t('Its strongSwan has a connection "{0}" to the same VPN gateway, {1}.', rival.name, rival.remoteAddress ?? ''),
      t('Take that out of its own configuration, and load that; or put the on-premises files there by hand.'));
  }
  const lost = await notInFiles(root, foreign.map(({ name }) => name));
  return lost === undefined ? undefined : blocked(
    t('Its strongSwan has a connection "{0}" that stands in none of its files: it would be gone when they are read again.', lost),
    t('Put that into a file of {0}, or load the on-premises files by hand.', folder));
}

async function notInFiles(root: Shell, names: readonly string[]): Promise<string | undefined> {
  for (const name of names.slice(0, mostForeign)) {
    const plain = name.replaceAll(/[^A-Za-z0-9_-]/g, '.');
    const stands = `(^|[[:space:]{}])${plain}[[:space:]]*\\{|^[[:space:]]*conn[[:space:]]+${plain}[[:space:]]*$`;
    // It ends with 2 where one of the places is not there, and with 0 all the same where it was found.
    if ((await root.run(['grep', '-rqsE', '--', stands, ...configurations])).code !== 0) {
      return name;
    }
  }
  return undefined;
}

/** Reads its whole configuration again; the program ends well although it could not read one, so what it says that it loaded counts. */
export async function loadStrongswan(root: Shell, names: readonly string[]): Promise<void> {
  const result = await root.run(loadAll, { limitMs });
  const named = (words: RegExp): readonly (string | undefined)[] => [...result.stdout.matchAll(words)].map(([, name]) => name);
  const [connections, keys] = [named(/^loaded connection '([^']+)'/gm), named(/^loaded ike secret 'ike-([^']+)'/gm)];
  if (result.code !== 0 || !names.every((name) => connections.includes(name) && keys.includes(name))) {
    throw loadFailure(root, 'strongSwan', wordsOf(result));
  }
}

/** The same once files went. Where there is no strongSwan any more, or none that runs, it has nothing of ours. */
export async function readStrongswanAgain(root: Shell): Promise<void> {
  const result = await root.run(loadAll, { limitMs });
  if (result.code !== 0 && !isAbsent(result) && !isSilent(result)) {
    throw loadFailure(root, 'strongSwan', wordsOf(result));
  }
}

/** Ends the tunnels; one that does not stand is no failure. */
export async function endTunnels(root: Shell, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await root.run(['swanctl', '--terminate', '--ike', name, '--timeout', '5'], { limitMs });
  }
}

function isSilent({ stdout, stderr }: CommandResult): boolean {
  return /connecting to .* failed/.test(`${stdout}\n${stderr}`);
}

/** What it says of what went wrong: the rest is how it is used, and each time which plugins it has not. */
function wordsOf({ stdout, stderr, code }: CommandResult): string {
  const lines = `${stderr}\n${stdout}`.split('\n').filter((line) => line.trim() !== '' && !isNoise.test(line));
  const wrong = lines.filter((line) => isWrong.test(line));
  const said = (wrong.length === 0 ? lines.slice(-4) : wrong.slice(0, 4)).join(' ');
  return said === '' ? t('It ended with code {0} and said nothing.', code) : visible(said, 400);
}

function unlike(why: string, remedy: string): Listed {
  return { kind: 'unlike', standing: blocked(why, remedy) };
}
