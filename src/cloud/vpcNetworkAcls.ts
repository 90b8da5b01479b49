import { array, nullish, number, object, picklist, string, type InferOutput } from 'valibot';
import type { NetworkAcl, NetworkAclRule } from '../model/landscape';
import { referenceDocument, resourceFields, toReference, toResource } from './vpcParts';

const ruleDocument = object({
  id: string(),
  name: string(),
  action: picklist(['allow', 'deny']),
  direction: picklist(['inbound', 'outbound']),
  protocol: string(),
  source: string(),
  destination: string(),
  source_port_min: nullish(number()),
  source_port_max: nullish(number()),
  destination_port_min: nullish(number()),
  destination_port_max: nullish(number()),
  type: nullish(number()),
  code: nullish(number()),
});

export const networkAclDocument = object({
  ...resourceFields,
  vpc: referenceDocument,
  subnets: array(referenceDocument),
  rules: array(ruleDocument),
});

/** The rules keep the answer's order, which is the order of evaluation. */
export function toNetworkAcl(document: InferOutput<typeof networkAclDocument>): NetworkAcl {
  return {
    ...toResource(document),
    vpc: toReference(document.vpc),
    subnets: document.subnets.map(toReference),
    rules: document.rules.map(toRule),
  };
}

function toRule(document: InferOutput<typeof ruleDocument>): NetworkAclRule {
  const { id, name, action, direction, protocol, source, destination } = document;
  return {
    id, name, action, direction, protocol, source, destination,
    sourcePortMin: document.source_port_min ?? undefined,
    sourcePortMax: document.source_port_max ?? undefined,
    destinationPortMin: document.destination_port_min ?? undefined,
    destinationPortMax: document.destination_port_max ?? undefined,
    type: document.type ?? undefined,
    code: document.code ?? undefined,
  };
}
