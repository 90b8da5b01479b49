import { isIP } from 'node:net';
import { withDeadline } from '../../model/deadline';
import { Failure, isCancelled } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { askForAddresses } from '../../base/dnsQuery';
import { NetworkError } from '../../base/networkError';
import { isSessionRefusal } from './sessionRefusal';
import type { CommandResult } from '../../model/vantage';
import type { ServerSession } from './serverSession';

/** A VPC's resolvers that know the private names (cloud.ibm.com/docs/vpc); 161.26.0.10 and .11 do not. */
const privateResolvers: readonly string[] = ['161.26.0.7', '161.26.0.8'];
const notFound = 2;
const noSuchCommand = [126, 127];
/** Codes that no command ends with. */
const late = -2;
const proof = 'private-connect';
/** What names are asked with: a signed-in server. */
type Server = Pick<ServerSession, 'name' | 'exec' | 'connect'>;
/** Servers that have run a command of ours. */
const proven = new WeakSet<Server>();
/** glibc's shortest time-out of one question. */
const unansweredMs = 900;
const askedAgainMs = 2000;
/** What a resolver itself says: codes of Node's DNS. */
const conclusive = ['ENOTFOUND', 'ESERVFAIL', 'EREFUSED'];
/** systemd's resolver stands between programs and the name servers that it keeps in a file of its own. */
const resolverFiles = ['/run/systemd/resolve/resolv.conf', '/etc/resolv.conf'] as const;


/**
 * The IPv4 addresses of a name as a client on the server would be told; a server without `getent` has the VPC's resolvers asked.
 * Rejects with Node's DNS codes, and with `EOTHERRESOLVER` where the server's own name servers do not know what the VPC's do.
 * `milliseconds` is the limit of each question.
 */
export async function resolveOn(server: Server, name: string, milliseconds: number, signal: AbortSignal): Promise<readonly string[]> {
  if (isIP(name) === 4) {
    return [name];
  }
  // Only such a name is put into a command line: it needs no quotes in any shell.
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/.test(name)) {
    throw new NetworkError('ENOTFOUND', t('this is not a host name'));
  }
  const started = performance.now();
  const answer = await server.exec(`getent ahostsv4 ${name}`, signal).catch(unheard);
  const addresses = answer.code === 0 ? addressesPrinted(answer.stdout) : [];
  if (addresses.length > 0) {
    return addresses;
  }
  if (![0, notFound, late].includes(answer.code) || !await runsCommands(server, signal)) {
    return withoutCommands(server, name, answer, milliseconds, signal);
  }
  if (answer.code === late) {
    throw new NetworkError('ETIMEOUT', t('{0} got no answer from its resolvers', server.name));
  }
  return whyNotFound(server, name, { took: performance.now() - started, milliseconds }, signal);
}

/** A session that is refused is a command that did not run, and one that does not end is another than was asked for, or waits for resolvers. */
function unheard(error: unknown): CommandResult {
  if (isSessionRefusal(error) || isLate(error)) {
    return { code: isLate(error) ? late : -1, stdout: '', stderr: error.message };
  }
  throw error;
}

function isLate(error: unknown): error is NetworkError {
  return error instanceof NetworkError && error.code === 'ETIMEDOUT';
}

/** A login may have one command alone, which is run whatever is asked for, and ends as it likes: a shell repeats a word in a line of its own. */
async function runsCommands(server: Server, signal: AbortSignal): Promise<boolean> {
  if (!proven.has(server)) {
    const { stdout } = await server.exec(`echo ${proof}`, signal).catch(unheard);
    if (!stdout.split(/\r?\n/).includes(proof)) {
      return false;
    }
    proven.add(server);
  }
  return true;
}

/** Nothing that is typed there says what the server's own resolver answers; the VPC's are asked, and what keeps them silent is not DNS alone. */
async function withoutCommands(
  server: Server, name: string, { code, stdout, stderr }: CommandResult, milliseconds: number, signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    return (await askResolvers(server, name, milliseconds, signal)).addresses;
  } catch (error) {
    if (isCancelled(error) || noSuchCommand.includes(code) || (error instanceof NetworkError && conclusive.includes(error.code))) {
      throw error;
    }
    const words = visible((stderr.trim() === '' ? stdout : stderr).trim(), 200);
    throw new Failure({
      code: 'ssh.no-commands', what: t('{0} runs no commands for this login', server.name), cause: error,
      why: code < 0 ? words : words === ''
        ? t('The command ended with code {0} and printed nothing.', code) : t('The command ended with code {0}: {1}', code, words),
      next: t('Change SSH Login… takes another login user, one that has a shell.'),
    });
  }
}

