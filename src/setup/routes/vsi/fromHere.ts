import { withDeadline } from '../../../model/deadline';
import { Failure, isCancelled } from '../../../model/failure';
import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import { wayOf } from '../../../ssh/way';
import { wordsOf } from '../../../base/words';
import type { StepContext } from '../../context';
import { blocked, type Blocked } from '../../standing';
import type { VsiChoices } from './choices';
import type { KnownWay } from '../../steps/verified';
import { portOf } from './login';
import { openWayFact } from './openWay';

const answerMs = 5_000;
/** Enough for an answer that was lost; a VPN that is not connected is not mended by more. */
const triesOfKnownWay = 4;

/** A floating IP is IPv4: a machine without that is told before anything is made. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-about-networking-for-vpc */
export function withoutIpv4({ dependencies }: StepContext, { address }: VsiChoices): Blocked | undefined {
  return address.kind === 'floating-ip' && dependencies.onlyIpv6?.() === true
    ? blocked(
      t('This machine has addresses of IPv6 alone, and a floating IP is one of IPv4: SSH does not get there, and no rule could let this machine in.'),
      t('Use a network with IPv4, or a server that you reach through a VPN or a bastion.'),
    )
    : undefined;
}

/** Where this machine's own address is let in, it is looked at again before it is: a rule for another's would be no use, and a risk. */
export async function sameAddress({ dependencies, signal }: StepContext, { sshFrom, ownAddress }: VsiChoices): Promise<void> {
  if (ownAddress === undefined || sshFrom !== `${ownAddress}/32` || dependencies.ownAddress === undefined) {
    return;
  }
  const now = await dependencies.ownAddress(signal).catch((error: unknown) => {
    if (error instanceof Failure) {
      dependencies.onFallback?.(error);
      return ownAddress;
    }
    throw error;
  });
  if (now !== ownAddress) {
    throw new Failure({
      code: 'setup.address-changed', what: t('Could not let this machine in'),
      why: t('Its address was {0} when the plan was made, and is {1} now.', ownAddress, visible(now, 60)),
      next: t('Let This Machine In plans with the address of now; as long as nothing was made, Change… does so too.'),
    });
  }
}

/** What is to be known of the way to an address that was typed, before the last step waits for it in vain; undefined where it answers. */
export async function foreseen({ dependencies: { environment }, signal }: StepContext, choices: VsiChoices): Promise<string | undefined> {
  const { address: chosen, loginUser } = choices;
  if (chosen.kind === 'floating-ip') {
    return undefined;
  }
  const { address, through } = chosen;
  const port = portOf(choices);
  try {
    if (through !== undefined) {
      await wayOf(through, { sshFolder: environment.sshFolder, host: address, port, username: loginUser }, signal);
      return undefined;
    }
    const late = (): Error => new Error(t('no answer within {0} s', answerMs / 1000));
    (await withDeadline(answerMs, signal, (own) => environment.network.connect(address, port, own), late)).destroy();
    return undefined;
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    return through === undefined
      ? t('this machine does not get to {0}:{1} now ({2}): connect the VPN before you run it', visible(address, 100), port, visible(wordsOf(error), 200))
      : error instanceof Failure ? `${error.why} ${error.next}` : wordsOf(error);
  }
}

/** The way to a server that exists, at an address that was typed, where no rule of this run is still to take effect; undefined for any other. */
export function knownWay({ facts }: Pick<StepContext, 'facts'>, choices: VsiChoices): KnownWay | undefined {
  const { address: chosen, server, sshFrom } = choices;
  if (server.kind === 'new' || chosen.kind === 'floating-ip' || (sshFrom !== undefined && facts.get(openWayFact)?.toServer !== true)) {
    return undefined;
  }
  const { address, through } = chosen;
  return {
    tries: triesOfKnownWay,
    unanswered: (last, tries) => last.code !== 'ssh.unreachable' || through !== undefined ? last : new Failure({
      code: last.code, what: last.what, cause: last,
      why: t('{0}:{1} did not answer {2} tries in a row. The last one: {3}', visible(address, 100), portOf(choices), tries, last.why),
      next: t(
        'Connect the VPN or the network that leads to {0}, look whether the server {1} is up, then go on with the run; Change SSH Login… takes another port.',
        visible(address, 100), visible(server.name, 100),
      ),
    }),
  };
}
