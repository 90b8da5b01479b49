import type { ServiceChecksEntry } from '../diagnose/services/serviceChecks';
import { serviceChecks } from '../diagnose/services/list';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { Service, ServiceEntry } from '../model/service';
import { services } from '../services/list';
import type { RouteEntry } from '../setup/routes/route';
import { routes } from '../setup/routes/list';
import type { SnippetsEntry } from '../snippets/list';
import { snippets } from '../snippets/list';
import { proofs } from './proofs/list';
import type { ProofEntry } from './proofs/proof';
import { routeQuestions } from './routes/list';
import type { RouteQuestionsEntry } from './routes/routeQuestions';

/** Every layer's list of services or routes: all that is special to one is found through these, and nowhere else. */
export interface Kinds {
  readonly services: readonly ServiceEntry[];
  readonly serviceChecks: readonly ServiceChecksEntry[];
  readonly snippets: readonly SnippetsEntry[];
  readonly routes: readonly RouteEntry[];
  readonly routeQuestions: readonly RouteQuestionsEntry[];
  readonly proofs: readonly ProofEntry[];
}

/** What the product has. */
export const kinds: Kinds = { services, serviceChecks, snippets, routes, routeQuestions, proofs };

/** The service of an instance or a connection. */
export async function serviceOf(
  { services: all }: Pick<Kinds, 'services'>, { service, name }: { readonly service: string; readonly name: string },
): Promise<Service> {
  const entry = all.find(({ id }) => id === service);
  if (entry === undefined) {
    throw new Failure({
      code: 'instance.unknown-service',
      what: t('Could not use "{0}"', name),
      why: t('It is of a service that this version does not know: "{0}".', service),
      next: t('Update the extension.'),
    });
  }
  return await entry.load();
}
