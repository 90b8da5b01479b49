import { isNotFound } from '../../../../cloud/errors';
import type { Finding } from '../../../../model/check';
import type { CustomResolver } from '../../../../model/dnsServices';
import { t } from '../../../../model/l10n';
import { visible } from '../../../../model/text';
import type { VantageCheck } from '../../../../model/vantage';
import { dnsInstanceOf, isChosen } from '../../../office/chosen';
import { passed, whyUnread } from '../../../tunnel/finding';
import { siteOf } from '../site';
import { verdict } from './finding';
import type { Look } from './look';

/** Is the custom resolver there, switched on and well? */
export function resolverCheck(look: Look): VantageCheck {
  return { id: 'vpn-resolver', title: t('Custom resolver'), run: (signal) => run(look, signal) };
}

async function run(look: Look, signal: AbortSignal): Promise<Finding> {
  const { connection: { choices }, tools: { cloud, history } } = look;
  const { resolver: wanted } = siteOf(choices);
  if (wanted === undefined) {
    return passed(t('none: the office writes the addresses down itself'));
  }
  const name = visible(wanted.resolver.name, 80);
  const instance = dnsInstanceOf(history, wanted);
  if (instance === undefined) {
    return verdict('failed', 'tunnel.resolver-gone', { summary: t('{0} is not there', name) });
  }
  try {
    const all = await cloud.dnsServices.open(instance).listResolvers(signal);
    look.resolver = all.find((each) => isChosen(wanted.resolver, each));
  } catch (error) {
    const evidence = whyUnread(error, signal);
    return isNotFound(error) ? verdict('failed', 'tunnel.resolver-gone', { summary: t('the DNS Services instance of {0} was deleted', name), evidence })
      : verdict('degraded', 'tunnel.resolver-unread', { summary: t('{0} could not be looked at', name), evidence });
  }
  return look.resolver === undefined ? verdict('failed', 'tunnel.resolver-gone', { summary: t('{0} was deleted', name) }) : judged(look.resolver);
}

function judged({ name, enabled, health, locations }: CustomResolver): Finding {
  const named = visible(name, 80);
  const evidence = locations.map(({ address = t('without an address'), enabled: isOn, healthy }) => visible(
    t('location {0}: {1}, {2}', address, isOn ? t('enabled') : t('disabled'), healthy ? t('healthy') : t('not healthy')), 200,
  ));
  const summary = t('{0} is {1}', named, visible(health, 40));
  if (health === 'CRITICAL') {
    return verdict('failed', 'tunnel.resolver-critical', { summary, evidence });
  }
  if (!locations.some((each) => each.enabled && each.address !== undefined)) {
    return verdict('failed', 'tunnel.dns-no-location', { summary: t('{0} has no location to be asked', named), evidence });
  }
  if (!enabled) {
    return verdict('degraded', 'tunnel.resolver-disabled', { summary: t('{0} is switched off', named), evidence });
  }
  return health === 'HEALTHY' ? passed(t('{0}, healthy, {1} locations', named, locations.length), evidence)
    : verdict('degraded', 'tunnel.resolver-degraded', { summary, evidence });
}
