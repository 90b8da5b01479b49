import { atOnce, free } from './step';
import { exists, missing, required } from './finding';
import { findGroup, groupKind, makeGroup, undoGroup } from './securityGroup';
import { gatewayRules, missingRules } from './rules';
import type { Names } from '../names';
import type { Step } from './step';

/** What may reach the endpoint gateway: the members of the server's group, on Kafka's port. */
export function gatewayGroupStep({ gatewayGroup, serverGroup }: Names): Step {
  return {
    id: 'gateway-group',
    title: `Security group ${gatewayGroup}`,
    why: 'Without it the endpoint gateway takes nothing from the server, and looks as if it were dead.',
    find: async (context) => {
      const group = await findGroup(context, gatewayGroup);
      const source = context.facts.serverGroup;
      context.facts.gatewayGroup = group;
      const complete = group !== undefined && source !== undefined
        && missingRules(group.rules, gatewayRules(source.id)).length === 0;
      return complete ? exists(groupKind, group) : missing(`allows 9093 from ${serverGroup}`);
    },
    create: async (context) => {
      const rules = gatewayRules(required(context.facts.serverGroup, 'The server’s group').id);
      context.facts.gatewayGroup = await makeGroup(context, context.facts.gatewayGroup, gatewayGroup, rules);
    },
    ready: atOnce,
    undo: undoGroup,
    price: free,
  };
}
