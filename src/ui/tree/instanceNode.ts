import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { RunState } from '../../model/plan';
import type { ServiceEntry } from '../../model/service';
import { visible, visibleInMarkdown } from '../../model/text';
import { hasFailed } from '../checks/checkSummary';
import type { KnownConnection, Reachability } from './connectionWords';
import { checkWords, reachabilityWords } from './connectionWords';
import { noteNode } from './failureNode';
import type { Health } from './health';
import { healthOf, stateWords } from './health';
import { everyRow, pinTag, type Lists } from './lists';
import type { TreeNode } from './node';
import { describe, spokenLabel } from './node';

/** An instance: what the API says of it, and the connections that lead to it. */
export function instanceNode(
  instance: Instance, service: ServiceEntry, reachability: Reachability, now: Date, lists: Lists = everyRow,
): TreeNode {
  const { connectable } = instance;
  const description = describe(
    instance.state === 'active' ? undefined : visible(stateWords(instance.state), 60),
    instance.edition,
    accessWords(instance),
    reachabilityWords(instance, reachability),
    lists.isPinned(instance.crn) ? t('pinned') : undefined,
  );
  const children = [
    ...reachability.connections.filter(({ run }) => run !== 'undone').map((known) => connectionNode(instance, known, now)),
    ...(connectable.possible ? [] : [noteNode(instance.crn, 'why-not', t('No private connection: {0} {1}', connectable.why, connectable.next))]),
  ];
  const name = visible(instance.name, 120);
  return {
    view: {
      id: instance.crn,
      label: name,
      description,
      tooltip: tooltip(instance, service, description),
      icon: service.icon,
      health: instanceHealth(instance, reachability),
      open: children.length === 0 ? 'leaf' : 'collapsed',
      tags: [
        'instance', 'hasCrn', 'hasDetails', 'checkable', pinTag(instance.crn, lists),
        ...(connectable.possible ? ['connectable'] : []),
        ...(reachability.connections.some(({ run }) => run === 'done') ? ['reached'] : []),
        ...(reachability.connections.some(isDialable) ? ['dialable'] : []),
        ...(reachability.connections.some(isOfOffice) ? ['office'] : []),
        ...(instance.page === undefined ? [] : ['hasPage']),
      ],
      spoken: spokenLabel(name, t('{0} instance', service.title), description),
    },
    subject: { kind: 'instance', instance },
    children: children.length === 0 ? undefined : () => Promise.resolve(children),
  };
}

/** Broken by the cloud's word, or where what leads to it failed its last check; the best of several ways counts. */
function instanceHealth({ state }: Instance, { connections }: Reachability): Health | undefined {
  const ways = connections.filter(({ run, check }) => run === 'done' && check !== undefined).map(wayHealth);
  return healthOf(state) ?? (ways.length === 0 || ways.includes(undefined) ? undefined : ways.includes('partly') ? 'partly' : 'broken');
}

/** Whether a VPN is there that this machine dials on the way; a change that is only planned takes it away from nobody. */
function isDialable({ run, stands, dialsVpn }: KnownConnection): boolean {
  return dialsVpn === true && (run === 'done' || (run === 'plan' && stands === true));
}

/** The same of what an office's gateway is set up for. */
function isOfOffice({ run, stands, hasOffice }: KnownConnection): boolean {
  return hasOffice === true && (run === 'done' || (run === 'plan' && stands === true));
}

/** Of a connection that is set up: by its last check. */
function wayHealth({ run, check }: KnownConnection): Health | undefined {
  if (run !== 'done') {
    return undefined;
  }
  return check?.partly === true ? 'partly' : hasFailed(check) ? 'broken' : undefined;
}

function connectionNode(instance: Instance, known: KnownConnection, now: Date): TreeNode {
  const { connection, words } = known;
  const name = t('through {0}', visible(words.through, 80));
  const description = describe(words.kind, known.run === 'done' ? checkWords(known.check, now) : runWords(known));
  return {
    view: {
      id: `${instance.crn}/connection/${connection.id}`,
      label: name,
      description,
      tooltip: visibleInMarkdown(t('A private connection to "{0}" through the {1} "{2}": {3}.', instance.name, words.kind, words.through, description)),
      icon: 'link',
      health: wayHealth(known),
      open: 'leaf',
      tags: [
        'connection', 'checkable', ...(known.run === 'done' ? ['connected'] : []),
        ...(isDialable(known) ? ['dialable'] : []), ...(isOfOffice(known) ? ['office'] : []),
      ],
      spoken: spokenLabel(name, t('connection'), description),
    },
    subject: { kind: 'connection', connection },
  };
}

const runStates: Readonly<Record<RunState, string>> = {
  plan: t('planned'), running: t('being connected'), done: t('done'), failed: t('failed'), cancelled: t('cancelled'), interrupted: t('cut off'),
  undoing: t('being undone'), undone: t('undone'), damaged: t('damaged'),
};
const undoStates: Readonly<Partial<Record<RunState, string>>> = {
  failed: t('undo failed'), cancelled: t('undo cancelled'), interrupted: t('undo cut off'),
};

function runWords({ run, goal }: KnownConnection): string {
  return run === undefined ? t('not set up') : t('{0}: see Activity', goal === 'undo' ? undoStates[run] ?? runStates[run] : runStates[run]);
}

function accessWords(instance: Instance): string | undefined {
  switch (instance.access) {
    case 'private': return t('private only');
    case 'public': return t('public only');
    case 'public-and-private': return t('public and private');
    default: return undefined;
  }
}

function tooltip({ name, region, plan, planTitle = plan, state, members, connectable }: Instance, service: ServiceEntry, description: string): string {
  const places = members.map(({ host, port }) => visibleInMarkdown(`${host}:${port}`)).join(', ');
  const lines = [
    `**${visibleInMarkdown(name)}** (${service.title}, ${visibleInMarkdown(region)})`,
    visibleInMarkdown(description),
    t('Plan {0}, state {1}', visibleInMarkdown(planTitle), visibleInMarkdown(state)),
    ...(members.length === 0 ? [] : [`${service.membersTitle ?? t('Members')}: ${places}`]),
    ...(connectable.possible ? [] : [visibleInMarkdown(`${connectable.why} ${connectable.next}`)]),
  ];
  return lines.join('\n\n');
}
