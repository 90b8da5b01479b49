import * as v from 'valibot';
import { event, serviceInstance, serviceKey, type EventRow, type ServiceInstanceRow, type ServiceKeyRow } from './records';
import { networkZone, policy, restrictionRule, type NetworkZoneRow, type PolicyRow, type RestrictionRuleRow } from './policies';
import { customResolver, type CustomResolverRow } from './customResolvers';
import { Region, regionFile } from './region';
import { secretsManager, type SecretsManagerRow } from './secretsManagers';

const account = v.object({
  id: v.string(), iamId: v.string(), email: v.string(), apiKey: v.string(), apiKeyId: v.string(), apiKeyName: v.string(), createdAt: v.string(),
  groups: v.array(v.object({ id: v.string(), name: v.string(), isDefault: v.boolean() })),
});
export type AccountRow = v.InferOutput<typeof account>;

/** The state file, whole. `format` changes when an older file cannot be read any more. */
export const stateFile = v.object({
  format: v.literal(1),
  account,
  regions: v.array(regionFile),
  instances: v.array(serviceInstance),
  serviceKeys: v.array(serviceKey),
  secretsManagers: v.optional(v.array(secretsManager), []),
  customResolvers: v.optional(v.array(customResolver), []),
  policies: v.optional(v.array(policy), []),
  restrictionRules: v.optional(v.array(restrictionRule), []),
  networkZones: v.optional(v.array(networkZone), []),
  events: v.array(event),
  /** Tags by CRN. */
  tags: v.record(v.string(), v.array(v.string())),
  /** Refresh tokens and passcodes that are still good. */
  refreshTokens: v.array(v.string()),
  passcodes: v.array(v.string()),
});
export type StateFile = v.InferOutput<typeof stateFile>;

/** Everything the sandbox remembers, in memory. */
export class State {
  readonly account: AccountRow;
  readonly regions: Map<string, Region>;
  readonly instances: Map<string, ServiceInstanceRow>;
  readonly serviceKeys: Map<string, ServiceKeyRow>;
  readonly secretsManagers: Map<string, SecretsManagerRow>;
  readonly customResolvers: Map<string, CustomResolverRow>;
  readonly policies: Map<string, PolicyRow>;
  readonly restrictionRules: Map<string, RestrictionRuleRow>;
  readonly networkZones: Map<string, NetworkZoneRow>;
  readonly tags: Map<string, string[]>;
  readonly refreshTokens: Set<string>;
  readonly passcodes: Set<string>;
  events: EventRow[];

  constructor(file: StateFile) {
    this.account = file.account;
    this.regions = new Map(file.regions.map((region) => [region.name, new Region(region)]));
    this.instances = new Map(file.instances.map((instance) => [instance.id, instance]));
    this.serviceKeys = new Map(file.serviceKeys.map((key) => [key.id, key]));
    this.secretsManagers = new Map(file.secretsManagers.map((row) => [row.id, row]));
    this.customResolvers = new Map(file.customResolvers.map((row) => [row.id, row]));
    this.policies = new Map(file.policies.map((row) => [row.id, row]));
    this.restrictionRules = new Map(file.restrictionRules.map((row) => [row.id, row]));
    this.networkZones = new Map(file.networkZones.map((row) => [row.id, row]));
    this.tags = new Map(Object.entries(file.tags));
    this.refreshTokens = new Set(file.refreshTokens);
    this.passcodes = new Set(file.passcodes);
    this.events = file.events;
  }

  toFile(): StateFile {
    return {
      format: 1, account: this.account,
      regions: [...this.regions.values()].map((region) => region.toFile()),
      instances: [...this.instances.values()], serviceKeys: [...this.serviceKeys.values()], events: this.events,
      secretsManagers: [...this.secretsManagers.values()], customResolvers: [...this.customResolvers.values()],
      policies: [...this.policies.values()], restrictionRules: [...this.restrictionRules.values()], networkZones: [...this.networkZones.values()],
      tags: Object.fromEntries(this.tags), refreshTokens: [...this.refreshTokens], passcodes: [...this.passcodes],
    };
  }
}
