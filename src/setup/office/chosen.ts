import { parseCrn } from '../../model/crn';
import { resourcesOf, type History } from '../journal/history';
import { dnsServicesKind } from '../makers/dnsServices';
import type { ChosenThing, OfficeSite } from './site';

/** The id of what was chosen, made or there before; undefined where it is neither. */
export function idOf(history: History, kind: string, { id, name }: ChosenThing): string | undefined {
  return id ?? resourcesOf(history).findLast((resource) => resource.kind === kind && resource.name === name)?.id;
}

/** Of what a connection has one of, whatever it is called. */
export function idOfOne(history: History, kind: string): string | undefined {
  return resourcesOf(history).findLast((resource) => resource.kind === kind)?.id;
}

/** Which of several was chosen. */
export function isChosen({ id, name }: ChosenThing, thing: { readonly id: string; readonly name: string }): boolean {
  return id === undefined ? thing.name === name : thing.id === id;
}

/** The DNS Services instance that holds the resolver, as its API is opened. */
export function dnsInstanceOf(
  history: History, { instance }: NonNullable<OfficeSite['resolver']>,
): { readonly guid: string; readonly name: string } | undefined {
  const guid = parseCrn(instance.crn ?? idOf(history, dnsServicesKind, instance) ?? '')?.instance;
  return guid === undefined ? undefined : { guid, name: instance.name };
}
