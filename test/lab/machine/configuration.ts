import { dirname } from 'node:path';
import type { HostPlan, WireEnd } from '../network/plan';

/** As a virtual wire has it from the start. */
const mostSegments = 65_535;

/** What is configured on a host: its own part of the plan, and its ends of the wires. */
export interface Configuration {
  readonly host: HostPlan;
  readonly ends: readonly WireEnd[];
}

/**
 * A shell script that turns what a host has into what it shall have, empty when that is the same. `fresh` names the devices that
 * were just put in and have nothing yet. Each nftables table is replaced in one transaction: there is no moment without rules, and
 * connections that are tracked go on.
 */
export function changes(from: Configuration | undefined, to: Configuration, fresh: ReadonlySet<string>): string {
  return [
    here('ip -batch -', [...ownLines(from?.host, to.host), ...endLines(from, to, fresh)]),
    ...ruleLines(from?.host.rules ?? [], to.host.rules ?? []),
    here('nft -f -', tableLines(from?.host.tables ?? {}, to.host.tables)),
    ...fileLines(from?.host.files ?? {}, to.host.files ?? {}),
    to.host.nameservers.length === 0 || same(from?.host.nameservers, to.host.nameservers) ? '' : resolverScript(to.host.nameservers),
  ].join('');
}

function here(command: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${command} <<'END'\n${lines.join('\n')}\nEND\n`;
}

function ownLines(from: HostPlan | undefined, to: HostPlan): string[] {
  const [hadAddresses, hadBlackholes] = [from?.addresses ?? [], from?.blackholes ?? []];
  return [
    ...without(hadAddresses, to.addresses).map((address) => `address del ${address} dev lo`),
    ...without(to.addresses, hadAddresses).map((address) => `address replace ${address} dev lo`),
    ...without(hadBlackholes, to.blackholes).map((range) => `route del blackhole ${range}`),
    ...without(to.blackholes, hadBlackholes).map((range) => `route replace blackhole ${range}`),
  ];
}

/** There is no `replace` for a rule, and one that is there twice is refused. */
function ruleLines(had: readonly string[], rules: readonly string[]): string[] {
  const gone = [...without(had, rules), ...without(rules, had)].map((rule) => `ip rule del ${rule} 2>/dev/null || true\n`);
  return [...gone, ...without(rules, had).map((rule) => `ip rule add ${rule}\n`)];
}

function endLines(from: Configuration | undefined, to: Configuration, fresh: ReadonlySet<string>): string[] {
  const pairs = to.ends.map((end) => ({ end, had: fresh.has(end.device) ? undefined : from?.ends.find(({ device }) => device === end.device) }));
  // What was there goes first everywhere: an address or a route may move from one device to another.
  return [
    ...pairs.flatMap(({ end, had }) => [
      ...without(routesOf(had), routesOf(end)).map((route) => `route del ${route} dev ${end.device}`),
      ...without(had?.addresses ?? [], end.addresses).map((address) => `address del ${address} dev ${end.device}`),
    ]),
    ...pairs.flatMap(({ end, had }) => added(end, had)),
  ];
}

function added(end: WireEnd, had: WireEnd | undefined): string[] {
  const { device, addresses, group, wholePackets = false, down = false } = end;
  return [
    ...without(addresses, had?.addresses ?? []).map((address) => `address replace ${address} dev ${device}`),
    ...(group === had?.group ? [] : [`link set ${device} group ${group ?? 0}`]),
    ...(wholePackets === (had?.wholePackets ?? false) ? [] : [`link set ${device} gso_max_segs ${wholePackets ? 1 : mostSegments}`]),
    ...(down === (had === undefined ? undefined : had.down ?? false) ? [] : [`link set ${device} ${down ? 'down' : 'up'}`]),
    ...without(routesOf(end), routesOf(had)).map((route) => `route replace ${route} dev ${device}`),
  ];
}

/** A device that is switched off has none. */
function routesOf(end: WireEnd | undefined): readonly string[] {
  return end === undefined || end.down === true ? [] : end.routes;
}

function tableLines(from: HostPlan['tables'], to: HostPlan['tables']): string[] {
  return [
    ...Object.keys(from).filter((name) => !(name in to)).map((name) => `delete table ip ${name}`),
    ...Object.entries(to).filter(([name, text]) => from[name] !== text)
      .map(([name, text]) => `table ip ${name} {}\ndelete table ip ${name}\ntable ip ${name} {\n${text}\n}`),
  ];
}

function fileLines(from: Readonly<Record<string, string>>, to: Readonly<Record<string, string>>): string[] {
  return [
    ...Object.keys(from).filter((path) => !(path in to)).map((path) => `rm -f '${path}'\n`),
    ...Object.entries(to).filter(([path, text]) => from[path] !== text).map(([path, text]) => here(`mkdir -p '${dirname(path)}'\ncat >'${path}'`, [text])),
  ];
}

function resolverScript(nameservers: readonly string[]): string {
  // Where it is a link, what it leads to is not this host's.
  return `rm -f /etc/resolv.conf\n${here('cat >/etc/resolv.conf', [...nameservers.map((address) => `nameserver ${address}`), 'options timeout:1 attempts:2'])}`;
}

function without(list: readonly string[], others: readonly string[]): string[] {
  return list.filter((each) => !others.includes(each));
}

function same(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return one?.join(' ') === other.join(' ');
}
