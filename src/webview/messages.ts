import * as v from 'valibot';
import type { CheckResult, Headline, Hop, Report } from '../model/check';
import type { PanelMessage, PanelState } from '../model/panel';
import type { Snippet } from '../model/snippet';
import { exactly } from './exactly';

// Far more than a report has: what is longer was not made by the extension.
const text = v.pipe(v.string(), v.maxLength(100_000));
const name = v.pipe(v.string(), v.maxLength(1_000));
const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));
const time = v.pipe(v.number(), v.minValue(0));

/** Far more items, too. */
function list<Item extends v.GenericSchema>(item: Item) {
  return v.pipe(v.array(item), v.maxLength<v.InferOutput<Item>[], number>(1_000));
}

const remedy = v.object({ title: text, command: v.optional(name) });

const hop = exactly<Hop>()(v.object({
  id: name,
  kind: v.picklist(['machine', 'virtual-server', 'vpn-server', 'vpn-gateway', 'office-gateway', 'endpoint-gateway', 'member']),
  what: name,
  name: text,
  state: v.picklist(['unknown', 'ok', 'degraded', 'broken', 'not-reached']),
  detail: text,
  milliseconds: v.optional(time),
}));

const result = exactly<CheckResult>()(v.object({
  check: name, vantage: name, title: text,
  state: v.picklist(['waiting', 'running', 'passed', 'degraded', 'failed', 'expected', 'not-run']),
  code: name, summary: text,
  evidence: list(text),
  cause: v.optional(text), remedy: v.optional(remedy), milliseconds: v.optional(time),
}));

const headline = exactly<Headline>()(v.object({
  state: v.picklist(['passed', 'degraded', 'failed', 'running', 'unknown']), text,
  code: v.optional(name), cause: v.optional(text), remedy: v.optional(remedy),
}));

const report = exactly<Report>()(v.object({
  instance: v.object({ crn: name, name: text, region: name, description: text }),
  connectionId: v.optional(name),
  checkedAt: name,
  vantages: list(v.object({ id: name, name: text, unusable: v.optional(text) })),
  meant: name,
  checks: list(v.object({ id: name, title: text })),
  hops: list(hop),
  results: list(result),
  headline,
  identity: v.optional(v.object({ label: text, value: text })),
  members: list(v.object({ host: name, port })),
}));

const snippet = exactly<Snippet>()(v.object({
  client: name, title: text, language: name, fileName: name, text, commentMark: name, runsOn: text, usage: list(text),
}));

const state = exactly<PanelState>()(v.object({
  report,
  running: v.boolean(),
  snippets: list(snippet),
  connected: v.optional(v.literal(true)),
  clientMessage: v.optional(v.object({ client: name, text })),
  testMessage: v.optional(v.object({ ok: v.boolean(), text })),
}));

const message = exactly<PanelMessage>()(v.object({ type: v.literal('state'), state }));

/** A message of the extension, or undefined for anything else: other frames and extensions can post too. */
export function readMessage(data: unknown): PanelMessage | undefined {
  const read = v.safeParse(message, data);
  return read.success ? read.output : undefined;
}

/** What the page itself kept over a reload of the window. */
export interface Kept {
  readonly last?: PanelState | undefined;
  /** Id of the client that was looked at. */
  readonly client?: string | undefined;
}

// A state that an older version kept may be none of ours; which client was looked at stands beside it.
const kept = exactly<Kept>()(v.object({ last: v.fallback(v.optional(state), undefined), client: v.optional(name) }));

export function readKept(data: unknown): Kept {
  const read = v.safeParse(kept, data);
  if (!read.success) return {};
  const { last, client } = read.output;
  // Nobody may be checking any more; whoever is tells the page as soon as it is ready.
  return { ...last === undefined ? {} : { last: { ...last, running: false } }, ...client === undefined ? {} : { client } };
}
