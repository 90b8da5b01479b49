import { Failure, type FailureParts } from '../model/failure';
import { t } from '../model/l10n';
import { certificateFault } from './certificates';
import { readEnvelope } from './envelope';
import type { CloudAnswer, CloudRequest } from './request';

/** True when the cloud says that the resource is not there (any more). */
export function isNotFound(error: unknown): boolean {
  return error instanceof Failure && (error.status === 404 || error.status === 410);
}

/** True when the account may not see or do that. */
export function isForbidden(error: unknown): error is Failure {
  return error instanceof Failure && error.status === 403;
}

/** True when what was to be changed is not as it was read: somebody else changed it first. */
export function isOutdated(error: unknown): error is Failure {
  return error instanceof Failure && error.status === 412;
}

/** The failure that an answer with a status of 400 or more stands for, in the server's words. */
export function refusal(request: CloudRequest, answer: CloudAnswer, body: unknown): Failure {
  const envelope = readEnvelope(body);
  const wait = retryAfter(answer, Date.now());
  return new Failure({
    code: `${request.service}.${envelope.code ?? `http-${String(answer.status)}`}`,
    what: request.what,
    why: withoutSent(request, envelope.message) ?? t('{0} answered with status {1} and gave no reason.', hostOf(request), answer.status),
    next: wait === undefined || wait === 0 ? adviceFor(request, answer.status) : t('Wait {0}, as {1} asks, then try again.', inWords(wait), hostOf(request)),
    trace: envelope.trace ?? traceOf(answer),
    status: answer.status,
    retryAfter: wait,
  });
}

function inWords(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : t('{0} minutes', Math.ceil(seconds / 60));
}

/** What no service of ours answers, so that it says nothing of the request: the word of a proxy or of a network's sign-in page. */
export function isInBetween({ status }: CloudAnswer): boolean {
  return (status >= 300 && status < 400) || status === 407 || status === 511;
}

/** Something between this machine and the service answered in its place. */
export function inBetween(request: CloudRequest, answer: CloudAnswer): Failure {
  return new Failure({
    code: 'http.in-between',
    what: request.what,
    why: answer.status === 407
      ? t('Not {0} but something on the way to it answered, with status {1}: a proxy that wants a name and password.', hostOf(request), answer.status)
      : t('Not {0} but something on the way to it answered, with status {1}: a proxy, or the sign-in page of this network.', hostOf(request), answer.status),
    next: answer.status === 407
      ? t('Set the proxy with its name and password in VS Code ("http.proxy"), then try again.')
      : t('Sign in to this network in a browser, or look at VS Code\'s proxy settings ("http.proxy"), then try again.'),
    status: answer.status,
  });
}

/** The body is not JSON: a proxy's page, a gateway's text. Up to 200 characters of what it says are shown, unless it may hold a secret. */
export function notJson(request: CloudRequest, answer: CloudAnswer): Failure {
  const said = request.secret === true ? '' : wordsIn(answer.body.subarray(0, 4_000).toString('utf8')).slice(0, 200);
  return new Failure({
    code: 'http.not-json',
    what: request.what,
    why: said === ''
      ? t('{0} answered with status {1} and something that is not JSON.', hostOf(request), answer.status)
      : t('{0} answered with status {1} and something that is not JSON: {2}', hostOf(request), answer.status, said),
    next: answer.status >= 500
      ? t('Try again in a minute; if it stays, look at the status page of IBM Cloud.')
      : t('Check whether a proxy or a sign-in page of this network stands in between, then try again.'),
    trace: traceOf(answer),
    status: answer.status,
    retryAfter: retryAfter(answer, Date.now()),
  });
}

/** What a page of HTML says: its title, else its text without the markup. Any other text is shown as it is. */
function wordsIn(body: string): string {
  if (!/^\s*</.test(body)) {
    return body;
  }
  const title = /<title[^>]*>([^<]*)/i.exec(body)?.[1] ?? '';
  const text = body.replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ').replace(/<[^>]*(?:>|$)/g, ' ');
  return (title.trim() === '' ? text : title).replace(/\s+/g, ' ').trim();
}

interface Unexpected {
  /** The field: `vpcs.3.name`. */
  readonly place: string;
  /** Which item of a list it is in, by its id or name. */
  readonly item?: string | undefined;
  readonly problem: string;
}

/** JSON, but without what the product needs of it. */
export function unexpectedAnswer(request: CloudRequest, answer: CloudAnswer, { place, item, problem }: Unexpected): Failure {
  const where = `"${place}"${item === undefined ? '' : ` (${item.slice(0, 200)})`}`;
  return new Failure({
    code: 'http.unexpected-answer',
    what: request.what,
    why: request.secret === true
      ? t('The answer of {0} is not as documented at {1}.', hostOf(request), where)
      : t('The answer of {0} is not as documented at {1}: {2}', hostOf(request), where, problem),
    next: t('Update the extension; if that does not help, report this message.'),
    trace: traceOf(answer),
  });
}

/** A success without the tag by which a change of it could be told from somebody else's. */
export function noEtag(request: CloudRequest, answer: CloudAnswer): Failure {
  return new Failure({
    code: 'http.no-etag', what: request.what,
    why: t('The answer of {0} has no ETag, without which a change could overwrite somebody else\'s.', hostOf(request)),
    next: t('Check whether a proxy stands in between, then try again.'), trace: traceOf(answer),
  });
}

