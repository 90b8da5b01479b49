import assert from 'node:assert/strict';
import * as v from 'valibot';
import { clientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';
import { connection } from '../../scripted';
import { vpnChoices } from './choices';

const choices = vpnChoices();
const reads = (value: unknown): boolean => v.safeParse(clientVpnChoices, value).success;

describe('Choices of the route through a client VPN server', () => {
  it('are read as they were saved, whatever of them was chosen', () => {
    for (const more of [
      {},
      { vpc: { kind: 'existing', id: 'v', name: 'v' }, server: { kind: 'existing', id: 'n', name: 'n' } },
      { places: [{ zone: 'ca-mon-1', subnet: { kind: 'existing', id: 's', name: 's' } }, { zone: 'ca-mon-2', subnet: { kind: 'new' } }] },
      { certificates: { kind: 'made', person: 'anna', keepsAuthorityKey: false }, secretsManager: { kind: 'new', name: 's', plan: 'trial' } },
      { certificates: { kind: 'brought' }, userRanges: ['192.168.0.0/16'], ownAddress: '203.0.113.7', allowedFromBefore: [['203.0.113.8/32']] },
      { certificates: { kind: 'private', person: 'anna' }, secretsManager: { kind: 'existing', crn: 'crn:s', name: 's' } },
      { authentication: ['username'] }, { authentication: ['certificate', 'username'] },
      { tunnel: 'full', protocol: 'tcp', port: 65_535, idleTimeout: 0, dnsServers: [], toGateway: 'translate' },
      { idleTimeout: 28_800, port: 1, extraRoutes: [{ destination: '10.9.0.0/16', action: 'drop' }, { destination: '0.0.0.0/0', action: 'translate' }] },
      { allowedFrom: ['0.0.0.0/0', '198.51.100.0/24'], openToInternetConfirmed: true },
      { clientPool: '10.0.0.0/9' }, { clientPool: '10.0.4.0/22' },
    ] as const) {
      assert.deepEqual(v.parse(clientVpnChoices, { ...choices, ...more }), { ...choices, ...more });
    }
  });

  for (const [what, more] of [
    ['a pool that is too large', { clientPool: '10.0.0.0/8' }], ['a pool that is too small', { clientPool: '172.20.0.0/23' }],
    ['a pool that does not begin where its range does', { clientPool: '172.20.1.0/22' }], ['a pool that is no range', { clientPool: 'office' }],
    ['no place for the server', { places: [] }],
    ['two places in one zone', { places: [...choices.places, ...choices.places] }],
    ['three places', { places: ['1', '2', '3'].map((zone) => ({ zone, subnet: { kind: 'new' } })) }],
    ['a place in what is no zone', { places: [{ zone: '../x', subnet: { kind: 'new' } }] }],
    ['no zone for the gateway', { zones: [] }], ['one zone twice', { zones: ['ca-mon-1', 'ca-mon-1'] }], ['a zone that is no name', { zones: ['CA 1'] }],
    ['no authentication', { authentication: [] }], ['one method twice', { authentication: ['username', 'username'] }],
    ['an unknown method', { authentication: ['saml'] }], ['an unknown tunnel', { tunnel: 'half' }], ['an unknown protocol', { protocol: 'icmp' }],
    ['port 0', { port: 0 }], ['port 65536', { port: 65_536 }], ['half a port', { port: 1.5 }], ['a port in letters', { port: '443' }],
    ['a time-out before 0', { idleTimeout: -1 }], ['a time-out after eight hours', { idleTimeout: 28_801 }], ['half a second', { idleTimeout: 0.5 }],
    ['three resolvers', { dnsServers: ['161.26.0.7', '161.26.0.8', '10.0.0.1'] }], ['a resolver by name', { dnsServers: ['dns.example.com'] }],
    ['an unknown action', { toGateway: 'drop' }], ['an unknown action of a route', { extraRoutes: [{ destination: '10.0.0.0/8', action: 'allow' }] }],
    ['a route to what is no range', { extraRoutes: [{ destination: '10.0.0.1/8', action: 'deliver' }] }],
    ['nobody who may dial it', { allowedFrom: [] }], ['who may dial it as no range', { allowedFrom: ['203.0.113.7'] }],
    ['a confirmation that is none', { openToInternetConfirmed: false }],
    ['certificates of an unknown way', { certificates: { kind: 'bought' } }], ['made ones for nobody', { certificates: { kind: 'made', person: ' ', keepsAuthorityKey: true } }],
    ['a Secrets Manager of an unknown plan', { secretsManager: { kind: 'new', name: 's', plan: 'lite' } }],
    ['an existing Secrets Manager without a CRN', { secretsManager: { kind: 'existing', name: 's' } }],
    ['an existing VPC without an id', { vpc: { kind: 'existing', name: 'v' } }], ['an existing server without an id', { server: { kind: 'existing', name: 'n' } }],
    ['no resource group', { resourceGroupId: undefined }], ['a named range that is none', { userRanges: ['office'] }],
    ['a new server without certificates', { certificates: undefined }], ['a new server without Secrets Manager', { secretsManager: undefined }],
  ] as const) {
    it(`are refused with ${what}`, () => assert.equal(reads({ ...choices, ...more }), false));
  }

  it('are refused where they are those of another route, or any of them is left out', () => {
    assert.equal(reads(connection.choices), false);
    const existing = { ...choices, server: { kind: 'existing', id: 'n', name: 'n' }, certificates: undefined, secretsManager: undefined };
    assert.equal(reads(existing), true);
    for (const left of Object.keys(choices)) {
      assert.equal(reads({ ...choices, [left]: undefined }), false, left);
    }
  });

  it('are nothing but what the route knows: no key or password gets into what is saved', () => {
    assert.deepEqual(v.parse(clientVpnChoices, { ...choices, certificates: { ...choices.certificates, keyText: 'secret' }, passcode: 'x' }), choices);
  });
});
