import { t } from '../model/l10n';
import type { Client } from './client';
import { locationDocument, resolverDocument, resolverList, toLocation, toResolver } from './dnsServicesDocuments';
import type { CustomResolvers, NewLocation, ResolverLocations } from './dnsServicesService';
import { segment } from './vpcParts';

const reader = t('Reader on the DNS Services instance');
const manager = t('Manager on the DNS Services instance');

/** `base` is the path of the instance's resolvers, `instance` its name for messages. */
export function createCustomResolvers(client: Client, base: string, instance: string): CustomResolvers {
  const one = (id: string) => `${base}/${segment(id)}`;
  return {
    listResolvers: (signal, unreadable) => client.list(resolverList, {
      method: 'GET', path: base, what: t('Could not list the custom resolvers of {0}', instance), permission: reader,
    }, (page) => ({ items: page.custom_resolvers.map(toResolver), next: undefined }), signal, unreadable),
    getResolver: async (id, signal) => toResolver(await client.ask(resolverDocument, {
      method: 'GET', path: one(id), what: t('Could not read a custom resolver of {0}', instance), permission: reader,
    }, signal)),
    createResolver: async ({ name, description, locations }, signal) => toResolver(await client.ask(resolverDocument, {
      method: 'POST', path: base, what: t('Could not create the custom resolver "{0}"', name), permission: manager,
      body: { name, ...(description === undefined ? {} : { description }), locations: locations.map(locationBody) },
    }, signal)),
    updateResolver: async (id, change, signal) => toResolver(await client.ask(resolverDocument, {
      method: 'PATCH', path: one(id), body: { ...change }, what: whatOfChange(change.enabled, instance), permission: manager,
    }, signal)),
    deleteResolver: (id, signal) => client.tell({
      method: 'DELETE', path: one(id), what: t('Could not delete a custom resolver of {0}', instance), permission: manager,
    }, signal),
  };
}

export function createResolverLocations(client: Client, base: string, instance: string): ResolverLocations {
  const all = (resolver: string) => `${base}/${segment(resolver)}/locations`;
  const one = (resolver: string, id: string) => `${all(resolver)}/${segment(id)}`;
  return {
    addLocation: async (resolver, location, signal) => toLocation(await client.ask(locationDocument, {
      method: 'POST', path: all(resolver), body: locationBody(location), what: t('Could not add a location to a custom resolver of {0}', instance),
      permission: manager,
    }, signal)),
    updateLocation: async (resolver, id, change, signal) => toLocation(await client.ask(locationDocument, {
      method: 'PATCH', path: one(resolver, id), body: locationBody(change), what: t('Could not change a location of a custom resolver of {0}', instance),
      permission: manager,
    }, signal)),
    deleteLocation: (resolver, id, signal) => client.tell({
      method: 'DELETE', path: one(resolver, id), what: t('Could not delete a location of a custom resolver of {0}', instance), permission: manager,
    }, signal),
    orderLocations: async (resolver, ids, signal) => toResolver(await client.ask(resolverDocument, {
      method: 'PUT', path: `${base}/${segment(resolver)}/locations_order`, body: { locations: ids },
      what: t('Could not order the locations of a custom resolver of {0}', instance), permission: manager,
    }, signal)),
  };
}

function whatOfChange(enabled: boolean | undefined, instance: string): string {
  switch (enabled) {
    case true: return t('Could not enable a custom resolver of {0}', instance);
    case false: return t('Could not disable a custom resolver of {0}', instance);
    case undefined: return t('Could not change a custom resolver of {0}', instance);
  }
}

function locationBody({ subnetCrn, enabled }: Partial<NewLocation>): Readonly<Record<string, unknown>> {
  return { ...(subnetCrn === undefined ? {} : { subnet_crn: subnetCrn }), ...(enabled === undefined ? {} : { enabled }) };
}
