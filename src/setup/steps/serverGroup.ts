import { atOnce, free } from './step';
import { exists, missing } from './finding';
import { findGroup, groupKind, makeGroup, undoGroup } from './securityGroup';
import { missingRules, serverRules } from './rules';
import type { Connection } from '../../model/connection';
import type { Names } from '../names';
import type { Step } from './step';

/** What may reach the server, and what the server may reach. */
export function serverGroupStep({ choices }: Connection, { serverGroup }: Names): Step {
  const rules = serverRules(choices.sshFrom);
  const allows = choices.sshFrom === undefined ? 'allows no one in' : `allows SSH from ${choices.sshFrom}`;
  return {
    id: 'server-group',
    title: `Security group ${serverGroup}`,
    why: 'It lets you into the server over SSH, and the server out to the resolvers and the endpoint gateway; nothing else.',
    find: async (context) => {
      const group = await findGroup(context, serverGroup);
      context.facts.serverGroup = group;
      return group !== undefined && missingRules(group.rules, rules).length === 0 ? exists(groupKind, group) : missing(allows);
    },
    create: async (context) => {
      context.facts.serverGroup = await makeGroup(context, context.facts.serverGroup, serverGroup, rules);
    },
    ready: atOnce,
    undo: undoGroup,
    price: free,
  };
}
