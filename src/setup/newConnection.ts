import { randomBytes } from 'node:crypto';
import type { Connection } from '../model/connection';
import type { Instance } from '../model/instance';
import { slug } from './names';

/** What a new connection is made of besides the instance. */
export interface Wish<Choices> {
  readonly route: string;
  /** Of the service credential. */
  readonly role: string;
  readonly choices: Choices;
}

/** A connection's id, from which every name that it gives is made; unique in the account for all practical purposes. */
export function newConnectionId(instanceName: string): string {
  return `${slug(instanceName, 30)}-pc-${randomBytes(2).toString('hex')}`;
}

/** The connection to save, from an instance and what was chosen. */
export function newConnection<Choices>(
  id: string, accountId: string, instance: Instance, { route, role, choices }: Wish<Choices>, now = new Date(),
): Connection<Choices> {
  const { crn, guid, name, region, service } = instance;
  return { id, accountId, service, instance: { crn, guid, name, region }, route, role, choices, createdAt: now.toISOString() };
}
