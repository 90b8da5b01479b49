import { t } from '../../model/l10n';
import type { ServiceEntry } from '../../model/service';

/** "Event Streams", "Event Streams or PostgreSQL": an instance of any of them. */
export function eitherOf(services: readonly ServiceEntry[]): string {
  return listed(services, (others, last) => t('{0} or {1}', others, last));
}

/** The same of all of them. */
export function allOf(services: readonly ServiceEntry[]): string {
  return listed(services, (others, last) => t('{0} and {1}', others, last));
}

/** What the service is called; its id where it is not on the list. */
export function titleOf(service: string, services: readonly ServiceEntry[]): string {
  return services.find(({ id }) => id === service)?.title ?? service;
}

function listed(services: readonly ServiceEntry[], joined: (others: string, last: string) => string): string {
  const titles = services.map(({ title }) => title);
  const last = titles.at(-1) ?? '';
  return titles.length < 2 ? last : joined(titles.slice(0, -1).join(', '), last);
}
