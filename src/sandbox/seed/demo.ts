import { Region } from '../state/region';
import type { StateFile } from '../state/state';
import { seedAccount, type SeedInput } from './account';
import { caMon } from './caMon';
import { seedInstances } from './instances';

/** An account as people have them: several regions, teams and years, with some things already wrong. */
export function demoSeed(input: SeedInput): StateFile {
  const account = seedAccount();
  const group = account.groups[0]?.id ?? '';
  const instances = seedInstances(account);
  const regions = [
    caMon(group, instances, input),
    ...['eu-de', 'us-south', 'jp-tok'].map((name) => Region.empty(name)),
  ];
  return {
    format: 1, account, regions: regions.map((region) => region.toFile()), instances: Object.values(instances), serviceKeys: [], events: [],
    tags: {}, refreshTokens: [], passcodes: [],
  };
}
