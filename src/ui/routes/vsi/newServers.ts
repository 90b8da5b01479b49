import type { NewServer } from '../../../setup/routes/vsi/choices';
import type { Offer } from '../../../setup/routes/vsi/defaults';
import { proposedServer } from '../../../setup/routes/vsi/defaults';

/** New servers that can be had: the cheapest in each zone first, then other sizes and systems in the first zone. */
export function newServers(offer: Offer, connectionId: string): readonly NewServer[] {
  const base = proposedServer(offer, connectionId);
  if (base === undefined) {
    return [];
  }
  const inZones = offer.zones.map(({ name }) => ({ ...base, zone: name }));
  const others = offer.images.slice(0, 4).flatMap((image) => offer.profiles.slice(0, 6).map(({ profile }) => ({
    ...base, profile: profile.name, imageId: image.id, imageName: image.name,
  })));
  return [...inZones, ...others.filter(({ profile, imageId }) => profile !== base.profile || imageId !== base.imageId)];
}
