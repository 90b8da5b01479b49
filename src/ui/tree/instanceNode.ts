import type { EventStreamsInstance } from '../../model/instance';
import { connectable } from '../../model/instance';
import { visible, visibleInMarkdown } from '../../model/text';
import { noteNode } from './failureNode';
import type { TreeNode } from './node';
import { describe, spokenLabel } from './node';
import type { CheckSummary, KnownConnection } from './reach';
import { checkWords, reachWords, throughName } from './reach';

/** What is known of the ways to an instance. */
export interface Ways {
  readonly connections: readonly KnownConnection[];
  /** The last check from this machine without a connection. */
  readonly direct: CheckSummary | undefined;
}

/** An Event Streams instance: what the API says of it, and the connections that lead to it. */
export function instanceNode(instance: EventStreamsInstance, ways: Ways, now: Date): TreeNode {
  const answer = connectable(instance);
  const description = describe(
    instance.state === 'active' ? undefined : visible(instance.state, 40),
    generationWords(instance),
    accessWords(instance),
    reachWords(instance, ways.connections, ways.direct),
  );
  const children = [
    ...ways.connections.filter(({ run }) => run !== 'undone').map((way) => connectionNode(instance, way, now)),
    ...(answer.possible ? [] : [noteNode(instance.crn, 'why-not', `No private connection: ${answer.why} ${answer.next}`)]),
  ];
  const name = visible(instance.name, 120);
  return {
    view: {
      id: instance.crn,
      label: name,
      description,
      tooltip: tooltip(instance, description),
      icon: 'broadcast',
      open: children.length === 0 ? 'leaf' : 'collapsed',
      tags: ['instance', 'hasCrn', 'hasDetails', 'checkable', ...(answer.possible ? ['connectable'] : [])],
      spoken: spokenLabel(name, 'Event Streams instance', description),
    },
    subject: { kind: 'instance', instance },
    children: children.length === 0 ? undefined : () => Promise.resolve(children),
  };
}

function connectionNode(instance: EventStreamsInstance, way: KnownConnection, now: Date): TreeNode {
  const { connection } = way;
  const name = `through ${visible(throughName(connection), 80)}`;
  const description = describe('virtual server', way.run === 'done' ? checkWords(way.check, now) : runWords(way));
  return {
    view: {
      id: `${instance.crn}/connection/${connection.id}`,
      label: name,
      description,
      tooltip: visibleInMarkdown(`A private connection to "${instance.name}" through the virtual server "${throughName(connection)}": ${description}.`),
      icon: 'link',
      open: 'leaf',
      tags: ['connection', 'checkable', ...(way.run === 'done' ? ['connected'] : [])],
      spoken: spokenLabel(name, 'connection', description),
    },
    subject: { kind: 'connection', connection },
  };
}

function runWords(way: KnownConnection): string {
  return way.run === undefined ? 'not set up' : `${way.run === 'plan' ? 'planned' : way.run}: see Activity`;
}

function generationWords(instance: EventStreamsInstance): string {
  if (instance.plan === 'lite' || instance.plan === 'standard') {
    return instance.plan === 'lite' ? 'Lite' : 'Standard';
  }
  return instance.generation === undefined ? `plan ${visible(instance.plan, 60)}` : `Gen ${instance.generation}`;
}

function accessWords(instance: EventStreamsInstance): string | undefined {
  switch (instance.access) {
    case 'private': return 'private only';
    case 'public': return 'public only';
    case 'public-and-private': return 'public and private';
    default: return undefined;
  }
}

function tooltip(instance: EventStreamsInstance, description: string): string {
  const answer = connectable(instance);
  const lines = [
    `**${visibleInMarkdown(instance.name)}** (Event Streams, ${visibleInMarkdown(instance.region)})`,
    visibleInMarkdown(description),
    `Plan ${visibleInMarkdown(instance.plan)}, state ${visibleInMarkdown(instance.state)}`,
    ...(instance.bootstrap.length === 0 ? [] : [`Bootstrap servers: ${instance.bootstrap.map(({ host, port }) => visibleInMarkdown(`${host}:${port}`)).join(', ')}`]),
    ...(answer.possible ? [] : [visibleInMarkdown(`${answer.why} ${answer.next}`)]),
  ];
  return lines.join('\n\n');
}
