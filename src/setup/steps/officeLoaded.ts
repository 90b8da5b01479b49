import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { StepContext } from '../context';
import { officeLoaded, officeLoadedKind, officeLoadedMaker } from '../makers/officeLoaded';
import type { OfficeGateway } from '../office/gateway/host';
import { surveyed } from '../office/gateway/survey';
import type { OfficePart } from '../office/gateway/wanted';
import { exists, missing } from '../standing';
import { written } from './officeFile';
import { atOnce, free, type Step } from './step';

export interface OfficeLoadedStep {
  readonly gateway: OfficeGateway;
  readonly part: OfficePart;
  /** Of the part's files, once the gateway was looked at. */
  readonly paths: (context: StepContext) => readonly string[];
  readonly leftOut: (context: StepContext) => string | undefined;
}

/** That the gateway reads what was put there. */
export function officeLoadedStep({ gateway, part, paths, leftOut }: OfficeLoadedStep): Step {
  const { title, why } = wordsOf(part, visible(gateway.name, 80));
  return {
    id: `${part}-loaded`, title, why,
    find: (context) => {
      const reason = leftOut(context);
      if (reason !== undefined) {
        return Promise.resolve({ kind: 'left-out', why: reason });
      }
      const { facts } = context;
      const isRead = context.recorded(officeLoadedKind) !== undefined || facts.get(written)?.has(part) !== true;
      const isThere = facts.get(surveyed)?.loaded.has(part) === true;
      return Promise.resolve(isRead && isThere ? exists(officeLoaded(gateway, part)) : missing());
    },
    create: async (context) => {
      await context.make(officeLoadedMaker, { name: part, gateway, paths: paths(context) });
    },
    ready: atOnce,
    price: free,
  };
}

function wordsOf(part: OfficePart, host: string): { readonly title: string; readonly why: string } {
  switch (part) {
    case 'strongswan': return {
      title: t('strongSwan of {0} reads it', host),
      why: t('Runs "swanctl --load-all", which reads all of its configuration again, and looks whether the connection and its key are loaded.'),
    };
    case 'firewall': return {
      title: t('nftables of {0} reads it', host), why: t('Runs "nft -f"; until the gateway starts anew. Include the file there to have it again.'),
    };
    case 'interfaces': return { title: t('Interfaces on {0}', host), why: t('Runs the script; until the gateway starts anew.') };
    case 'forwarder': return {
      title: t('Name server of {0} reads it', host), why: t('Checks the file with the server’s own program, and reloads or restarts it.'),
    };
  }
}
