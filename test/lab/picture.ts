import type { LabClient } from './client';

const script = 'ip -br link; ip -br addr; ip route; ip rule; nft -s list ruleset';

/** Every host of a lab with its links, addresses, routes and rules, as texts that are the same when these are. */
export async function picture(lab: LabClient): Promise<Readonly<Record<string, readonly string[]>>> {
  const hosts = await lab.hosts();
  return Object.fromEntries(await Promise.all(hosts.map(async ({ id }): Promise<[string, string[]]> => {
    const { out } = await lab.run(id, ['sh', '-c', script]);
    return [id, out.split('\n').map(lasting).sort()];
  })));
}

/** Without what is drawn anew each time: hardware addresses, and the number of the other end, with the columns that it makes wider. */
function lasting(line: string): string {
  return line.replace(/@if\d+/, '').replace(/([0-9a-f]{2}:){5}[0-9a-f]{2}/, '').replace(/\s+/g, ' ').trim();
}
