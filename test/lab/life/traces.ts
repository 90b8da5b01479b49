import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Lab } from '../lab';
import { run } from '../machine/run';

/** What a lab could leave behind on this machine, as a text that is the same when it left nothing. */
export async function machine(): Promise<string> {
  const parts = await Promise.all([
    ['ip', '-br', 'link'], ['ip', '-br', 'address'], ['ip', 'route', 'show', 'table', 'all'], ['ip', 'rule'], ['nft', 'list', 'ruleset'],
  ].map((command) => run(command)));
  return [...parts, readFileSync('/proc/self/mounts', 'utf8')].join('\n');
}

/** Where a lab would be found: its process namespace, and its folder. */
export interface Marks {
  readonly namespace: string;
  readonly folder: string;
}

export function marksOf({ pid, socket }: Pick<Lab, 'pid' | 'socket'>): Marks {
  return { namespace: readlinkSync(`/proc/${pid}/ns/pid`), folder: dirname(socket) };
}

/** The processes in a lab's namespaces, the hosts' own among them. */
export function membersOf({ namespace }: Marks): number[] {
  const inside = new Set([namespace]);
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => entryOf(Number(pid)) ?? []);
  // A host's namespace is below the lab's: whoever made it is in the lab.
  for (let before = 0; before !== inside.size;) {
    before = inside.size;
    for (const { namespace: own, children } of all) if (inside.has(own)) inside.add(children);
  }
  return all.filter((each) => inside.has(each.namespace)).map(({ pid }) => pid);
}

export function leftOf(marks: Marks): string[] {
  const members = membersOf(marks);
  return [...(members.length > 0 ? [`${members.length} processes`] : []), ...(existsSync(marks.folder) ? [marks.folder] : [])];
}

function entryOf(pid: number): { pid: number; namespace: string; children: string } | undefined {
  try {
    return { pid, namespace: readlinkSync(`/proc/${pid}/ns/pid`), children: readlinkSync(`/proc/${pid}/ns/pid_for_children`) };
  } catch (error) {
    // It has ended meanwhile, or is none that root may look at, as a lab's are.
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH', 'EACCES'].includes(String(error.code))) return undefined;
    throw error;
  }
}