/** No answer came: name, connection, certificate. `code` is Node's or OpenSSL's, `words` the error's own. */
export function noAnswer(request: CloudRequest, code: string | undefined, words: string): Failure {
  const host = hostOf(request);
  const certificate = certificateFault(code);
  if (certificate !== undefined) {
    return fail(request, {
      code: certificate.code,
      why: t('The identity of {0} could not be verified: {1} ({2}).', host, certificate.why, code ?? 'TLS'),
      next: certificate.next,
    });
  }
  const known = code !== undefined && Object.hasOwn(connectionWords, code) ? connectionWords[code] : undefined;
  return fail(request, {
    code: known?.code ?? 'http.no-answer',
    why: (known?.why ?? unreached)(host, code ?? words),
    next: t('Check this machine\'s network, and VS Code\'s proxy settings ("http.proxy"), then try again.'),
  });
}

/** The time limit of one request has passed. */
export function tooLate(request: CloudRequest, milliseconds: number): Failure {
  return fail(request, {
    code: 'http.timeout',
    why: t('{0} did not answer within {1} s.', hostOf(request), Math.round(milliseconds / 1000)),
    next: request.method === 'GET'
      ? t('Try again; if it stays, check the network and IBM Cloud\'s status page.')
      : t('Refresh to see whether it was done all the same, then try again.'),
  });
}

/** The answer is longer than anything the service has to say. */
export function tooLong(request: CloudRequest, bytes: number): Failure {
  return fail(request, {
    code: 'http.too-long',
    why: t('{0} sent more than {1} MB.', hostOf(request), Math.round(bytes / 1_000_000)),
    next: t('Report this message: an answer of this size is not expected.'),
  });
}

/** Seconds that a server asks to wait: a number, or a date held against `now` (RFC 9110, section 10.2.3). */
export function retryAfter(answer: CloudAnswer, now: number): number | undefined {
  const text = answer.headers['retry-after']?.trim();
  if (text === undefined || text === '') {
    return undefined;
  }
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** Of a host, and of Node's code or the system's own words. */
type Why = (host: string, code: string) => string;

const unreached: Why = (host, code) => t('{0} could not be reached ({1}).', host, code);
const closed: Why = (host, code) => t('{0} closed the connection before it answered ({1}).', host, code);
const elsewhere: Why = (host, code) => t('{0} cannot be reached from this network ({1}).', host, code);

const connectionWords: Readonly<Record<string, { readonly code: string; readonly why: Why }>> = {
  ENOTFOUND: { code: 'http.name-not-found', why: (host, code) => t('{0} is not a name that this machine can resolve ({1}).', host, code) },
  EAI_AGAIN: { code: 'http.name-not-found', why: (host, code) => t('{0} could not be resolved: the name server did not answer ({1}).', host, code) },
  ECONNREFUSED: { code: 'http.refused', why: (host, code) => t('{0} refused the connection ({1}).', host, code) },
  ECONNRESET: { code: 'http.reset', why: closed },
  EPIPE: { code: 'http.reset', why: closed },
  ETIMEDOUT: { code: 'http.timeout', why: (host, code) => t('{0} did not accept the connection in time ({1}).', host, code) },
  EHOSTUNREACH: { code: 'http.unreachable', why: elsewhere },
  ENETUNREACH: { code: 'http.unreachable', why: elsewhere },
};

function adviceFor(request: CloudRequest, status: number): string {
  switch (status) {
    case 401:
      return t('Try again. If it stays, sign in again: this service no longer accepts the token.');
    case 403:
      return request.permission === undefined
        ? t('Ask the account\'s administrator for access, and whether a context-based restriction applies to this network.')
        : t('Ask the account\'s administrator for: {0}. A context-based restriction can refuse it as well.', request.permission);
    case 404:
      return t('Refresh: it may have been deleted, or this account may not see it.');
    case 409:
      return t('Wait until the other change is done, then try again. If the answer stays the same, what it names stands in the way: change that first.');
    case 412:
      return t('Refresh to see what was changed meanwhile, then try again.');
    case 429:
      return t('Wait a moment, then try again: the account made too many requests.');
    default:
      return status >= 500
        ? t('Try again in a minute; if it stays, look at the status page of IBM Cloud.')
        : t('Change what the message names, then try again.');
  }
}

// A proof is never that short; a word of the server's may be.
const shortestProof = 8;

/**
 * A server may quote what it was sent. What proves who somebody is stands in the forms, or is a private or a pre-shared key, and is shown
 * nowhere. A pre-shared key that is refused is quoted, however short it is: https://cloud.ibm.com/docs/vpc?topic=vpc-rias-error-messages.
 */
function withoutSent(request: CloudRequest, words: string | undefined): string | undefined {
  const { private_key: key, psk } = request.body ?? {};
  const inForm = Object.entries(request.form ?? {}).filter(([name]) => name !== 'grant_type').map(([, value]) => value);
  const sent = request.secret === true ? [...inForm, ...(typeof key === 'string' ? [key, ...linesOf(key)] : [])] : [];
  const proofs = [...sent.filter((value) => value.length >= shortestProof), ...(typeof psk === 'string' && psk !== '' ? [psk] : [])];
  return proofs.reduce((text, proof) => text?.replaceAll(proof, '***'), words);
}

/** A key may be quoted in part, or with its line ends written in another way. What stands around it is no secret. */
function linesOf(pem: string): readonly string[] {
  return pem.split(/\r?\n/).filter((line) => !line.startsWith('-----'));
}

function fail(request: CloudRequest, parts: Pick<FailureParts, 'code' | 'why' | 'next'>): Failure {
  return new Failure({ ...parts, what: request.what });
}

/** The id by which the operators of a service find the request in their own logs. */
export function traceOf(answer: CloudAnswer): string | undefined {
  return answer.headers['x-request-id'] ?? answer.headers['transaction-id'] ?? answer.headers['x-correlation-id'];
}

function hostOf(request: CloudRequest): string {
  return URL.canParse(request.baseUrl) ? new URL(request.baseUrl).host : request.baseUrl;
}
