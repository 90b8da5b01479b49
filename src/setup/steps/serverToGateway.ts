import { atOnce, free } from './step';
import { findRule, nameOfRule, serverToGatewayRule } from './rules';
import { makeRule, undoGroup } from './securityGroup';
import { missing, required } from './finding';
import type { Names } from '../names';
import type { Step } from './step';

const kind = 'rule';

/** The way out of the server's group. A step of its own, since the two groups name each other: one must be there first. */
export function serverToGatewayStep({ gatewayGroup, serverGroup }: Names): Step {
  return {
    id: 'server-to-gateway',
    title: `Rule from ${serverGroup} to ${gatewayGroup}`,
    why: 'It lets the server out to the endpoint gateway on port 9093, and nowhere else.',
    find: ({ facts: { serverGroup: from, gatewayGroup: to } }) => {
      const wanted = to === undefined ? undefined : serverToGatewayRule(to.id);
      const rule = from === undefined || wanted === undefined ? undefined : findRule(from.rules, wanted);
      return Promise.resolve(from === undefined || wanted === undefined || rule === undefined
        ? missing('allows 9093')
        : { kind: 'exists', resource: { kind, id: `${from.id}/${rule.id}`, name: nameOfRule(wanted) } });
    },
    create: async (context) => {
      const from = required(context.facts.serverGroup, 'The server’s group');
      const to = required(context.facts.gatewayGroup, 'The gateway’s group');
      await makeRule(context, from.id, serverToGatewayRule(to.id));
    },
    ready: atOnce,
    undo: undoGroup,
    price: free,
  };
}
