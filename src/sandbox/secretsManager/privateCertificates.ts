import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import type { PrivateCertificateOrder, TemplateRow } from '../state/secretsManagers';
import { readRequest } from '../tls/certificateReader';
import { alternativeNames, mayNotIssue, purposes, signsAndEnciphers, usedFor } from '../tls/extensions';
import { issue } from '../tls/x509';
import { addresses, issuerFrom, refuseBeyond, signerNamed, subjectOf, validity } from './authorities';
import { seconds, secondsOr } from './duration';
import { newKey } from './keys';
import { badRequest, type Scope } from './scope';

/** 36 months: cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-private-certificates */
const longest = 1096 * 86_400;
const usual = 30 * 86_400;

/** What an authority issued by a template. */
export interface Issued {
  readonly certificate: string;
  /** None where the request came with a key of its own. */
  readonly privateKey: string | undefined;
  /** The nearest first: who issued it, and what stands above. */
  readonly chain: readonly string[];
  readonly authority: string;
}

/** Issues a certificate as its template allows, or says what the template does not allow. */
export async function issueFor(scope: Scope, order: PrivateCertificateOrder): Promise<Issued> {
  const template = templateNamed(scope, order.certificate_template);
  const authority = signerNamed(scope, template.settings.certificate_authority);
  const names = namesOf(order);
  for (const name of [order.common_name, ...names]) checkName(template, name);
  const times = validity(scope, lifetime(template, order));
  refuseBeyond(authority, times.until);
  const request = requestIn(order);
  const privateKey = request === undefined ? await newKey(template.settings) : undefined;
  const certificate = issue(issuerFrom(authority), {
    name: subjectOf({ ...subjectParts(template), common_name: order.common_name }),
    publicKey: request ?? createPublicKey(createPrivateKey(privateKey ?? '')),
    ...times,
    extensions: [
      mayNotIssue(), signsAndEnciphers(), usedFor(purposesOf(template)), ...(names.length === 0 ? [] : [alternativeNames(names)]),
      ...addresses(scope, authority),
    ],
  });
  return { certificate, privateKey, chain: [authority.certificate, ...authority.chain], authority: authority.name };
}

export function templateNamed({ held }: Scope, name: string): TemplateRow {
  const template = held.templates.find((one) => one.name === name);
  if (template === undefined) throw badRequest(`The certificate template "${name}" does not exist.`);
  return template;
}

function lifetime({ settings }: TemplateRow, order: PrivateCertificateOrder): number {
  const most = secondsOr(settings.max_ttl, 'max_ttl', longest);
  const wanted = order.ttl === undefined ? Math.min(secondsOr(settings.ttl, 'ttl', usual), most) : seconds(order.ttl, 'ttl');
  if (wanted > most) throw badRequest('The field "ttl" is longer than the "max_ttl" of the certificate template.');
  if (wanted > longest) throw badRequest('A private certificate can be valid for at most 36 months.');
  return wanted;
}

function requestIn({ csr }: PrivateCertificateOrder): KeyObject | undefined {
  if (csr === undefined) return undefined;
  const request = readRequest(csr);
  if (request === undefined) throw badRequest('Unable to parse the certificate signing request.');
  return request.publicKey;
}

function namesOf(order: PrivateCertificateOrder): string[] {
  const split = (text = ''): string[] => text.split(',').map((one) => one.trim()).filter((one) => one !== '');
  const common = order.exclude_cn_from_sans === true || !isName(order.common_name) ? [] : [order.common_name];
  return [...new Set([...common, ...order.alt_names ?? [], ...split(order.ip_sans), ...split(order.uri_sans)])];
}

function isName(text: string): boolean {
  return isIP(text) !== 0 || text.includes('@') || /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(text);
}

function checkName({ settings }: TemplateRow, name: string): void {
  if (isIP(name) !== 0) {
    if (settings.allow_ip_sans === false) throw badRequest(`the IP address ${name} is not allowed by this role`);
    return;
  }
  if (settings.enforce_hostnames === true && !isName(name)) throw badRequest(`common name ${name} not allowed by this role`);
  if (settings.allow_any_name === true || (name === 'localhost' && settings.allow_localhost !== false)) return;
  if (!(settings.allowed_domains ?? []).some((domain) => allows(settings, domain, name))) throw badRequest(`common name ${name} not allowed by this role`);
}

function allows(settings: TemplateRow['settings'], domain: string, name: string): boolean {
  if (name === domain) return settings.allow_bare_domains === true;
  if (settings.allow_glob_domains === true && domain.includes('*')) {
    return new RegExp(`^${domain.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(name);
  }
  return settings.allow_subdomains === true && name.endsWith(`.${domain}`);
}

/** A template certifies servers and clients, unless it says not. */
function purposesOf({ settings }: TemplateRow): string[] {
  return [
    ...(settings.server_flag === false ? [] : [purposes.serverAuth]), ...(settings.client_flag === false ? [] : [purposes.clientAuth]),
    ...(settings.code_signing_flag === true ? [purposes.codeSigning] : []), ...(settings.email_protection_flag === true ? [purposes.emailProtection] : []),
    ...settings.ext_key_usage_oids ?? [],
  ];
}

function subjectParts({ settings }: TemplateRow): Parameters<typeof subjectOf>[0] {
  const { ou, organization, country, locality, province, street_address: street, postal_code: code } = settings;
  return { ou, organization, country, locality, province, street_address: street, postal_code: code };
}
