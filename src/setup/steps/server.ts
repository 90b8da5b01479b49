import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { SecurityGroup, VirtualServer } from '../../model/landscape';
import { leastFirst } from '../../model/guards';
import { visible } from '../../model/text';
import { orAbsent } from '../makers/found';
import type { StepContext } from '../context';
import { chosenServer, type ServerChoice } from '../server/access';
import { onServer, type Shell } from '../server/shell';
import { blocked, exists, type Standing } from '../standing';
import { atOnce, free, type Step } from './step';

/** No kind that is removed: the server stays whoever's it is, and whoever made it may delete it although something was put on it. */
const kind = 'server-in-use';

/**
 * What a step finds out on a server while it is signed in to: more of what it says of itself, or why nothing can be done there. Of the groups
 * that guard it, the one that guards the fewest others is first.
 */
export type Survey = (context: StepContext, shell: Shell, server: VirtualServer, groups: readonly SecurityGroup[]) => Promise<string | Standing>;

/** A server that exists and can be signed in to. `before` goes before the steps that change something of it. */
export function serverStep(choice: ServerChoice, why: string, survey: Survey, before: Step['ready'] = atOnce): Step {
  return {
    id: 'server',
    title: t('Virtual server {0}', visible(choice.server.name, 80)),
    why,
    knows: (facts) => facts.set(chosenServer, choice),
    find: (context) => find(context, choice, survey),
    create: () => Promise.reject(new TypeError('A server that was chosen is never made.')),
    ready: before,
    price: free,
  };
}

async function find(context: StepContext, choice: ServerChoice, survey: Survey): Promise<Standing> {
  const { server: { id, name } } = choice;
  const server = await orAbsent(context.vpc.getVirtualServer(id, context.signal));
  if (server === undefined) {
    return blocked(t('The server "{0}" is not there any more.', name), t('Choose another server.'));
  }
  if (server.status !== 'running') {
    return blocked(t('The server "{0}" does not run: its state is "{1}".', name, server.status), t('Start it, then plan again.'));
  }
  const groups = await groupsOf(context, server);
  const said = await asStanding(context, onServer(context, choice, (shell) => survey(context, shell, server, groups)));
  if (typeof said !== 'string') {
    return said;
  }
  const signedIn = t('signed in as {0}', choice.loginUser);
  return exists({ kind, id, name }, said === '' ? signedIn : `${signedIn} · ${said}`);
}

/** A server that cannot be signed in to is told in the plan, beside what else stands there. */
async function asStanding(context: StepContext, work: Promise<string | Standing>): Promise<string | Standing> {
  try {
    return await work;
  } catch (error) {
    if (context.signal.aborted || !(error instanceof Failure)) {
      throw error;
    }
    return blocked(`${error.what}: ${error.why}`, error.next);
  }
}

async function groupsOf({ vpc, signal }: StepContext, server: VirtualServer): Promise<readonly SecurityGroup[]> {
  const own = new Set(server.primaryInterface?.securityGroups.map(({ id }) => id));
  const groups = (await vpc.listSecurityGroups({ vpcId: server.vpc.id }, signal)).filter(({ id }) => own.has(id));
  return leastFirst(groups);
}
