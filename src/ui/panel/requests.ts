import * as v from 'valibot';
import type { PanelRequest, PanelState } from '../../model/panel';
import { readKept } from '../../webview/messages';
import type { CheckTarget } from '../checks/checkTarget';

// Which clients there are, the service knows: one that is none of them is asked for anew.
const client = v.pipe(v.string(), v.maxLength(40));

const request = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('check-again') }),
  v.object({ type: v.literal('cancel-check') }),
  v.object({ type: v.literal('copy-report') }),
  v.object({ type: v.literal('send-test-message') }),
  v.object({ type: v.literal('copy-snippet'), client }),
  v.object({ type: v.literal('open-snippet'), client }),
  v.object({ type: v.literal('copy-api-key') }),
  v.object({ type: v.literal('remedy'), command: v.string() }),
]);

/** What the page asks for, or undefined for anything that is none of its requests. */
export function readRequest(data: unknown): PanelRequest | undefined {
  const read = v.safeParse(request, data);
  return read.success ? read.output : undefined;
}

const kept = v.object({
  last: v.object({
    report: v.object({ instance: v.object({ crn: v.string(), name: v.string() }), connectionId: v.optional(v.string()) }),
  }),
});

/** What a panel of before a reload showed; undefined where it showed nothing, or an older version did. */
export function readState(data: unknown): PanelState | undefined {
  return readKept(data).last;
}

/** What a panel of before a reload was about, from the state that its page kept. */
export function readTarget(data: unknown): CheckTarget | undefined {
  const read = v.safeParse(kept, data);
  if (!read.success) return undefined;
  const { instance, connectionId } = read.output.last.report;
  return { instanceCrn: instance.crn, instanceName: instance.name, connectionId };
}
