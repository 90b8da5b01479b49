import { t } from '../../model/l10n';
import type { Found, Maker, Specification } from '../context';
import { hostOf, officeGateway, onGateway, type OfficeGateway } from '../office/gateway/host';
import { load, unload } from '../office/gateway/loading';
import type { OfficePart } from '../office/gateway/wanted';

export interface OfficeLoadedSpecification extends Specification {
  readonly name: OfficePart;
  readonly gateway: OfficeGateway;
  /** Of the part's files. */
  readonly paths: readonly string[];
}

export const officeLoadedKind = 'office-loaded';

/** That a gateway has read what was put there. Undone, it has none of it any more, before the files go. */
export const officeLoadedMaker: Maker<OfficeLoadedSpecification, undefined> = {
  kind: officeLoadedKind,
  make: async (context, { name, gateway, paths }) => {
    await onGateway(context, (root) => load(root, gateway, name, paths));
    return undefined;
  },
  find: () => Promise.resolve(undefined),
  describe: (_made, { name, gateway }) => officeLoaded(gateway, name),
  // Taking it away where it was not loaded changes nothing.
  recover: ({ facts }, { name }) => Promise.resolve(isPart(name) ? officeLoaded(facts.need(officeGateway), name) : undefined),
  remove: (context, { name }) => onGateway(context, async (root) => {
    if (isPart(name)) {
      await unload(root, context.facts.need(officeGateway), name);
    }
  }),
  inUndo: (title) => t('{0} (what is loaded)', title),
};

export function officeLoaded(gateway: OfficeGateway, part: OfficePart): Found {
  return { kind: officeLoadedKind, id: `${hostOf(gateway)}/${gateway.description.name}/${part}`, name: part };
}

function isPart(name: string): name is OfficePart {
  return (['firewall', 'interfaces', 'strongswan', 'forwarder'] as const).some((part) => part === name);
}
