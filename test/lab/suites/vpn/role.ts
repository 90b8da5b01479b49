import type { Sandbox } from '../../../../src/sandbox/sandbox';

const id = 'may-connect';

/** The account's administrator lets the person connect to VPN servers: who signs in with a passcode needs that role beside it. */
export function giveRole({ state, accountId }: Pick<Sandbox, 'state' | 'accountId'>): void {
  state.policies.set(id, {
    id, createdAt: new Date().toISOString(), type: 'access', phase: 'effective',
    subjects: [{ attributes: [{ name: 'iam_id', value: state.account.iamId }] }],
    roles: [{ role_id: 'crn:v1:bluemix:public:is::::serviceRole:VPNClient' }],
    resources: [{ attributes: [{ name: 'serviceName', value: 'is' }, { name: 'accountId', value: accountId }] }],
  });
}

/** Takes it away, and says how it is given again. */
export function takeRole(sandbox: Pick<Sandbox, 'state' | 'accountId'>): () => Promise<void> {
  sandbox.state.policies.delete(id);
  return () => {
    giveRole(sandbox);
    return Promise.resolve();
  };
}
