import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { StepContext } from '../context';
import { blocked, type Blocked } from '../standing';
import type { Step } from './step';

/** Whom a rule lets in, and this machine's address as it was when that was chosen; undefined where nobody looked it up. */
export interface LetIn {
  readonly range: string | undefined;
  readonly ownAddress: string | undefined;
}

/** What helps where a part was planned with an address that is another by now: its answers cannot be changed. */
export const startAgain = t('Undo or discard it, then start the command again: it looks the address up anew.');

/** Whether it is this machine alone that is let in. */
function isOwn({ range, ownAddress }: LetIn): boolean {
  return ownAddress !== undefined && range === `${ownAddress}/32`;
}

/** A floating IP is IPv4: a machine without that is told before anything is made. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-about-networking-for-vpc */
export function withoutIpv4({ dependencies }: StepContext): Blocked | undefined {
  return dependencies.onlyIpv6?.() === true
    ? blocked(
      t('This machine has addresses of IPv6 alone, and a floating IP is one of IPv4: SSH does not get there, and no rule could let this machine in.'),
      t('Use a network with IPv4, or a server that you reach through a VPN or a bastion.'),
    )
    : undefined;
}

/** Where this machine's own address is let in, it is looked at again before it is: a rule for another's would be no use, and a risk. */
export async function sameAddress({ dependencies, signal }: StepContext, letIn: LetIn, next: string): Promise<void> {
  const { ownAddress } = letIn;
  if (ownAddress === undefined || !isOwn(letIn) || dependencies.ownAddress === undefined) {
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
      why: t('Its address was {0} when the plan was made, and is {1} now.', ownAddress, visible(now, 60)), next,
    });
  }
}

/** Who else comes in with this machine, where that is known; empty where it is not. */
export function sharing({ dependencies }: StepContext, letIn: LetIn): readonly string[] {
  return isOwn(letIn) && dependencies.sharesAddress?.() === true
    ? [t('this machine is behind a carrier’s NAT: other customers of the provider come from that address too')] : [];
}

/** What a rule for this machine's own address says, and whether it is still that when it is made. `next` says what to do where it is not. */
export function lettingInThisMachine(step: Step, letIn: LetIn, next: string): Step {
  return {
    ...step,
    find: async (context) => (isOwn(letIn) ? withoutIpv4(context) : undefined) ?? await step.find(context),
    create: async (context) => {
      await sameAddress(context, letIn, next);
      await step.create(context);
    },
  };
}
