import { createPrivateKey } from 'node:crypto';
import * as v from 'valibot';
import { created, noContent, ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { intermediateEntries, rootEntries, templateEntries, type AuthorityRow, type TemplateRow } from '../state/secretsManagers';
import { signingRequest } from '../tls/x509';
import { timestamp } from '../world';
import { authorityNamed, lifetimeOf, selfSigned, signerNamed, subjectOf } from './authorities';
import { configuration, configurationMetadata, isAuthority } from './configurationViews';
import { seconds } from './duration';
import { newKey } from './keys';
import { listed, page } from './page';
import { badRequest, conflict, nameField, notFound, read, type Scope } from './scope';

// Of each kind: cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-known-issues-and-limits
const most = 10;

const prototype = v.variant('config_type', [
  v.strictObject({ config_type: v.literal('private_cert_configuration_root_ca'), name: nameField, ...rootEntries }),
  v.strictObject({ config_type: v.literal('private_cert_configuration_intermediate_ca'), name: nameField, ...intermediateEntries }),
  v.strictObject({ config_type: v.literal('private_cert_configuration_template'), name: nameField, ...templateEntries }),
]);

export function listConfigurations(call: Call, scope: Scope): Reply {
  const types = listed(call, 'secret_types');
  const rows = types.length === 0 || types.includes('private_cert') ? [...scope.held.authorities, ...scope.held.templates] : [];
  return page(call, scope, rows.map((row) => ({ document: configurationMetadata(scope, row), words: [row.name] })), {
    name: 'configurations', filters: ['secret_types'], sorts: ['config_type', 'secret_type', 'name'],
  });
}

export function getConfiguration(call: Call, scope: Scope): Reply {
  return ok(configuration(scope, configurationNamed(scope, call.parameters['name'] ?? '')));
}

export async function createConfiguration(call: Call, scope: Scope): Promise<Reply> {
  const { config_type: type, name, ...settings } = read(call, prototype);
  // Made first, since it takes a while in which a name may be given away.
  const privateKey = 'certificate_authority' in settings ? '' : await newKey(settings);
  if (all(scope).some((other) => other.name === name)) throw conflict(`A configuration with the name "${name}" already exists.`);
  const now = timestamp(scope.world);
  const common = { name, createdAt: now, updatedAt: now };
  const row = 'certificate_authority' in settings
    ? template(scope, { ...common, settings })
    : authority(scope, {
      ...common, settings: 'signing_method' in settings ? { kind: 'intermediate', ...settings } : { kind: 'root', ...settings },
      privateKey, chain: [], revoked: [], list: { number: 1, at: scope.world.now() },
    });
  scope.world.changed();
  return created({ ...configuration(scope, row), config_type: type });
}

export function deleteConfiguration(call: Call, scope: Scope): Reply {
  const { held } = scope;
  const { name } = configurationNamed(scope, call.parameters['name'] ?? '');
  const below = held.authorities.find(({ signedBy }) => signedBy === name)?.name;
  const used = held.templates.find(({ settings }) => settings.certificate_authority === name)?.name;
  if (below !== undefined) throw conflict(`The certificate authority "${name}" is in use: it signed "${below}".`);
  if (used !== undefined) throw conflict(`The certificate authority "${name}" is in use by the certificate template "${used}".`);
  held.authorities = held.authorities.filter((row) => row.name !== name);
  held.templates = held.templates.filter((row) => row.name !== name);
  scope.world.changed();
  return noContent;
}

export function configurationNamed(scope: Scope, name: string): AuthorityRow | TemplateRow {
  const row = all(scope).find((one) => one.name === name);
  if (row === undefined) throw notFound(`The configuration "${name}" does not exist.`);
  return row;
}

/** The authority of this name; what else has the name is none. */
export function authorityOfCall(call: Call, scope: Scope): AuthorityRow {
  const row = configurationNamed(scope, call.parameters['name'] ?? '');
  if (!isAuthority(row)) throw badRequest(`The configuration "${row.name}" is not a certificate authority.`);
  return row;
}

function all({ held }: Scope): readonly (AuthorityRow | TemplateRow)[] {
  return [...held.authorities, ...held.templates];
}

function authority(scope: Scope, row: AuthorityRow): AuthorityRow {
  const { authorities } = scope.held;
  const { settings } = row;
  if (authorities.filter((other) => other.settings.kind === settings.kind).length >= most) {
    throw badRequest(`The instance has ${most} ${settings.kind} certificate authorities, the most that there can be.`);
  }
  if (lifetimeOf(settings) === 0) throw badRequest('The field "max_ttl" must be longer than nothing.');
  checkIssuer(scope, settings);
  if (settings.kind === 'root') row.certificate = selfSigned(scope, row);
  else row.request = signingRequest(subjectOf(settings), createPrivateKey(row.privateKey));
  authorities.push(row);
  return row;
}

function checkIssuer(scope: Scope, settings: AuthorityRow['settings']): void {
  if (settings.kind === 'root' || settings.signing_method === 'external') return;
  if (settings.issuer === undefined) throw badRequest('The field "issuer" is required for internal signing.');
  if (authorityNamed(scope, settings.issuer) === undefined) throw badRequest(`The certificate authority "${settings.issuer}" does not exist.`);
}

function template(scope: Scope, row: TemplateRow): TemplateRow {
  const { templates } = scope.held;
  const { settings } = row;
  if (templates.length >= most) throw badRequest(`The instance has ${most} certificate templates, the most that there can be.`);
  signerNamed(scope, settings.certificate_authority);
  for (const field of ['ttl', 'max_ttl'] as const) if (settings[field] !== undefined) seconds(settings[field], field);
  templates.push(row);
  return row;
}
