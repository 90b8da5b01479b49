import assert from 'node:assert/strict';
import type { Machine } from '../../../src/machine/tunnelRights';
import { tunnelRights } from '../../../src/machine/tunnelRights';

const machine: Machine = {
  platform: 'linux', device: () => Promise.resolve(null), processStatus: () => Promise.resolve('CapInh:\t0000000000000000\nCapEff:\t0000000000000000\n'), groups: () => Promise.resolve(['jane', 'sudo']),
};

describe('the rights to make a tunnel', () => {
  it('are there with the capability alone, whoever the user is', async () => {
    const capable = (effective: string) => tunnelRights({ ...machine, groups: () => Promise.resolve([]), processStatus: () => Promise.resolve(`CapEff:\t${effective}\n`) });
    assert.equal((await capable('0000000000001000')).kind, 'own');
    assert.equal((await capable('000001ffffffffff')).kind, 'own');
    assert.equal((await capable('000001ffffffefff')).kind, 'none');
  });

  it('are sudo\'s to give for an administrator, and not there for anybody else', async () => {
    assert.equal((await tunnelRights(machine)).kind, 'asks');
    assert.equal((await tunnelRights({ ...machine, device: () => Promise.resolve('EACCES') })).kind, 'asks');
    const rights = await tunnelRights({ ...machine, groups: () => Promise.resolve(['jane', 'docker']) });
    assert.ok(rights.kind === 'none' && rights.why.includes('administrator'));
  });

  it('are of no use without the device, as in most containers', async () => {
    const rights = await tunnelRights({ ...machine, device: () => Promise.resolve('ENOENT'), processStatus: () => Promise.resolve('CapEff:\t000001ffffffffff\n') });
    assert.ok(rights.kind === 'none' && rights.why.includes('/dev/net/tun') && rights.next.includes('--device'));
  });

  it('are the client\'s own matter elsewhere', async () => {
    assert.equal((await tunnelRights({ ...machine, platform: 'darwin', device: () => Promise.reject(new Error('not asked')) })).kind, 'asks');
  });

  it('are tried on the machine that this runs on', async function () {
    if (process.platform !== 'linux') this.skip();
    assert.ok(['own', 'asks', 'none'].includes((await tunnelRights()).kind));
  });
});
