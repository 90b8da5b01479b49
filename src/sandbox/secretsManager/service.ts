import type { SandboxService } from '../services/service';
import type { SecretsManagerRow } from '../state/secretsManagers';

/** Plan ids as the cloud has them: cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-create-instance */
export const plans = {
  standard: {
    id: '7713c3a8-3be8-4a9a-81bb-ee822fcaac3d', name: 'standard', display: 'Standard', oneTimeCredentials: false,
    charges: [
      { metric: 'part-secrets-manager.instances', name: 'Instances', unit: 'INSTANCES', unitName: 'Instance', price: 280 },
      { metric: 'part-secrets-manager.active-secrets', name: 'Active secrets', unit: 'ACTIVE_SECRETS', unitName: 'Active Secret', price: 0.2 },
    ],
  },
  trial: { id: '869c191a-3c2a-4faf-98be-18d48f95ba1f', name: 'trial', display: 'Trial', oneTimeCredentials: false },
} as const;

/** Secrets Manager as the catalogue and the resource controller know it; what an instance holds is its own API's. */
export const secretsManagerService: SandboxService = {
  id: 'secrets-manager',
  catalog: { id: 'ebc0cdb0-af2a-11ea-98c7-29e5db822649', name: 'secrets-manager', display: 'Secrets Manager' },
  plans: Object.values(plans),
  document: ({ guid, region }) => ({
    virtual_private_endpoints: {
      dns_domain: `private.${region}.secrets-manager.appdomain.cloud`, dns_hosts: [guid], origin_type: 'cse', ports: [{ port_min: 443, port_max: 443 }],
      endpoints: [1, 2, 3].map((zone) => ({ ip_address: `166.9.${zone}.57`, zone: `${region}-${zone}` })),
    },
  }),
  // Its private names lead to nobody of the sandbox's network.
  members: () => [],
  credential: () => ({}),
  // 5 to 15 minutes until it is active, and a while more until its own address answers.
  pace: { active: 30, answers: 40 },
  refusal({ plan, parameters }, others) {
    const endpoints = parameters['service-endpoints'] ?? 'private';
    if (endpoints !== 'private' && endpoints !== 'public-and-private') {
      return 'The value of the service-endpoints parameter must be private or public-and-private.';
    }
    // One that waits for its reclamation still counts.
    return plan === plans.trial.name && others.some((other) => other.plan === plans.trial.id && other.state !== 'removed')
      ? 'You can have only one Trial instance in your account. Delete the existing one, and its reclamation, or choose another plan.' : undefined;
  },
};

/** An instance that was just made: nothing but the group that every secret is in that names none. */
export function emptySecretsManager(id: string, createdAt: string): SecretsManagerRow {
  return {
    id, secrets: [], authorities: [], templates: [],
    groups: [{ id: 'default', name: 'default', description: 'The default secret group.', createdAt, updatedAt: createdAt }],
  };
}

/** Whether the internet reaches it: an instance that was ordered without a word about it is private. */
export function isPublic(parameters: Readonly<Record<string, unknown>>): boolean {
  return parameters['service-endpoints'] === 'public-and-private';
}
