import type { Reply } from '../http/reply';
import { route, type Call, type Route } from '../http/router';
import { revocationListOf, signerNamed } from './authorities';
import { notFound, type Scope } from './scope';

/** What everybody may read: the places that certificates name. */
export const publishedRoutes: readonly Route<Scope>[] = [
  route('GET', '/v1/certificate_authorities/{name}/certificate', (call, scope): Reply => ({ status: 200, text: signer(call, scope).certificate })),
  route('GET', '/v1/certificate_authorities/{name}/crl', (call, scope): Reply => {
    const authority = signer(call, scope);
    if (authority.settings.crl_disable === true) throw notFound(`The certificate authority "${authority.name}" builds no certificate revocation list.`);
    return { status: 200, text: revocationListOf(authority) };
  }),
];

function signer(call: Call, scope: Scope): ReturnType<typeof signerNamed> {
  const name = call.parameters['name'] ?? '';
  if (!scope.held.authorities.some((authority) => authority.name === name)) throw notFound(`The certificate authority "${name}" does not exist.`);
  return signerNamed(scope, name);
}
