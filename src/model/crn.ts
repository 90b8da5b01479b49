/** The parts of a Cloud Resource Name that the product uses. */
export interface Crn {
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly instance: string;
  readonly resourceType: string;
  readonly resource: string;
}

/**
 * Reads `crn:v1:bluemix:public:<service>:<region>:a/<account>:<instance>:<type>:<resource>`.
 * Returns undefined for any other text: a CRN comes from a server and may be anything.
 */
export function parseCrn(text: string): Crn | undefined {
  const parts = text.split(':');
  const [scheme, version, , , service, region, scope, instance, resourceType, ...rest] = parts;
  if (scheme !== 'crn' || version !== 'v1' || service === undefined || region === undefined || parts.length < 10) {
    return undefined;
  }
  return {
    service,
    region,
    accountId: scope?.startsWith('a/') === true ? scope.slice(2) : '',
    instance: instance ?? '',
    resourceType: resourceType ?? '',
    resource: rest.join(':'),
  };
}
