import * as v from 'valibot';
import type { Fault, FaultBook } from './http/faults';
import { created, noContent, ok, Refusal, type Reply } from './http/reply';
import { find, route, type Route } from './http/router';
import { apiNames, type Api } from './http/api';
import { newPasscode } from './iam/passcodePage';
import { officeRoutes } from './office';
import type { World } from './world';

const headers = v.optional(v.record(v.string(), v.string()));
const effect = v.variant('kind', [
  v.strictObject({ kind: v.literal('status'), status: v.number(), body: v.optional(v.unknown()), headers }),
  v.strictObject({ kind: v.literal('refuse'), status: v.number(), code: v.string(), message: v.string(), headers }),
  v.strictObject({ kind: v.literal('delay'), milliseconds: v.number() }),
  v.strictObject({ kind: v.literal('drop') }),
  v.strictObject({ kind: v.literal('html'), status: v.optional(v.number()) }),
  v.strictObject({ kind: v.literal('expired-token') }),
  v.strictObject({ kind: v.literal('omit'), fields: v.array(v.string()) }),
]);
const fault = v.strictObject({
  service: v.optional(v.picklist(apiNames)), method: v.optional(v.string()), path: v.optional(v.string()),
  nth: v.optional(v.number()), times: v.optional(v.number()), effect,
});

/** `/_sandbox`: faults and passcodes for clients outside this process, the same as `Sandbox` gives inside it; and what an office does. */
export function adminApi(world: World, faults: FaultBook): Api {
  const routes: readonly Route<undefined>[] = [
    route('GET', '/faults', () => ok({ faults: faults.list() })),
    route('POST', '/faults', (call) => created({ id: faults.add(readFault(call.body)) })),
    route('DELETE', '/faults', () => {
      faults.clear();
      return noContent;
    }),
    route('DELETE', '/faults/{id}', (call) => {
      if (!faults.remove(Number(call.parameters['id']))) throw new Refusal(404, 'not_found', 'There is no such fault.');
      return noContent;
    }),
    route('POST', '/passcode', () => created({ passcode: newPasscode(world) })),
    ...officeRoutes(world),
  ];
  return {
    name: 'sandbox',
    basePath: '/_sandbox',
    async handle(call): Promise<Reply> {
      const { handle, parameters } = find(routes, call.method, call.path);
      return handle({ ...call, parameters }, undefined);
    },
    refuse: ({ status, code, message }) => ({ status, body: { code, message } }),
  };
}

function readFault(body: unknown): Fault {
  const result = v.safeParse(fault, body);
  if (!result.success) throw new Refusal(400, 'bad_request', `${v.getDotPath(result.issues[0]) ?? ''}: ${result.issues[0].message}`);
  return result.output;
}
