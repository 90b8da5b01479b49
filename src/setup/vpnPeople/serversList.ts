import { isOutdated } from '../../cloud/errors';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { RunContext } from '../context';
import { vpnServerMaker } from '../makers/vpnServer';
import { untilReady } from '../steps/step';
import { byCertificate, withCertificates } from '../vpnAuthentication';

/** How often a server may be changed by others between our read and our change. */
const most = 5;

export interface ListChange {
  readonly serverId: string;
  /**
   * PEM: the list to be given, from the one that is there; undefined where nothing is to be changed. Called anew where somebody changed the server
   * meanwhile.
   */
  readonly next: (former: string | undefined) => Promise<string | undefined>;
  /** Writes down what is so from the moment that the list is in force: nobody may wait for the server as long as it needs. */
  readonly inForce: () => Promise<void>;
}

/**
 * Gives a VPN server another list of those who are shut out, which disconnects everybody. It is read before every try: what a lost answer did is seen,
 * what somebody changed meanwhile stays, and nothing is changed twice. Resolves with the list that is there when the server lets people in again.
 */
export async function changeList(context: RunContext, { serverId, next, inForce }: ListChange): Promise<string> {
  const { vpc, signal } = context;
  let wanted: string | undefined;
  const attempt = async (own: AbortSignal): Promise<void> => {
    for (let time = 1; ; time += 1) {
      const read = await vpc.getVersionedVpnServer(serverId, own);
      const { revocationList } = byCertificate(read.value);
      if (wanted !== undefined && isSame(revocationList, wanted)) {
        return;
      }
      const list = await next(revocationList);
      if (list === undefined) {
        wanted = revocationList;
        return;
      }
      wanted = list;
      try {
        await vpc.updateVpnServer(read, { authentication: withCertificates(read.value, (each) => ({ ...each, revocationList: list })) }, own);
        return;
      } catch (error) {
        if (!isOutdated(error) || time === most) {
          throw error;
        }
      }
    }
  };
  try {
    await context.send(attempt);
  } catch (error) {
    await unlessDone(context, serverId, wanted, error);
  }
  await inForce();
  const server = await untilReady(context, vpnServerMaker, await context.read(() => vpc.getVpnServer(serverId, signal)));
  return byCertificate(server).revocationList ?? '';
}

/** Throws a failed change with what is known of it: that nothing was changed, or that nobody knows. What was done all the same is no failure. */
async function unlessDone(context: RunContext, serverId: string, wanted: string | undefined, error: unknown): Promise<void> {
  const { vpc, signal } = context;
  if (!(error instanceof Failure) || signal.aborted || wanted === undefined) {
    throw error;
  }
  const now = await orFailure(context.read(() => vpc.getVpnServer(serverId, signal)));
  if (now instanceof Failure) {
    throw because(error, 'vpn.list-unknown', t('{0} Whether the list was changed is not known: the VPN server cannot be read.', error.why),
      t('Try again when it answers: what was done is seen then, and nothing is done twice.'));
  }
  if (isSame(byCertificate(now).revocationList, wanted)) {
    return;
  }
  throw error.status === 412
    ? because(error, 'vpn.changed-meanwhile', t('Somebody else changes the VPN server at the same time. Nothing of it was changed from here.'),
      t('Wait a moment, then try again.'))
    : because(error, error.code, t('{0} The list of the VPN server is as it was before.', error.why), error.next);
}

async function orFailure<T>(read: Promise<T>): Promise<T | Failure> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Failure) {
      return error;
    }
    throw error;
  }
}

function because({ what, trace, status, cause }: Failure, code: string, why: string, next: string): Failure {
  return new Failure({ code, what, why, next, trace, status, cause });
}

/** The cloud may end lines in another way. */
export function isSame(one: string | undefined, other: string): boolean {
  return one?.replace(/\s+/g, '') === other.replace(/\s+/g, '');
}
