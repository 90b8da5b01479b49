import type { FloatingIp, VirtualServer } from '../../model/landscape';

/** The floating IP that is bound to a server already. */
export function floatingIpOf(
  { floatingIps }: { readonly floatingIps: readonly FloatingIp[] }, { primaryInterface }: Pick<VirtualServer, 'primaryInterface'>,
): FloatingIp | undefined {
  return floatingIps.find(({ targetId }) => targetId !== undefined && targetId === primaryInterface?.id);
}
