import type { Connection } from '../model/connection';
import { visible } from '../model/text';

const widest = 60;

/** The connection's network in letters and lines, for a fenced block: nothing in it can end the fence. */
export function networkPicture({ choices, instance }: Connection): string {
  const server = shown(choices.server.name);
  const place = choices.server.kind === 'new' ? choices.server.zone : 'where it is';
  const address = choices.address.kind === 'address' ? shown(choices.address.address) : 'floating IP';
  const gateway = [`endpoint gateway of ${shown(instance.name)}`, ...choices.zones.map((zone) => `one address in ${shown(zone)}`)];
  const inside = [
    ...box([server, `virtual server, ${place}`]),
    '      |',
    '      |  Kafka over TLS, port 9093',
    '      v',
    ...box(gateway),
  ];
  return [
    'this machine',
    '      |',
    `      |  SSH, port 22, ${address}`,
    '      v',
    ...frame(`VPC ${shown(choices.vpc.name)} (${shown(instance.region)})`, inside),
    '      |',
    '      |  IBM Cloud’s private network',
    '      v',
    `${shown(instance.name)} (Event Streams): its brokers, under their own names`,
  ].join('\n');
}

function shown(text: string): string {
  return visible(text, widest).replaceAll('`', '\'');
}

function box(lines: readonly string[]): readonly string[] {
  return frame(undefined, lines);
}

function frame(title: string | undefined, lines: readonly string[]): readonly string[] {
  const width = Math.max(...lines.map(({ length }) => length), (title?.length ?? 0) + 2);
  const top = title === undefined ? '-'.repeat(width + 2) : `- ${title} ${'-'.repeat(Math.max(0, width - title.length - 1))}`;
  return [`+${top}+`, ...lines.map((line) => `| ${line.padEnd(width)} |`), `+${'-'.repeat(width + 2)}+`];
}
