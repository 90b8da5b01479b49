import { errorCode } from '../errorCodes';
import type { SaslSession } from '../sasl';
import type { Reader } from '../wire/reader';
import type { Writer } from '../wire/writer';

export const saslHandshakeKey = 17;
export const apiVersionsKey = 18;
export const saslAuthenticateKey = 36;

/** What may be sent before a client is let in, with its versions. */
export const authenticationApis = [
  { key: saslHandshakeKey, min: 0, max: 1, flexibleFrom: 2 },
  { key: apiVersionsKey, min: 0, max: 3, flexibleFrom: 3 },
  { key: saslAuthenticateKey, min: 0, max: 2, flexibleFrom: 2 },
] as const;

export interface Advertised {
  readonly key: number;
  readonly min: number;
  readonly max: number;
}

/** The list of what is spoken. */
export function apiVersions(version: number, apis: readonly Advertised[], answer: Writer): void {
  answer
    .int16(errorCode.none)
    .array(apis, (writer, api) => writer.int16(api.key).int16(api.min).int16(api.max).tags())
    .when(version >= 1, (writer) => writer.int32(0))
    .tags();
}

/** To a version that is too new: the oldest form, which every client reads, with the newest version spoken (KIP-511). */
export function apiVersionsTooNew(answer: Writer): void {
  answer
    .int16(errorCode.unsupportedVersion)
    .array(authenticationApis.filter((api) => api.key === apiVersionsKey), (writer, api) => writer.int16(api.key).int16(api.min).int16(api.max));
}

/** False when the mechanism was refused. */
export function saslHandshake(session: SaslSession, body: Reader, answer: Writer): boolean {
  const { code, mechanisms } = session.handshake(body.string());
  answer.int16(code).array(mechanisms, (writer, mechanism) => writer.string(mechanism));
  return code === errorCode.none;
}

/** False when the client was refused. */
export function saslAuthenticate(version: number, session: SaslSession, body: Reader, answer: Writer): boolean {
  const result = session.authenticate(body.bytes());
  answer
    .int16(result.code)
    .string(result.message)
    .bytes(result.bytes)
    // A lifetime of 0: the client need not authenticate again.
    .when(version >= 1, (writer) => writer.int64(0))
    .tags();
  return result.code === errorCode.none;
}
