import assert from 'node:assert/strict';
import { never } from '../../support';
import type { ServerBench } from './serverBench';

/** What others have put on the server before us: a package that ours need too, and a file that nobody else may read. */
export async function bringOthersThings(bench: ServerBench): Promise<void> {
  const { cloud } = bench.peer;
  const vpc = cloud.vpc('ca-mon');
  const server = await vpc.getVirtualServer(bench.choice.server.id, never);
  const group = server.primaryInterface?.securityGroups[0]?.id ?? '';
  const { id } = await vpc.createSecurityGroupRule(group, { direction: 'outbound', protocol: 'tcp', remote: { kind: 'cidr', cidr: '161.26.0.6/32' } }, never);
  for (const command of ['apt-get update', 'apt-get install libyajl2', 'dd of=orders.txt conv=excl status=none', 'chmod 600 -- orders.txt']) {
    await bench.ask(command);
  }
  await vpc.deleteSecurityGroupRule(group, id, never);
  assert.match((await bench.state()).join('\n'), /^600 \/home\/ubuntu\/orders\.txt$[^]*^ii {2}libyajl2$/m);
}
