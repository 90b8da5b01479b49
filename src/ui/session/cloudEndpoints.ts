import type { Endpoints } from '../../model/account';

// Known without asking, so that a chosen region costs no request to another one; the API names those that are newer.
const regions = [
  'us-south', 'us-east', 'au-syd', 'br-sao', 'ca-mon', 'ca-tor', 'eu-de', 'eu-es', 'eu-gb', 'in-che', 'in-mum', 'jp-osa', 'jp-tok',
];

/** IBM Cloud's public addresses, as each service's reference on cloud.ibm.com/apidocs names them. */
export const cloudEndpoints: Endpoints = {
  iam: 'https://iam.cloud.ibm.com',
  resourceController: 'https://resource-controller.cloud.ibm.com',
  resourceManager: 'https://resource-controller.cloud.ibm.com',
  globalCatalog: 'https://globalcatalog.cloud.ibm.com',
  globalSearch: 'https://api.global-search-tagging.cloud.ibm.com',
  globalTagging: 'https://tags.global-search-tagging.cloud.ibm.com',
  restrictions: 'https://cbr.cloud.ibm.com',
  passcodePage: 'https://identity-1.us-south.iam.cloud.ibm.com/identity/passcode',
  addressLookup: 'https://api.ipify.org',
  secretsManager: 'https://{instance}.{region}.secrets-manager.appdomain.cloud',
  dnsServices: 'https://api.dns-svcs.cloud.ibm.com/v1',
  vpc: Object.fromEntries(regions.map((region) => [region, `https://${region}.iaas.cloud.ibm.com/v1`])),
};
