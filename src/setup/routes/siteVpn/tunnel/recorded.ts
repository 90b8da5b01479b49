import { resourcesOf } from '../../../journal/history';
import type { SitePlace } from '../choices';
import type { Look } from './look';

/** The journal's id of what was chosen, made or there before; undefined where it is neither. */
export function recordedId({ tools: { history } }: Look, kind: string, chosen: { readonly name: string; readonly id?: string }): string | undefined {
  const known = resourcesOf(history).filter((resource) => resource.kind === kind);
  return chosen.id ?? known.findLast(({ name }) => name === chosen.name)?.id;
}

/** Of what a connection has one of, whatever it is called. */
export function recordedOne({ tools: { history } }: Look, kind: string): string | undefined {
  return resourcesOf(history).findLast((resource) => resource.kind === kind)?.id;
}

export function chosenGateway({ gateway }: SitePlace): { readonly name: string; readonly id?: string } {
  return gateway.kind === 'existing' ? { name: gateway.name, id: gateway.id } : { name: gateway.name };
}
