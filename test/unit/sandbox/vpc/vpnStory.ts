import type { CertificateSource, HeldCertificate } from '../../../../src/sandbox/certificateSource';
import { ground, make, reach, region, type Ground } from '../control/story';
import type { Answer, Bench } from '../control/support';

export const secretCrn = (name: string): string => `crn:v1:bluemix:public:secrets-manager:${region}:a/4f8c:instance-1:secret:${name}`;

/** A Secrets Manager of which a test says what is in it, and who may read it. */
export class Shelf implements CertificateSource {
  readonly held = new Map<string, HeldCertificate>();
  isAuthorized = true;

  constructor(...names: string[]) {
    for (const name of names) this.put(name);
  }

  put(name: string, more: Partial<HeldCertificate> = {}): void {
    const authorities = `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;
    this.held.set(secretCrn(name), { authorities, validUntil: Number.POSITIVE_INFINITY, ...more });
  }

  certificate(crn: string): HeldCertificate | undefined {
    return this.held.get(crn);
  }

  authorized(): boolean {
    return this.isAuthorized;
  }
}

/** The prototype of a server in a subnet; `more` replaces parts. */
export function vpnPrototype(subnet: string, more: object = {}): Readonly<Record<string, unknown>> {
  return {
    name: 'team-vpn', certificate: { crn: secretCrn('server') }, client_authentication: [{ method: 'certificate', client_ca: { crn: secretCrn('clients') } }],
    client_ip_pool: '172.20.0.0/22', subnets: [{ id: subnet }], ...more,
  };
}

/** A server that is stable, in a VPC of its own where none is given. */
export async function stableServer(bench: Bench, more: object = {}, place?: Ground): Promise<{ readonly id: string; readonly path: string; readonly place: Ground }> {
  const there = place ?? await ground(bench);
  const id = await make(bench, '/vpn_servers', vpnPrototype(there.one, more));
  const path = `/vpn_servers/${id}`;
  await reach(bench, path, 'lifecycle_state', 'stable');
  return { id, path, place: there };
}

export async function makeRoute(bench: Bench, server: string, destination: string, more: object = {}): Promise<string> {
  return make(bench, `${server}/routes`, { destination, ...more });
}

/** A change as its caller read it. */
export async function patchAsRead(bench: Bench, path: string, body: unknown): Promise<Answer> {
  const read = await bench.vpc(region, 'GET', path);
  return bench.vpc(region, 'PATCH', path, body, undefined, { 'if-match': read.headers.get('etag') ?? '' });
}
