import type { Hop } from '../../model/check';
import { t } from '../../model/l10n';
import { measured, sentence } from '../../model/words';
import { element, type Element } from '../element';
import { brokenIntoLines, detailWords, shortenedTo, stateWords } from './words';

const size = { width: 196, height: 78, gap: 56, row: 98, margin: 6 };
/** What a text may take of a box, reckoned in the letters of details; a name's are bold and a pixel larger, and some fonts are wider than others. */
const room = { name: 150, detail: 172 };

interface Drawn {
  readonly hop: Hop;
  readonly x: number;
  readonly y: number;
}

/** The path, as a picture or as a list: the style sheet shows the one that can be read in the width that there is. */
export function path(hops: readonly Hop[]): Element {
  const chain = hops.filter((hop) => hop.kind !== 'member');
  const members = hops.filter((hop) => hop.kind === 'member');
  const columns = chain.length + (members.length > 0 ? 1 : 0);
  return element('section', { class: `path ${columns <= 3 ? 'short' : columns === 4 ? 'middle' : 'long'}`, 'aria-label': t('The path') },
    picture(hops, chain, members, columns),
    element('div', { class: 'places' },
      element('ol', {}, ...chain.map(place)),
      // In no order: none of them leads to the next.
      members.length > 0 && element('ul', {}, ...members.map(place)),
    ),
  );
}

/** The places in a row, the members below each other at its end. */
function picture(hops: readonly Hop[], chain: readonly Hop[], members: readonly Hop[], columns: number): Element {
  const rows = Math.max(members.length, 1);
  const width = Math.max(columns * (size.width + size.gap) - size.gap + 2 * size.margin, 1);
  const height = rows * size.row - (size.row - size.height) + 2 * size.margin;
  const middle = (height - size.height) / 2;
  const row = chain.map((hop, index) => ({ hop, x: size.margin + index * (size.width + size.gap), y: middle }));
  const column = members.map((hop, index) => ({ hop, x: size.margin + chain.length * (size.width + size.gap), y: size.margin + index * size.row }));
  return element('svg', { viewBox: `0 0 ${width} ${height}`, width, role: 'img', 'aria-label': inWords(hops) },
    ...row.slice(1).map((to, index) => way(row[index] ?? to, to)),
    ...column.map((to) => way(row.at(-1) ?? to, to)),
    ...[...row, ...column].map(box),
  );
}

/** One below the other, with all that there is to say: names and details of any length break into lines. */
function place(hop: Hop): Element {
  return element('li', { class: `hop ${hop.state}` },
    element('p', { class: 'place' }, hop.name),
    element('p', {},
      element('span', { class: 'state' }, stateWords(hop)),
      hop.milliseconds !== undefined && hop.state !== 'broken' && element('span', { class: 'quiet' }, measured(hop.milliseconds)),
    ),
    element('p', { class: 'quiet' }, detailWords(hop)),
  );
}

/** What the picture says, for those who do not see it. */
export function inWords(hops: readonly Hop[]): string {
  return hops.length === 0 ? t('The path has not been checked yet.')
    : hops.map((hop) => `${hop.name}: ${[stateWords(hop), detailWords(hop)].filter((part) => part !== '').join(', ')}`).join('; ');
}

function box({ hop, x, y }: Drawn): Element {
  const middle = x + size.width / 2;
  const state = brokenIntoLines(stateWords(hop), room.detail, 3);
  const details = state.length < 3 ? brokenIntoLines(detailWords(hop), room.detail, 3 - state.length) : [];
  const line = (className: string | undefined, from: number) => (text: string, index: number): Element =>
    element('text', { x: middle, y: y + 37 + (from + index) * 16, ...(className === undefined ? {} : { class: className }) }, text);
  return element('g', { class: `hop ${hop.state}` },
    element('title', {}, `${hop.name}: ${sentence(stateWords(hop))} ${detailWords(hop)}`.trim()),
    element('rect', { x, y, width: size.width, height: size.height, rx: 8 }),
    element('text', { x: middle, y: y + 20, class: 'name' }, shortenedTo(hop.name, room.name)),
    ...state.map(line(undefined, 0)),
    ...details.map(line('detail', state.length)),
  );
}

function way(from: Drawn, to: Drawn): Element {
  const [x1, y1] = [from.x + size.width, from.y + size.height / 2];
  const [x2, y2] = [to.x, to.y + size.height / 2];
  const label = to.hop.state === 'broken' ? '✗' : to.hop.milliseconds === undefined ? '' : measured(to.hop.milliseconds);
  return element('g', { class: `way ${to.hop.state}`, 'aria-hidden': 'true' },
    element('line', { x1, y1, x2, y2 }),
    element('text', { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 6 }, label),
  );
}
