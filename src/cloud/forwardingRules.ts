import { t } from '../model/l10n';
import type { Client } from './client';
import { ruleDocument, rulePage, toRule } from './dnsServicesDocuments';
import type { ForwardingRules, NewForwardingRule } from './dnsServicesService';
import { queryOfLink } from './paging';
import { segment } from './vpcParts';

const reader = t('Reader on the DNS Services instance');
const manager = t('Manager on the DNS Services instance');

// Far more than any profile of a resolver allows.
const pageSize = '200';

export function createForwardingRules(client: Client, base: string): ForwardingRules {
  const all = (resolver: string) => `${base}/${segment(resolver)}/forwarding_rules`;
  const one = (resolver: string, id: string) => `${all(resolver)}/${segment(id)}`;
  return {
    listRules: (resolver, signal, unreadable) => client.list(rulePage, {
      method: 'GET', path: all(resolver), query: { limit: pageSize }, what: t('Could not list the forwarding rules of a custom resolver'), permission: reader,
    }, (page) => ({ items: page.forwarding_rules.map(toRule), next: queryOfLink(page.next?.href) }), signal, unreadable),
    getRule: async (resolver, id, signal) => toRule(await client.ask(ruleDocument, {
      method: 'GET', path: one(resolver, id), what: t('Could not read a forwarding rule'), permission: reader,
    }, signal)),
    createRule: async (resolver, request, signal) => toRule(await client.ask(ruleDocument, {
      method: 'POST', path: all(resolver), body: { type: 'zone', ...bodyOf(request) }, permission: manager,
      what: t('Could not create the forwarding rule for "{0}"', request.match),
    }, signal)),
    updateRule: async (resolver, id, change, signal) => toRule(await client.ask(ruleDocument, {
      method: 'PATCH', path: one(resolver, id), body: bodyOf(change), what: t('Could not change a forwarding rule'), permission: manager,
    }, signal)),
    deleteRule: (resolver, id, signal) => client.tell({
      method: 'DELETE', path: one(resolver, id), what: t('Could not delete a forwarding rule'), permission: manager,
    }, signal),
  };
}

function bodyOf({ match, forwardTo, description }: Partial<NewForwardingRule>): Readonly<Record<string, unknown>> {
  return {
    ...(match === undefined ? {} : { match }), ...(forwardTo === undefined ? {} : { forward_to: forwardTo }),
    ...(description === undefined ? {} : { description }),
  };
}
