import type { Path, Place } from '../model/path';
import { visible } from '../model/text';

const widest = 60;
const arrow = (words: string): readonly string[] => ['      |', `      |  ${shown(words)}`, '      v'];

/** The path in letters and lines, for a fenced block: nothing in it can end the fence. Places inside one network stand in one box. */
export function networkPicture(path: Path): string {
  return networksOf(path).flatMap(({ within, places }, index) => {
    const lines = places.flatMap((place, at) => [...(at === 0 ? [] : arrow(place.reachedBy)), ...drawn(place)]);
    const way = index === 0 ? [] : arrow(places[0]?.reachedBy ?? '');
    return [...way, ...(within === undefined ? lines : frame(shown(within, 2 * widest), lines))];
  }).join('\n');
}

interface NetworkOfPlaces {
  readonly within: string | undefined;
  readonly places: Place[];
}

/** Neighbours inside the same network belong together; a place outside of any stands alone. */
function networksOf(path: Path): readonly NetworkOfPlaces[] {
  const networks: NetworkOfPlaces[] = [];
  for (const place of path) {
    const last = networks.at(-1);
    if (last?.within !== undefined && last.within === place.within) {
      last.places.push(place);
    } else {
      networks.push({ within: place.within, places: [place] });
    }
  }
  return networks;
}

/** A place inside a network is a box of its own, one outside a line. */
function drawn({ name, details, within }: Place): readonly string[] {
  const lines = [shown(name), ...details.map((detail) => shown(detail))];
  return within === undefined ? [lines.join(': ')] : frame(undefined, lines);
}

function shown(text: string, limit = widest): string {
  return visible(text, limit).replaceAll('`', '\'');
}

function frame(title: string | undefined, lines: readonly string[]): readonly string[] {
  const width = Math.max(...lines.map(({ length }) => length), (title?.length ?? 0) + 2);
  const top = title === undefined ? '-'.repeat(width + 2) : `- ${title} ${'-'.repeat(Math.max(0, width - title.length - 1))}`;
  return [`+${top}+`, ...lines.map((line) => `| ${line.padEnd(width)} |`), `+${'-'.repeat(width + 2)}+`];
}