function addressesPrinted(stdout: string): string[] {
  const addresses = stdout.split('\n').map((line) => line.split(/\s/)[0] ?? '');
  return [...new Set(addresses.filter((address) => isIP(address) === 4))];
}

/** `getent` has one exit code for a name that does not exist and for resolvers that do not answer: the VPC's are asked themselves. */
async function whyNotFound(
  server: Server, name: string, { took, milliseconds }: { took: number; milliseconds: number }, signal: AbortSignal,
): Promise<readonly string[]> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(Math.min(askedAgainMs, milliseconds))]);
  const known = await askResolvers(server, name, milliseconds, limited).catch((error: unknown) => error);
  signal.throwIfAborted();
  const unknown = new NetworkError('ENOTFOUND', t('{0} does not know {1}', server.name, name));
  if (isAnswer(known)) {
    return knownElsewhere(server, name, known, signal);
  }
  if (known instanceof NetworkError && conclusive.includes(known.code)) {
    throw known.code === 'ENOTFOUND' ? unknown : known;
  }
  // Where TCP to them is not let through either, only a resolver that was waited for in vain takes so long.
  throw took < unansweredMs ? unknown : new NetworkError('ETIMEOUT', t('{0} got no answer from its resolvers', server.name));
}

/** The VPC knows the name: by now the server does too, or it asks others, or it remembers what it was told before. */
async function knownElsewhere(server: Server, name: string, { resolver, addresses }: Answer, signal: AbortSignal): Promise<readonly string[]> {
  const again = await server.exec(`getent ahostsv4 ${name}`, signal).catch(unheard);
  if (again.code === 0) {
    return addressesPrinted(again.stdout);
  }
  const asked = await nameServersOf(server, signal);
  const told = t('{0} knows it as {1}', resolver, addresses.join(', '));
  if (asked.length > 0 && asked.every((each) => privateResolvers.includes(each))) {
    throw new NetworkError('ENOTFOUND', t('{0} still remembers that nobody knew {1}; {2}', server.name, name, told));
  }
  const others = asked.length === 0 ? t('other name servers') : asked.join(', ');
  throw new NetworkError('EOTHERRESOLVER', t('{0} asks {1}, which do not know {2}; {3}', server.name, others, name, told));
}

/** The name servers that the server asks; none where it does not tell. */
async function nameServersOf(server: Server, signal: AbortSignal): Promise<string[]> {
  for (const file of resolverFiles) {
    const { stdout } = await server.exec(`cat ${file}`, signal).catch((error: unknown) => {
      if (isCancelled(error)) {
        throw error;
      }
      // What is asked for here is only one more line of evidence.
      return { stdout: '' };
    });
    const servers = [...stdout.matchAll(/^\s*nameserver\s+([0-9A-Fa-f.:]{2,45})\s*$/gm)].map(([, address]) => address ?? '');
    if (servers.length > 0) {
      return [...new Set(servers)].slice(0, 5);
    }
  }
  return [];
}

/** Which resolver of the VPC said what. */
interface Answer {
  readonly resolver: string;
  readonly addresses: readonly string[];
}

function isAnswer(known: unknown): known is Answer {
  return typeof known === 'object' && known !== null && 'resolver' in known;
}

async function askResolvers(server: Server, name: string, milliseconds: number, signal: AbortSignal): Promise<Answer> {
  const ask = async (resolver: string): Promise<Answer> => {
    const stream = await server.connect(resolver, 53, signal);
    try {
      const late = () => new NetworkError('ETIMEOUT', t('{0} did not answer', resolver));
      return { resolver, addresses: await withDeadline(milliseconds, signal, () => askForAddresses(stream, name), late) };
    } finally {
      stream.destroy();
    }
  };
  try {
    return await Promise.any(privateResolvers.map(ask));
  } catch (error) {
    const failures: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
    const [first] = failures;
    throw first instanceof Error ? first : new NetworkError('ETIMEOUT', t('no resolver answered'));
  }
}
