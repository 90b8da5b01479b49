import type { Failure } from '../model/failure';

/*
 * Which answers of the token service are IAM's word on a credential. Its codes are in no reference; those of sessions are
 * the constants of IBM's own command line (github.com/IBM-Cloud/ibm-cloud-cli-sdk, bluemix/authentication/iam/iam.go),
 * those of API keys stand in public reports (github.com/IBM-Cloud/terraform-provider-ibm/issues/3561 has the first).
 * Whatever else is answered, by a proxy, a portal or IAM itself, may pass: a network that is not allowed, a user who is
 * locked for half an hour, an outage.
 */
const refusedKey: ReadonlySet<string> = new Set([
  'iam.BXNIM0415E', // "Provided API key could not be found."
  'iam.BXNIM0462E', // "Provided API key is disabled."
]);
const endedSession: ReadonlySet<string> = new Set([
  'iam.BXNIM0407E', // The refresh token is not valid.
  'iam.BXNIM0408E', // "Provided refresh token is expired."
  'iam.BXNIM0439E', // The session is invalidated for inactivity.
]);

/** Whether IAM itself answered, by its status and a code of its own. */
export function isIamsOwn({ code, status }: Failure): boolean {
  return (status === 400 || status === 401) && /^iam\.BXNIM\d{4}E$/.test(code);
}

/** Whether IAM knows no such API key, or no longer takes it. */
export function isRefusalOfKey(failure: Failure): boolean {
  return isIamsOwn(failure) && refusedKey.has(failure.code);
}

/** Whether a kept credential, a key or a session's refresh token, is worth nothing any more. */
export function isRefusalOfCredential(failure: Failure): boolean {
  return isIamsOwn(failure) && (refusedKey.has(failure.code) || endedSession.has(failure.code));
}
