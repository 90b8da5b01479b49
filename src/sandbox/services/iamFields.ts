import { parseCrn } from '../../model/crn';
import type { ServiceKeyRow } from '../state/records';

/** What IAM adds to the credentials of a service whose keys are API keys. */
export function iamFields(key: ServiceKeyRow): Record<string, unknown> {
  return {
    apikey: key.apiKey,
    iam_apikey_description: `Auto-generated for key ${key.crn}`, iam_apikey_id: `ApiKey-${key.id}`, iam_apikey_name: key.name,
    iam_role_crn: `crn:v1:bluemix:public:iam::::serviceRole:${key.role}`,
    iam_serviceid_crn: `crn:v1:bluemix:public:iam-identity::a/${parseCrn(key.source)?.accountId ?? ''}::serviceid:${key.serviceId}`,
  };
}
