import assert from 'node:assert/strict';
import { VpnEnds, type VpnEndsDependencies } from '../../../../src/ui/session/vpnEnds';

const crn = 'crn:v1:bluemix:public:secrets-manager:ca-mon:a/e4f2c1d09b8a47c6a5d3f0e1b2c49786:7f2a:secret:9c1d';
const day = 86_400_000;

describe('When the certificates of VPN servers end', () => {
  let now: Date;
  let notAfter: string;
  let asked: number;
  let logged: number;
  let isRefused: boolean;
  let ends: VpnEnds;
  let changed: Promise<void>;

  beforeEach(() => {
    now = new Date('2026-05-01T00:00:00Z');
    isRefused = false;
    [notAfter, asked, logged] = ['2026-05-13T00:00:00Z', 0, 0];
    let tell = (): void => undefined;
    changed = new Promise((resolve) => { tell = resolve; });
    const cloud = {
      vpc: () => ({ getVpnServer: () => {
        asked += 1;
        return notAfter === '' ? Promise.reject(new Error('gone')) : Promise.resolve({ name: 'orders-vpn', certificateCrn: crn, authentication: [{ method: 'username' }] });
      } }),
      secretsManagers: { open: () => ({ getCertificateMetadata: () => isRefused ? Promise.reject(new Error('Viewer is needed.')) : Promise.resolve({ notAfter }) }) },
    } as unknown as VpnEndsDependencies['cloud'];
    ends = new VpnEnds({ cloud, now: () => now, log: () => { logged += 1; tell(); }, changed: () => tell() });
  });

  it('is asked of the cloud once, beside the rows, which are painted again when it is known', async () => {
    assert.equal(ends.of('ca-mon', 'vpn-1'), undefined);
    assert.equal(ends.of('ca-mon', 'vpn-1'), undefined);
    await changed;
    assert.deepEqual(ends.of('ca-mon', 'vpn-1'), {
      words: 'certificate ends in 12 d',
      explained: ['The certificate of the VPN server orders-vpn ends on 2026-05-13; nobody can connect after that. Renew Certificates… makes new ones.'],
    });
    assert.equal(asked, 1);
  });

  it('is asked again after some minutes where it ends soon, since it may be renewed, and after hours where it does not', async () => {
    ends.of('ca-mon', 'vpn-1');
    await changed;
    notAfter = '2027-05-01T00:00:00Z';
    now = new Date(now.getTime() + 11 * 60_000);
    ends.of('ca-mon', 'vpn-1');
    assert.equal(asked, 2);
    while (ends.of('ca-mon', 'vpn-1') !== undefined) await new Promise(setImmediate);
    now = new Date(now.getTime() + 5 * 3_600_000);
    ends.of('ca-mon', 'vpn-1');
    assert.equal(asked, 2);
    now = new Date(now.getTime() + day);
    ends.of('ca-mon', 'vpn-1');
    assert.equal(asked, 3);
  });

  it('stays told where it cannot be read any more, and is asked again after some minutes', async () => {
    ends.of('ca-mon', 'vpn-1');
    await changed;
    notAfter = '';
    now = new Date(now.getTime() + 11 * 60_000);
    ends.of('ca-mon', 'vpn-1');
    while (logged === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    assert.equal(ends.of('ca-mon', 'vpn-1')?.words, 'certificate ends in 12 d');
    now = new Date(now.getTime() + 11 * 60_000);
    ends.of('ca-mon', 'vpn-1');
    assert.equal(asked, 3);
  });

  it('is asked again after some minutes where it could not be read at first: a machine that was offline hides no end for hours', async () => {
    notAfter = '';
    ends.of('ca-mon', 'vpn-1');
    while (logged === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    notAfter = '2026-05-13T00:00:00Z';
    now = new Date(now.getTime() + 11 * 60_000);
    ends.of('ca-mon', 'vpn-1');
    assert.equal(asked, 2);
    await new Promise(setImmediate);
    assert.equal(ends.of('ca-mon', 'vpn-1')?.words, 'certificate ends in 12 d');
  });

  it('stays told where its secret alone cannot be read any more, with why: what is known of one that ended is not forgotten', async () => {
    ends.of('ca-mon', 'vpn-1');
    await changed;
    isRefused = true;
    now = new Date(now.getTime() + 11 * 60_000);
    ends.of('ca-mon', 'vpn-1');
    while (ends.of('ca-mon', 'vpn-1')?.explained.length === 1) await new Promise(setImmediate);
    const told = ends.of('ca-mon', 'vpn-1');
    assert.deepEqual([told?.words, told?.explained[1]], [
      'certificate ends in 12 d', 'When the certificate of the VPN server orders-vpn ends could not be read: Viewer is needed.',
    ]);
    assert.equal(logged, 0);
  });

  it('is not guessed at where it cannot be read, which the log says once, nor asked for once the account was left', async () => {
    notAfter = '';
    ends.of('ca-mon', 'vpn-1');
    await changed;
    assert.deepEqual([ends.of('ca-mon', 'vpn-1'), asked, logged], [undefined, 1, 1]);
    ends.close();
    ends.of('ca-mon', 'vpn-2');
    assert.equal(asked, 1);
  });
});
