import type { Environment } from '../../model/account';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { Path } from '../../model/path';
import type { ServiceWords } from '../../model/service';
import type { Vantages } from '../../model/vantage';
import { localVantage } from '../../setup/localVantage';

/** Where an instance without a connection is looked at from: this machine, which may be in the private network by other means. */
export function fromHere(environment: Environment): Vantages {
  const local = localVantage(environment);
  return { all: [local], meant: local.id };
}

/** The way to an instance without a connection, by its endpoint gateway where there is one or no other way. */
export function directPath(
  { machine }: Environment, instance: Instance, { title, members, protocol, port }: ServiceWords, gateways: readonly { readonly name: string }[],
): Path {
  const byGateway = gateways.length > 0 || instance.access === 'private';
  const [only] = gateways.length === 1 ? gateways : [];
  const reachedBy = t('{0} over TLS, {1}', protocol, port);
  return [
    { id: 'machine', kind: 'machine', name: machine, details: [], reachedBy: '' },
    ...(byGateway ? [{ id: 'gateway', kind: 'endpoint-gateway', name: only?.name ?? t('endpoint gateway'), details: [], reachedBy } as const] : []),
    {
      id: 'members', kind: 'member', name: `${instance.name} (${title})`, details: [t('its {0}, under their own names', members)],
      reachedBy: byGateway ? t('IBM Cloud’s private network') : reachedBy,
    },
  ];
}
