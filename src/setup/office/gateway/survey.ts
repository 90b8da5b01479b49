import { posix } from 'node:path';
import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import type { StepContext } from '../../context';
import { Fact } from '../../facts';
import { lastWords, type Shell } from '../../server/shell';
import { blocked, type Blocked } from '../../standing';
import { lookAtAll, oursAmong, type There } from './files';
import { foundForwarder, type FoundForwarder } from './forwarder';
import type { OfficeGateway } from './host';
import { connectionsOf, isInKernel } from './loading';
import { isAbsent } from './said';
import { conflict, listed } from './strongswan';
import { contentOf, forwarderFile, wantedFiles, type OfficePart, type WantedFile } from './wanted';

/** What is on a gateway of what is to be there. */
export interface Survey {
  readonly files: ReadonlyMap<string, There>;
  /** Those of the files that Private Connect wrote. */
  readonly ours: ReadonlySet<string>;
  /** Of those that the files need. */
  readonly foldersMissing: ReadonlySet<string>;
  /** What is in the kernel, or in strongSwan. */
  readonly loaded: ReadonlySet<OfficePart>;
  readonly forwarder: FoundForwarder;
  readonly hasNft: boolean;
  /** Whether it passes on what is not for itself. */
  readonly isRouter: boolean;
}

export const surveyed = new Fact<Survey>('What is on the gateway');

/** Looks, and writes nothing. Says why nothing can be put there. */
export async function survey(context: StepContext, root: Shell, gateway: OfficeGateway): Promise<Survey | Blocked> {
  const { description } = gateway;
  const asked = await root.run(['true']);
  if (asked.code !== 0) {
    return blocked(t('"{0}" may not do what root may there without a password: {1}', gateway.loginUser, lastWords(asked)),
      t('Sign in as root, or let that user run sudo without a password.'));
  }
  const connections = await listed(root);
  if (connections.kind === 'unlike') {
    return connections.standing;
  }
  const forwarder: FoundForwarder = description.dns.domains.length === 0
    ? { kind: 'none', why: t('there are no names to forward') } : await foundForwarder(root);
  const forwarding = forwarder.kind === 'none' ? undefined : forwarderFile(description, forwarder.kind);
  const wanted = [...wantedFiles(description), ...forwarding === undefined ? [] : [forwarding]];
  const folders = [...new Set(wanted.map(({ path }) => posix.dirname(path)))];
  const files = await lookAtAll(root, [...wanted.map(({ path }) => path), ...folders]);
  const ours = await oursAmong(root, wanted.flatMap(({ path }) => files.get(path)?.kind === 'file' ? [path] : []));
  const names = connectionsOf(gateway);
  const isOurs = wanted.some(({ path, part }) => part === 'strongswan' && ours.has(path));
  const peers = description.cloud.tunnels.map(({ address }) => address);
  const standing = await conflict(root, connections.all, names, peers, isOurs) ?? await unreadKey(context, wanted);
  return standing ?? {
    files, ours, forwarder, foldersMissing: new Set(folders.filter((path) => files.get(path)?.kind === 'nothing')),
    loaded: await loadedParts(root, gateway, connections.all.map(({ name }) => name)),
    hasNft: !isAbsent(await root.run(['nft', '--version'])),
    isRouter: (await root.run(['sysctl', '-n', 'net.ipv4.ip_forward'])).stdout.trim() === '1',
  };
}

/** Undefined where the file can be written, or is there already. */
export function refused(path: string, { files, ours }: Survey): Blocked | undefined {
  const there = files.get(path);
  return there === undefined || there.kind === 'nothing' || ours.has(path) ? undefined : blocked(
    t('There is a {0} that is not from Private Connect, and is not written over.', visible(path, 200)),
    t('Move it away on the host, then plan again; or put the on-premises files there by hand.'));
}

async function loadedParts(root: Shell, gateway: OfficeGateway, connections: readonly string[]): Promise<ReadonlySet<OfficePart>> {
  const loaded = new Set<OfficePart>(connectionsOf(gateway).every((name) => connections.includes(name)) ? ['strongswan', 'forwarder'] : ['forwarder']);
  for (const part of ['firewall', 'interfaces'] as const) {
    if (await isInKernel(root, gateway, part)) {
      loaded.add(part);
    }
  }
  return loaded;
}

/** Without the key nothing can be compared. */
async function unreadKey(context: StepContext, wanted: readonly WantedFile[]): Promise<Blocked | undefined> {
  try {
    await Promise.all(wanted.map(({ path }) => contentOf(context, path)));
    return undefined;
  } catch (error) {
    if (error instanceof Failure && error.code === 'office.no-key') {
      return blocked(error.why, error.next);
    }
    throw error;
  }
}
