import { t } from '../../../../model/l10n';
import type { Explanation } from '../../../tunnel/explanation';
import { again, planAgain } from './remedies';

const files = { title: t('Give the office\'s name server the forwarder file of the on-premises files, then check again') };

/** Of who is asked for the private names. Sources: https://cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver, …dns-svcs-ts-nxdomain */
export const ofNames = {
  'tunnel.resolver-gone': {
    cause: t('Somebody deleted the custom resolver, or its DNS Services instance: nobody in the cloud answers the office.'), remedy: planAgain,
  },
  'tunnel.resolver-unread': {
    cause: t('IBM Cloud does not tell how the custom resolver is: you may lack the role Reader on its DNS Services instance.'),
    remedy: { title: t('Ask for Reader on the DNS Services instance, then check again') },
  },
  'tunnel.resolver-disabled': {
    cause: t('The custom resolver is switched off. Whether its locations answer the office all the same IBM says nowhere.'),
    remedy: { title: t('Enable Custom Resolver…, once its locations are healthy: every host of the VPC asks it from then on') },
  },
  'tunnel.resolver-critical': {
    cause: t('No location of the custom resolver is healthy, as in its first minutes: nobody is answered.'), remedy: again,
  },
  'tunnel.resolver-degraded': {
    cause: t('A location of the custom resolver is not healthy: the others answer, and nothing takes their place if they fail too.'), remedy: again,
  },
  'tunnel.dns-no-location': {
    cause: t('The custom resolver has no location with an address that the office could ask.'), remedy: planAgain,
  },
  'tunnel.dns-none': {
    cause: t('There is no custom resolver by choice, and the names are not written down here.'),
    remedy: { title: t('Put the addresses of the endpoint gateway into the hosts file or the office\'s own name server, or plan a custom resolver') },
  },
  'tunnel.dns-locations-silent': {
    cause: t('No location of the custom resolver answers on port 53: the security group or the network ACL of its subnets lets TCP and UDP 53 not in from '
      + 'the office. '
      + 'Which group guards a location IBM does not say: it is the VPC\'s default group in most cases.'),
    remedy: planAgain,
  },
  'tunnel.dns-location-silent': {
    cause: t('One location of the custom resolver does not answer: clients of a forwarder wait for it each time before it asks another one.'), remedy: again,
  },
  'tunnel.dns-half-silent': {
    cause: t('A location answers over one of UDP and TCP alone: port 53 has to be open for both. Long answers and retries go over TCP.'), remedy: planAgain,
  },
  'tunnel.dns-unknown': {
    cause: t('The locations answer, and do not know the private names: they were asked before the endpoint gateway was ready and remember that for up to 30 '
      + 'minutes, which '
      + 'nobody can shorten; or the endpoint gateway is in another VPC than the resolver.'),
    remedy: again,
  },
  'tunnel.dns-negative-cache': {
    cause: t('One location knows the names and another one does not: that one was asked too early and remembers "no such name" for up to 30 minutes, which '
      + 'nobody can shorten.'),
    remedy: { title: t('Let the forwarder ask the location that knows them until then, or wait; then check again') },
  },
  'tunnel.dns-zone-missing': {
    cause: t('The cloud\'s resolver knows the names, and the office\'s name server does not: it has no forwarder for the instance\'s domain, or remembers '
      + 'an answer from '
      + 'before it had one.'),
    remedy: files,
  },
  'tunnel.dns-forwarder-silent': {
    cause: t('The cloud\'s resolver knows the names and answers this machine, and the office\'s name server does not answer for them: it may not reach the '
      + 'locations from its '
      + 'own address, which has to be in the office\'s ranges too.'),
    remedy: files,
  },
  'tunnel.dns-not-asked': {
    cause: t('The office\'s name server knows the names, and programs on this machine are told something else: another name server or the hosts file goes '
      + 'before it.'),
    remedy: { title: t('Look at the name servers and the hosts file of this machine, then check again') },
  },
  'tunnel.dns-other-answer': {
    cause: t('Programs here are told other addresses than the cloud\'s resolver knows: by an old entry, another name server or the hosts file.'),
    remedy: { title: t('Look at the name servers and the hosts file of this machine, then check again') },
  },
  'tunnel.dns-all-to-cloud': {
    cause: t('This machine asks the cloud\'s resolver for all names, not the instance\'s alone: the office\'s own names are lost, all others go through the '
      + 'tunnel, and with '
      + 'the tunnel everything fails.'),
    remedy: files,
  },
} satisfies Readonly<Record<string, Explanation>>;
