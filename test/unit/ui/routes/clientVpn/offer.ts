import type { SecretsManagerInstance } from '../../../../../src/model/secretsManager';
import type { VpnOffer } from '../../../../../src/setup/routes/clientVpn/offer';
import type { Sources } from '../../../../../src/ui/routes/clientVpn/sources';
import { MemoryVault } from '../../../setup/support';
import { subnet, vpc } from '../../fixtures';
import type { ScriptedPrompter } from '../../prompts/scriptedPrompter';

export const payments = vpc('payments');

export function secretsManager(name: string, more: Partial<SecretsManagerInstance> = {}): SecretsManagerInstance {
  return {
    guid: `guid-${name}`, crn: `crn:v1:bluemix:public:secrets-manager:ca-mon:a/e4f2:guid-${name}::`, name, region: 'ca-mon', resourceGroupId: 'rg', plan: 'standard',
    planId: '7713c3a8-3be8-4a9a-81bb-ee822fcaac3d', planTitle: 'Standard', state: 'active', createdAt: '2026-01-01T00:00:00Z', access: 'public', extensions: {}, ...more,
  };
}

/** The catalogue's id of the plan. */
export const trial = { planId: '869c191a-3c2a-4faf-98be-18d48f95ba1f', plan: 'trial', planTitle: 'Trial' };

/** What a region with one VPC offers. */
export const offer: VpnOffer = {
  vpcs: [payments], vpnServers: [], subnets: [{ ...subnet('one', payments), id: 's' }], gateways: [], secretsManagers: [],
  zones: ['ca-mon-1', 'ca-mon-2', 'ca-mon-3'].map((name) => ({ name, region: 'ca-mon', available: true })),
  resourceGroups: [{ id: 'rg-default', name: 'Default', isDefault: true }],
  prices: { vpnServer: { kind: 'priced', monthly: 73, currency: 'USD', basis: 'hour' }, secretsManager: { kind: 'priced', monthly: 300, currency: 'USD', basis: 'instance' } },
};

/** A machine that may make a tunnel, in a network at home. */
export function sourcesWith(prompter: ScriptedPrompter, more: Partial<Sources> = {}): Sources {
  return {
    prompter, secrets: new MemoryVault(), lookupHost: 'address.example', person: 'anna',
    editor: { chooseFiles: () => Promise.reject(new Error('not asked for')), confirm: () => Promise.reject(new Error('not asked for')) },
    offer: () => Promise.resolve(offer), prefixes: () => Promise.resolve(['10.249.0.0/18']),
    ownNetworks: () => Promise.resolve({ networks: [{ range: '192.168.1.0/24', name: 'wlan0' }] }),
    machine: () => Promise.resolve({ rights: { kind: 'asks', note: 'sudo asks.' }, surroundings: 'own' }),
    ownAddress: () => Promise.resolve('203.0.113.77'), knownAddress: () => undefined, ...more,
  };
}
