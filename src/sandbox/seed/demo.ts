import { Region } from '../state/region';
import type { StateFile } from '../state/state';
import { seedAccount, type SeedInput } from './account';
import { caMon } from './caMon';
import { euDe } from './euDe';
import { seedInstances } from './instances';
import { usSouth } from './usSouth';

/** An account as people have them: several regions, teams and years, with some things already wrong. */
export function demoSeed(input: SeedInput): StateFile {
  const account = seedAccount();
  const group = account.groups[0]?.id ?? '';
  const instances = seedInstances(account, input.services);
  const regions = [
    caMon(group, instances, input),
    euDe(group, instances, input),
    usSouth(group, input),
    // Offered to everyone, used by nobody here.
    ...['jp-tok', 'in-che'].map((name) => Region.empty(name)),
  ];
  return {
    format: 1, account, regions: regions.map((region) => region.toFile()), instances: Object.values(instances), serviceKeys: [],
    secretsManagers: [], customResolvers: [], policies: [], restrictionRules: [], networkZones: [], events: [], tags: {}, refreshTokens: [], passcodes: [],
  };
}
