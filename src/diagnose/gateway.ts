import { t } from '../model/l10n';

/** The endpoint gateway that leads to the instance, as the cloud describes it. */
export interface Gateway {
  readonly name: string;
  readonly addresses: readonly string[];
  /** The zone of each address, as far as it is known: a gateway has an address a zone. */
  readonly zones?: Readonly<Record<string, string>> | undefined;
}

/** The addresses that are none of the gateways'; none where a gateway's are not all known: nothing can be held against those. */
export function strangersAmong(addresses: readonly string[], gateways: readonly Gateway[]): string[] {
  const own = gateways.map(allocated);
  return own.length === 0 || own.some((each) => each.length === 0) ? [] : addresses.filter((address) => !own.flat().includes(address));
}

/** A reserved IP that is not allocated yet reads 0.0.0.0. */
function allocated({ addresses }: Gateway): string[] {
  return addresses.filter((address) => address !== '0.0.0.0');
}

/** "orders-gateway has 10.249.1.4, 10.249.65.4". */
export function holdings(gateway: Gateway): string {
  return t('{0} has {1}', gateway.name, allocated(gateway).join(', '));
}

/** The gateway that the addresses lead to; without them the one that there is, where there is one alone. */
export function gatewayAt(gateways: readonly Gateway[], addresses: readonly string[]): Gateway | undefined {
  return gateways.find((gateway) => gateway.addresses.some((address) => addresses.includes(address))) ?? (gateways.length === 1 ? gateways[0] : undefined);
}
