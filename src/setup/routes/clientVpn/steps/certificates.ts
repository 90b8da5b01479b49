import type { Connection } from '../../../../model/connection';
import type { Names } from '../../../names';
import { authorizationStep } from '../../../steps/authorization';
import { privateCertificateSteps } from '../../../steps/privateCertificates';
import { secretsManagerFact, secretsManagerStep } from '../../../steps/secretsManager';
import type { Step } from '../../../steps/step';
import { vpnCertificateSteps } from '../../../steps/vpnCertificates';
import type { ClientVpnChoices } from '../choices';

type Certificates = NonNullable<ClientVpnChoices['certificates']>;

/** What a new server shows, and knows people by, where it reads that, and that it may. One that is there has all of it. */
export function certificateSteps({ choices }: Connection<ClientVpnChoices>, names: Names): readonly Step[] {
  const { certificates, secretsManager, resourceGroupId, server } = choices;
  return server.kind === 'existing' || certificates === undefined || secretsManager === undefined ? [] : [
    secretsManagerStep({ choice: secretsManager, resourceGroupId }),
    ...stepsOf(certificates, names),
    authorizationStep({ name: names.of('reads-secrets'), instance: secretsManagerFact }),
  ];
}

function stepsOf(certificates: Certificates, names: Names): readonly Step[] {
  const secrets = { serverName: names.of('server'), authorityName: names.of('clients') };
  switch (certificates.kind) {
    case 'made': return vpnCertificateSteps({ ...certificates, kind: 'made', name: names.of('certificates'), ...secrets });
    case 'brought': return vpnCertificateSteps({ kind: 'brought', name: names.of('certificates'), ...secrets });
    case 'private': return privateCertificateSteps({
      names: {
        root: names.of('root'), intermediate: names.of('intermediate'), serverTemplate: names.of('server-template'),
        clientTemplate: names.of('client-template'), server: names.of('server'), client: names.of('client'),
      },
      server: names.base, person: certificates.person,
    });
  }
}
