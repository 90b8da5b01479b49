import type { OfficeSite } from '../../office/site';
import type { SiteVpnChoices } from './choices';

/** What the office's gateway is set up for. */
export function siteOf({ mode, office, ike, esp, places, resolver }: SiteVpnChoices): OfficeSite {
  return { mode, office, ike, esp, places, resolver: resolver.kind === 'none' ? undefined : { resolver: chosen(resolver), instance: resolver.instance } };
}

function chosen(resolver: Exclude<SiteVpnChoices['resolver'], { readonly kind: 'none' }>): NonNullable<OfficeSite['resolver']>['resolver'] {
  return resolver.kind === 'existing' ? { id: resolver.id, name: resolver.name } : { name: resolver.name };
}
