import type { Hop } from '../../model/check';
import { measured } from '../../model/words';
import { element, type Element } from '../element';
import { hopWords, shortened } from './words';

const box = { width: 196, height: 62, gap: 84, row: 82, margin: 6 };

interface Placed {
  readonly hop: Hop;
  readonly x: number;
  readonly y: number;
}

/** The path as one picture: the places in a row, the members below each other at its end. */
export function path(hops: readonly Hop[]): Element {
  const chain = hops.filter((hop) => hop.kind !== 'member');
  const members = hops.filter((hop) => hop.kind === 'member');
  const rows = Math.max(members.length, 1);
  const width = (chain.length + (members.length > 0 ? 1 : 0)) * (box.width + box.gap) - box.gap + 2 * box.margin;
  const height = rows * box.row - (box.row - box.height) + 2 * box.margin;
  const middle = (height - box.height) / 2;
  const row = chain.map((hop, index) => ({ hop, x: box.margin + index * (box.width + box.gap), y: middle }));
  const column = members.map((hop, index) => ({ hop, x: box.margin + chain.length * (box.width + box.gap), y: box.margin + index * box.row }));
  return element('section', { class: 'path', 'aria-label': 'The path' },
    element('svg', { viewBox: `0 0 ${Math.max(width, 1)} ${height}`, role: 'img', 'aria-label': inWords(hops) },
      ...row.slice(1).map((to, index) => way(row[index] ?? to, to)),
      ...column.map((to) => way(row.at(-1) ?? to, to)),
      ...[...row, ...column].map(place),
    ),
  );
}

/** What the picture says, for those who do not see it. */
export function inWords(hops: readonly Hop[]): string {
  return hops.length === 0 ? 'The path has not been checked yet.'
    : hops.map((hop) => `${hop.name}: ${hopWords[hop.state]}${hop.detail === '' || hop.detail === hopWords[hop.state] ? '' : `, ${hop.detail}`}`).join('; ');
}

function place({ hop, x, y }: Placed): Element {
  const middle = x + box.width / 2;
  return element('g', { class: `hop ${hop.state}` },
    element('title', {}, `${hop.name}: ${hopWords[hop.state]}. ${hop.detail}`),
    element('rect', { x, y, width: box.width, height: box.height, rx: 8 }),
    element('text', { x: middle, y: y + 20, class: 'name' }, shortened(hop.name, 22)),
    element('text', { x: middle, y: y + 37 }, hopWords[hop.state]),
    element('text', { x: middle, y: y + 53, class: 'detail' }, hop.detail === hopWords[hop.state] ? '' : shortened(hop.detail, 30)),
  );
}

function way(from: Placed, to: Placed): Element {
  const [x1, y1] = [from.x + box.width, from.y + box.height / 2];
  const [x2, y2] = [to.x, to.y + box.height / 2];
  const label = to.hop.state === 'broken' ? '✗' : to.hop.milliseconds === undefined ? '' : measured(to.hop.milliseconds);
  return element('g', { class: `way ${to.hop.state}`, 'aria-hidden': 'true' },
    element('line', { x1, y1, x2, y2 }),
    element('text', { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 6 }, label),
  );
}
