import type { Tunnel } from '../../../../machine/tunnel';
import type { MachineRoute } from '../../../../machine/routes';
import { everywhere, overlaps, parseRange } from '../../../../model/range';

/** Wider ones lead to everything else: a default route, or the halves of one. */
const widest = 8;

/** Routes of other interfaces for a part of these destinations, such as a network at home with the range of a VPC: "10.240.0.0/24 (eth0)". */
export function inTheWay(destinations: readonly string[], routes: readonly MachineRoute[], { link, address }: Tunnel): readonly string[] {
  const wanted = destinations.filter((each) => each !== everywhere).flatMap((each) => parseRange(each) ?? []);
  return [...new Set(routes.filter(({ range, through }) => {
    const own = parseRange(range);
    const isOthers = through !== link && through !== address && Number(range.split('/')[1]) >= widest;
    return own !== undefined && isOthers && wanted.some((each) => overlaps(own, each));
  }).map(({ range, through }) => `${range} (${through})`))];
}
