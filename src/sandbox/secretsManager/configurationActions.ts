import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import * as v from 'valibot';
import { ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { subjectEntries, type AuthorityRow } from '../state/secretsManagers';
import { certificatesIn, readRequest } from '../tls/certificateReader';
import { timestamp } from '../world';
import { authorityNamed, lifetimeOf, renewList, signAuthority, signerNamed, subjectOf } from './authorities';
import { authorityOfCall } from './configurations';
import { certificateData } from './configurationViews';
import { seconds } from './duration';
import { badRequest, read, type Scope } from './scope';

const action = 'private_cert_configuration_action';

const signing = {
  ...subjectEntries, ttl: v.optional(v.string()), format: v.optional(v.picklist(['pem', 'pem_bundle'])), max_path_length: v.optional(v.number()),
  permitted_dns_domains: v.optional(v.array(v.string())), use_csr_values: v.optional(v.boolean()),
};
const prototype = v.variant('action_type', [
  v.strictObject({ action_type: v.literal(`${action}_sign_intermediate`), ...signing, intermediate_certificate_authority: v.string() }),
  v.strictObject({ action_type: v.literal(`${action}_sign_csr`), ...signing, csr: v.string() }),
  v.strictObject({ action_type: v.literal(`${action}_set_signed`), certificate: v.string() }),
  v.strictObject({ action_type: v.literal(`${action}_rotate_crl`) }),
  v.strictObject({ action_type: v.literal(`${action}_revoke_ca_certificate`) }),
]);
type Action<Name extends string> = Extract<v.InferOutput<typeof prototype>, { action_type: `${typeof action}_${Name}` }>;

/** `POST /configurations/{name}/actions` */
export function actOnConfiguration(call: Call, scope: Scope): Reply {
  const authority = authorityOfCall(call, scope);
  const body = read(call, prototype);
  const answer = act(scope, authority, body);
  authority.updatedAt = timestamp(scope.world);
  scope.world.changed();
  return ok({ ...body, ...answer });
}

function act(scope: Scope, authority: AuthorityRow, body: v.InferOutput<typeof prototype>): Record<string, unknown> {
  switch (body.action_type) {
    case `${action}_sign_intermediate`: return signIntermediate(scope, authority, body);
    case `${action}_sign_csr`: return signRequest(scope, authority, body);
    case `${action}_set_signed`: return setSigned(authority, body.certificate);
    case `${action}_rotate_crl`: return rotateList(scope, authority);
    case `${action}_revoke_ca_certificate`: return revoke(scope, authority);
  }
}

/** An authority here signs another one here. */
function signIntermediate(scope: Scope, { name }: AuthorityRow, body: Action<'sign_intermediate'>): Record<string, unknown> {
  const parent = signerNamed(scope, name);
  const child = authorityNamed(scope, body.intermediate_certificate_authority);
  if (child?.settings.kind !== 'intermediate') {
    throw badRequest(`The intermediate certificate authority "${body.intermediate_certificate_authority}" does not exist.`);
  }
  const { settings } = child;
  if (settings.signing_method !== 'internal' || settings.issuer !== name) {
    throw badRequest(`The certificate authority "${child.name}" is not to be signed by "${name}".`);
  }
  child.certificate = signAuthority(scope, parent, {
    name: subjectOf({ ...settings, ...given(body) }), publicKey: createPublicKey(createPrivateKey(child.privateKey)),
    seconds: body.ttl === undefined ? lifetimeOf(settings) : seconds(body.ttl, 'ttl'), pathLength: body.max_path_length,
  });
  Object.assign(child, { signedBy: name, chain: [parent.certificate, ...parent.chain], updatedAt: timestamp(scope.world) });
  return {};
}

/** An authority here signs one that is elsewhere. */
function signRequest(scope: Scope, { name }: AuthorityRow, body: Action<'sign_csr'>): Record<string, unknown> {
  const parent = signerNamed(scope, name);
  const request = readRequest(body.csr);
  if (request === undefined) throw badRequest('Unable to parse the certificate signing request.');
  const certificate = signAuthority(scope, parent, {
    name: body.common_name === undefined || body.use_csr_values === true ? request.name : subjectOf(given(body)), publicKey: request.publicKey,
    seconds: body.ttl === undefined ? undefined : seconds(body.ttl, 'ttl'), pathLength: body.max_path_length,
  });
  return { data: certificateData(certificate, [parent.certificate, ...parent.chain]) };
}

/** What was signed elsewhere comes back, with what stands above it. */
function setSigned(authority: AuthorityRow, text: string): Record<string, unknown> {
  if (authority.settings.kind !== 'intermediate' || authority.settings.signing_method !== 'external') {
    throw badRequest(`The certificate authority "${authority.name}" is not signed externally.`);
  }
  const [own, ...above] = parsed(text);
  if (own === undefined) throw badRequest('Unable to parse the certificate.');
  if (!own.checkPrivateKey(createPrivateKey(authority.privateKey))) {
    throw badRequest('The certificate does not match the signing request of this certificate authority.');
  }
  if (!own.ca) throw badRequest('The certificate is not the certificate of an authority.');
  authority.certificate = own.toString();
  authority.chain = above.map((one) => one.toString());
  return {};
}

function rotateList(scope: Scope, authority: AuthorityRow): Record<string, unknown> {
  signerNamed(scope, authority.name);
  if (authority.settings.crl_disable === true) throw badRequest(`The certificate authority "${authority.name}" builds no certificate revocation list.`);
  renewList(scope, authority);
  return { success: true };
}

/** Only who signed a certificate can revoke it, and that has to be an authority here. */
function revoke(scope: Scope, authority: AuthorityRow): Record<string, unknown> {
  const parent = authorityNamed(scope, authority.signedBy ?? '');
  if (parent === undefined || authority.certificate === undefined) {
    throw badRequest(`The certificate of "${authority.name}" was not signed internally: it can't be revoked here.`);
  }
  const at = authority.revokedAt ?? scope.world.now();
  if (authority.revokedAt === undefined) {
    authority.revokedAt = at;
    parent.revoked.push({ serial: new X509Certificate(authority.certificate).serialNumber, at });
    renewList(scope, parent);
  }
  return { revocation_time_seconds: Math.floor(at / 1000) };
}

function parsed(text: string): X509Certificate[] {
  try {
    return certificatesIn(text);
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

/** The parts of a name that a request gives itself. */
function given(body: Action<'sign_intermediate'> | Action<'sign_csr'>): Parameters<typeof subjectOf>[0] {
  const { common_name: name, ou, organization, country, locality, province, street_address: street, postal_code: code, serial_number: serial } = body;
  const all = { common_name: name, ou, organization, country, locality, province, street_address: street, postal_code: code, serial_number: serial };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
