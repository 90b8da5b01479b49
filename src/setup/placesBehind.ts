import type { Connection } from '../model/connection';
import { t } from '../model/l10n';
import type { Path } from '../model/path';
import type { ServiceWords } from '../model/service';

/** Where they stand. */
interface Surroundings {
  /** "VPC orders-vpc (ca-mon)". */
  readonly within: string;
  /** Each has an address of the endpoint gateway. */
  readonly zones: readonly string[];
}

/** What every way into a VPC ends with: the endpoint gateway, and the members of the instance. */
export function placesBehind({ instance }: Pick<Connection, 'instance'>, words: ServiceWords, { within, zones }: Surroundings): Path {
  return [
    {
      id: 'gateway', step: 'gateway', kind: 'endpoint-gateway', name: t('endpoint gateway of {0}', instance.name), within,
      details: zones.map((zone) => t('one address in {0}', zone)),
      reachedBy: t('{0} over TLS, {1}', words.protocol, words.port),
    },
    {
      id: 'members', kind: 'member', name: `${instance.name} (${words.title})`,
      details: [t('its {0}, under their own names', words.members)],
      reachedBy: t('IBM Cloud’s private network'),
    },
  ];
}
