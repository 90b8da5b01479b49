import * as v from 'valibot';
import type { Connection } from '../model/connection';
import type { FailureText } from '../model/failure';
import { t } from '../model/l10n';

/** The form that is written today; a file without a version is of the first. */
export const version = 2;

const text = v.string();

const common = {
  id: v.pipe(text, v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)),
  accountId: text,
  instance: v.object({ crn: text, guid: text, name: text, region: text }),
  createdAt: text,
};

const today = v.object({
  ...common, version: v.literal(version), service: text, route: text, role: text, choices: v.record(text, v.unknown()),
});

/** Knew one service and one route, and kept the role of the credential among the route's choices. */
const first = v.object({
  ...common, route: v.literal('vsi'), choices: v.looseObject({ credentialRole: v.picklist(['Manager', 'Writer', 'Reader']) }),
});

const versioned = v.object({ version: v.pipe(v.number(), v.integer()) });
const owned = v.object({ accountId: text });

export type ReadConnection =
  | { readonly kind: 'connection'; readonly connection: Connection }
  /** `accountId` where it can still be read, so that other accounts do not see it. */
  | { readonly kind: 'damaged'; readonly problem: FailureText; readonly accountId: string | undefined };

/** The file's text for a connection. */
export function asText(connection: Connection): string {
  const { id, accountId, service, instance, route, role, choices, createdAt } = connection;
  return `${JSON.stringify(v.parse(today, asSaved({ version, id, accountId, service, instance, route, role, choices, createdAt })), undefined, 2)}\n`;
}

/** Reads a file of this version or of the one before; any other text is told apart by what can be done about it. */
export function fromText(content: string, path: string): ReadConnection {
  const value = parsed(content);
  if (value === undefined) {
    return damaged('setup.damaged-file', path, t('The file is not whole, or is no JSON.'), t('Put it back from a copy, or delete the file.'), value);
  }
  const said = v.safeParse(versioned, value);
  if (said.success && said.output.version > version) {
    return damaged('setup.newer-version', path, t('A newer version of Private Connect wrote it.'), t('Update Private Connect.'), value);
  }
  const read = said.success ? v.safeParse(today, value) : v.safeParse(first, value);
  if (!read.success) {
    const [issue] = read.issues;
    const why = `${v.getDotPath(issue) ?? t('The file')}: ${issue.message}.`;
    return damaged('setup.damaged-file', path, why, t('Correct the file, or delete it when nothing of the connection exists any more.'), value);
  }
  return { kind: 'connection', connection: 'version' in read.output ? ofToday(read.output) : ofFirst(read.output) };
}

/** A choice that was left out is the same as one that is undefined: a saved file knows only the first. */
export function asSaved(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function ofToday({ id, accountId, service, instance, route, role, choices, createdAt }: v.InferOutput<typeof today>): Connection {
  return { id, accountId, service, instance, route, role, choices, createdAt };
}

function ofFirst({ choices: { credentialRole, ...choices }, ...connection }: v.InferOutput<typeof first>): Connection {
  return { ...connection, service: 'event-streams', role: credentialRole, choices };
}

/** A file that cannot be worked with, of whose value no more than the account is looked at. */
export function damaged(code: string, path: string, why: string, next: string, value: unknown): ReadConnection {
  const owner = v.safeParse(owned, value);
  return {
    kind: 'damaged',
    problem: { code, what: t('Could not read the connection in {0}', path), why, next },
    accountId: owner.success ? owner.output.accountId : undefined,
  };
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
