import { fixed } from '../network/fixedHosts';
import type { LabClient } from '../client';
import type { ScriptRunner } from '../kafka/clients';

/** Runs a client's script on a machine of the office, which finds names by its own name server; secrets go in by standard input. */
export function inOffice(lab: LabClient): ScriptRunner {
  return (folder, _hosts, script, env) => {
    const exported = Object.entries(env).map(([name, value]) => `export ${name}='${value ?? ''}'`);
    return lab.run(fixed.siteServer, ['bash', '-s'], { input: [...exported, `cd '${folder}'`, script, ''].join('\n'), limitMs: 120_000 });
  };
}

/** Lets that machine ask another name server, until what it resolves to is called. */
export async function asks(lab: LabClient, server: string): Promise<() => Promise<void>> {
  const change = (script: string) => lab.run(fixed.siteServer, ['sh', '-ec', script]);
  await change(`cp /etc/resolv.conf /etc/resolv.conf.before; printf 'nameserver ${server}\\noptions timeout:1 attempts:5\\n' >/etc/resolv.conf`);
  return async () => {
    await change('mv /etc/resolv.conf.before /etc/resolv.conf');
  };
}
