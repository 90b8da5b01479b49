import * as v from 'valibot';
import { checkIds } from '../model/check';
import type { PanelMessage } from '../model/panel';
import { clientIds, type ClientId } from '../model/snippet';

const remedy = v.object({ title: v.string(), command: v.optional(v.string()) });
const hostPort = v.object({ host: v.string(), port: v.number() });

const report = v.object({
  instance: v.object({ crn: v.string(), name: v.string(), region: v.string(), description: v.string() }),
  connectionId: v.optional(v.string()),
  checkedAt: v.string(),
  vantages: v.array(v.object({ id: v.picklist(['local', 'server']), name: v.string(), unusable: v.optional(v.string()) })),
  hops: v.array(v.object({
    id: v.string(), kind: v.picklist(['machine', 'server', 'gateway', 'broker']), name: v.string(),
    state: v.picklist(['unknown', 'ok', 'broken', 'not-reached']), detail: v.string(), milliseconds: v.optional(v.number()),
  })),
  results: v.array(v.object({
    check: v.picklist(checkIds), vantage: v.picklist(['local', 'server']), title: v.string(),
    state: v.picklist(['waiting', 'running', 'passed', 'failed', 'expected', 'not-run']), code: v.string(), summary: v.string(),
    evidence: v.array(v.string()), cause: v.optional(v.string()), remedy: v.optional(remedy), milliseconds: v.optional(v.number()),
  })),
  headline: v.object({
    state: v.picklist(['passed', 'failed', 'running', 'unknown']), text: v.string(),
    code: v.optional(v.string()), cause: v.optional(v.string()), remedy: v.optional(remedy),
  }),
  clusterId: v.optional(v.string()),
  brokers: v.array(hostPort),
});

const message = v.object({
  type: v.literal('state'),
  state: v.object({
    report,
    running: v.boolean(),
    snippets: v.array(v.object({
      client: v.picklist(clientIds), title: v.string(), language: v.string(), fileName: v.string(), text: v.string(), usage: v.array(v.string()),
    })),
    testMessage: v.optional(v.object({ ok: v.boolean(), text: v.string() })),
  }),
});

/** A message of the extension, or undefined for anything else: other frames and extensions can post too. */
export function readMessage(data: unknown): PanelMessage | undefined {
  const read = v.safeParse(message, data);
  return read.success ? read.output : undefined;
}

/** What the page itself kept over a reload of the window. */
export interface Kept {
  readonly last?: PanelMessage['state'] | undefined;
  readonly client?: ClientId | undefined;
}

export function readKept(data: unknown): Kept {
  const read = v.safeParse(v.object({ last: v.optional(message.entries.state), client: v.optional(v.picklist(clientIds)) }), data);
  if (!read.success) return {};
  const { last } = read.output;
  // Nobody may be checking any more; whoever is tells the page as soon as it is ready.
  return last === undefined ? read.output : { ...read.output, last: { ...last, running: false } };
}
