import { withDeadline } from '../../../model/deadline';
import { Failure, isCancelled } from '../../../model/failure';
import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import { wayOf } from '../../../ssh/way';
import { wordsOf } from '../../../base/words';
import type { StepContext } from '../../context';
import { blocked, type Blocked } from '../../standing';
import type { VsiChoices } from './choices';
import { portOf } from './login';

const answerMs = 5_000;

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
