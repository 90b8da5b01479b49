import { identityText } from './identities';
import type { Office } from './office';

/** One tunnel as the files have it. */
export interface Tunnel {
  /** Its name in strongSwan. */
  readonly name: string;
  readonly address: string;
  readonly identity: string;
  /** Route mode: the interface that traffic is routed into, and the number that ties it to the tunnel. */
  readonly via?: { readonly interface: string; readonly id: number };
}

/** What everything of this connection on the office's gateway is called by. */
export function ownName({ name }: Pick<Office, 'name'>): string {
  return `private-connect-${name}`;
}

export function tunnelsOf(office: Office): readonly Tunnel[] {
  const own = ownName(office);
  return office.cloud.tunnels.map(({ address, identity }, at) => {
    const tunnel = { address, identity: identityText(identity) };
    return office.mode === 'policy' ? { ...tunnel, name: own } : { ...tunnel, name: `${own}-${at + 1}`, via: viaOf(own, at) };
  });
}

/** Interface names have 15 characters at most, and two connections must not share one: both name and number come from the connection's name. */
function viaOf(own: string, at: number): Required<Tunnel>['via'] {
  const hash = Array.from(own).reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 0xf_ffff, 7);
  return { interface: `pc${hash.toString(36)}-${at + 1}`, id: 0x100_0000 + hash * 2 + at };
}

/** Pairs of ranges, office first, each of which is a tunnel of its own: IKEv1 takes one pair, IKEv2 all at once. */
export function selectorsOf({ mode, ike, office, cloud }: Office): readonly (readonly [readonly string[], readonly string[]])[] {
  if (mode === 'route') {
    return [[['0.0.0.0/0'], ['0.0.0.0/0']]];
  }
  return ike.version === 2 ? [[office.ranges, cloud.ranges]] : office.ranges.flatMap((one) => cloud.ranges.map((other) => [[one], [other]] as const));
}
