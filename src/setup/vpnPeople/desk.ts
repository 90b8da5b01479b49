import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { OwnVpn } from '../../model/dialledVpn';
import type { RunContext } from '../context';
import type { Contexts } from '../engine/contexts';
import { makeFurther } from '../engine/further';
import type { Progress } from '../engine/progress';
import { wayOf } from '../way';

/** A client VPN that stands. */
export type StandingVpn = OwnVpn & { readonly server: NonNullable<OwnVpn['server']> };

/** What is worked with at the people of a connection's VPN. */
export interface VpnDesk {
  readonly vpn: StandingVpn;
  /** What may be done in the name of a step of the connection. */
  readonly contextOf: (step: string) => RunContext;
  /** Makes one thing more in a step that is done; an undo of the connection deletes it. */
  readonly further: <T>(step: string, work: (context: RunContext) => Promise<T>) => Promise<T>;
}

/** Fails with `vpn.none` where the connection has no VPN server, or has none any more. */
export function deskOf(progress: Progress, store: Parameters<typeof wayOf>[1], { toChange }: Contexts): VpnDesk {
  const { vpn } = wayOf(progress, store);
  if (vpn?.server === undefined) {
    throw new Failure({
      code: 'vpn.none', what: t('Could not look after the people of the VPN'),
      why: vpn === undefined ? t('This connection leads through no VPN.') : t('The VPN server of this connection is not made yet, or was undone.'),
      next: vpn === undefined ? t('Choose a connection through a client VPN.') : t('Run its plan to the end first.'),
    });
  }
  return {
    vpn: { ...vpn, server: vpn.server }, contextOf: toChange,
    further: (step, work) => makeFurther(progress, step, toChange(step), work),
  };
}
