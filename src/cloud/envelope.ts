/** What a service said about a failure, whatever the shape of its envelope. All of it is the server's own words. */
export interface Envelope {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly trace?: string | undefined;
}

// A server's message is shown unchanged, but one that is a page long is not a message.
const longestMessage = 2_000;

/**
 * Reads every envelope that IBM Cloud's services answer with: `{errors:[{code,message}],trace}` (VPC, Global Search),
 * `{errorCode,errorMessage,context}` (IAM), `{message,error_code,transaction_id}` (Resource Controller) and what is near
 * them. Never throws: the body may be anything.
 */
export function readEnvelope(body: unknown): Envelope {
  if (!isRecord(body)) {
    return {};
  }
  const errors = listOf(body['errors']);
  const nested = isRecord(body['error']) ? [body['error']] : [];
  const places = [...errors, ...nested, body];
  return {
    code: firstText(places, ['message_code', 'errorCode', 'error_code', 'code']),
    message: allMessages(errors) ?? firstText(places, ['errorMessage', 'message', 'error', 'description']) ?? joined(errors.map(fieldWords)),
    trace: firstText([body, ...contextOf(body)], [
      'trace', 'transaction_id', 'transactionId', 'requestId', 'request_id', 'correlation_id',
    ]),
  };
}

/** Undefined where none of them has one. */
function allMessages(errors: readonly Record<string, unknown>[]): string | undefined {
  const messages = errors.map(messageOf);
  return messages.every((message) => message === undefined) ? undefined : joined(errors.map((error) => messageOf(error) ?? fieldWords(error)));
}

function messageOf(error: Record<string, unknown>): string | undefined {
  return firstText([error], ['message']);
}

function joined(texts: readonly (string | undefined)[]): string | undefined {
  const told = texts.filter((text) => text !== undefined);
  return told.length === 0 ? undefined : told.join('; ').slice(0, longestMessage);
}

/** What an error without words is about: the field that the request gave wrongly. Its value is left out, which may be anything. */
function fieldWords(error: Record<string, unknown>): string | undefined {
  const target = isRecord(error['target']) ? error['target'] : {};
  const name = firstText([target], ['name']);
  if (name === undefined) {
    return undefined;
  }
  return `${firstText([error], ['code']) ?? 'refused'}: ${firstText([target], ['type']) ?? 'field'} "${name}"`;
}

function firstText(places: readonly Record<string, unknown>[], names: readonly string[]): string | undefined {
  for (const place of places) {
    for (const name of names) {
      const value = Object.hasOwn(place, name) ? place[name] : undefined;
      if (typeof value === 'string' && value !== '') {
        return value.slice(0, longestMessage);
      }
    }
  }
  return undefined;
}

function contextOf(body: Record<string, unknown>): readonly Record<string, unknown>[] {
  return isRecord(body['context']) ? [body['context']] : [];
}

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
