/** One condition on a subject or a resource: the attribute `serviceName` is "is". */
export interface PolicyAttribute {
  readonly name: string;
  readonly value: string;
  /** `stringEquals` where none is said; `stringMatch` has `*` and `?`, `stringExists` says whether there is one at all. */
  readonly operator?: string | undefined;
}

/** Whom or what a policy is for: everything of which all conditions hold. */
export interface PolicyScope {
  readonly attributes: readonly PolicyAttribute[];
  /** It holds for what carries certain access tags alone. */
  readonly byTag: boolean;
}

export interface PolicyRole {
  /** `crn:v1:bluemix:public:secrets-manager::::serviceRole:SecretsReader`; of the service `iam` where every service has it. */
  readonly id: string;
  readonly title: string;
}

/** A policy of IAM: what a person or a service may do at which resources. Source: https://cloud.ibm.com/apidocs/iam-policy-management */
export interface Policy {
  readonly id: string;
  /** `authorization` is from service to service. */
  readonly type: 'access' | 'authorization';
  readonly description: string;
  readonly subjects: readonly PolicyScope[];
  readonly roles: readonly PolicyRole[];
  readonly resources: readonly PolicyScope[];
}

/** How much of a kind of thing a policy is for: a condition on what is not known of the thing makes it a part. */
export type Extent = 'whole' | 'part' | 'none';

/** What is known of a thing, by the names of attributes. */
export type Known = Readonly<Record<string, string>>;

/** The best of several scopes, each of which is enough. */
export function extentOf(scopes: readonly PolicyScope[], known: Known): Extent {
  const extents = scopes.map((scope) => extentOfOne(scope, known));
  return extents.includes('whole') ? 'whole' : extents.includes('part') ? 'part' : 'none';
}

function extentOfOne({ attributes, byTag }: PolicyScope, known: Known): Extent {
  if (!attributes.every((attribute) => known[attribute.name] === undefined || fits(attribute, known[attribute.name]))) {
    return 'none';
  }
  return byTag || attributes.some(({ name }) => known[name] === undefined) ? 'part' : 'whole';
}

function fits({ operator, value }: PolicyAttribute, actual = ''): boolean {
  switch (operator) {
    case 'stringExists':
      return value === 'true';
    case 'stringMatch':
      return new RegExp(`^${value.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`).test(actual);
    default:
      return value === actual;
  }
}

/** Whether a role is one of those names: of every service, or of that one itself. What a custom role allows its name does not say. */
export function isRole({ id }: PolicyRole, service: string, names: readonly string[]): boolean {
  const [, , , , owner = '', , , , kind, name = ''] = id.split(':');
  return (owner === 'iam' || owner === service) && (kind === 'serviceRole' || kind === 'role') && names.includes(name);
}

/** A role that the account made up: what it allows has to be read elsewhere. */
export function isCustomRole({ id }: PolicyRole): boolean {
  return id.split(':')[8] === 'customRole';
}
