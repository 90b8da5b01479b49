import type { Sandbox } from '../../../../src/sandbox/sandbox';

/** A client of one region's VPC API that is nobody's code but HTTP's. */
export interface VpcApi {
  /** The answer's body; rejects with it when the status is none of success. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
}

export async function vpcApi({ endpoints, apiKey }: Sandbox, region: string): Promise<VpcApi> {
  const grant = new URLSearchParams({ grant_type: 'urn:ibm:params:oauth:grant-type:apikey', apikey: apiKey.reveal() });
  const { access_token: token } = await (await fetch(`${endpoints.iam}/identity/token`, { method: 'POST', body: grant })).json() as { access_token: string };
  return {
    async call(method, path, body) {
      const url = new URL(`${endpoints.vpc[region] ?? ''}${path}`);
      url.searchParams.set('version', '2026-06-01');
      url.searchParams.set('generation', '2');
      const answer = await fetch(url, {
        method, headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
      return text === '' ? undefined : JSON.parse(text) as unknown;
    },
  };
}
