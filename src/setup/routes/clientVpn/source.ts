import type { RouteSource } from '../route';
import type { ClientVpnChoices } from './choices';

/** From where the VPN server may be dialled: this machine's new address takes the place of its former one, and the other ranges stay. */
export const clientVpnSource: RouteSource<ClientVpnChoices> = {
  ranges: ({ allowedFrom }) => allowedFrom,
  changed: (choices, address) => {
    const { allowedFrom, allowedFromBefore = [], ownAddress } = choices;
    const others = allowedFrom.filter((range) => range !== ownRange(ownAddress));
    return { ...choices, allowedFrom: [...others, `${address}/32`], ownAddress: address, allowedFromBefore: [...allowedFromBefore, allowedFrom] };
  },
};

function ownRange(address: string | undefined): string | undefined {
  return address === undefined ? undefined : `${address}/32`;
}
