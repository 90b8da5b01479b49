import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import type { SeenSoFar, VantageCheck } from '../../../../model/vantage';
import { askedAsPrograms, type Answer } from '../../../tunnel/asking';
import { passed } from '../../../tunnel/finding';
import { verdict } from './finding';
import { forwardersAsked, type Forwarders } from './forwarders';
import { askedLocations, type AskedLocation } from './locations';
import { locationAddresses, type Look } from './look';
import type { TunnelCode } from './verdicts';

/**
 * Who knows the private names? Asked as programs ask, of each location of the cloud's resolver by itself, and of the office's own name servers; what
 * lies between those that differ is the cause.
 */
export function namesCheck(look: Look): VantageCheck {
  return { id: 'vpn-names', title: t('Name servers of office and cloud'), run: (signal, seen) => run(look, seen, signal) };
}

async function run(look: Look, { names: [name] }: SeenSoFar, signal: AbortSignal): Promise<Finding> {
  if (name === undefined) {
    return passed(t('not asked: no names of the instance are known'));
  }
  const servers = locationAddresses(look);
  const programs = await askedAsPrograms(look.tools, name, signal);
  if (servers.length === 0) {
    return programs.kind === 'known' ? passed(t('programs here know the names; no location of a resolver is known'), [programs.words])
      : verdict('failed', 'tunnel.dns-none', { summary: programs.words });
  }
  const locations = await askedLocations(look, name, servers, signal);
  const evidence = [programs.words, ...locations.flatMap((each) => each.words)];
  const knowing = locations.filter(({ kind }) => kind === 'known');
  if (knowing.length === 0) {
    return nobodyKnows(programs, locations, evidence);
  }
  const known = new Set(knowing.flatMap(({ addresses }) => addresses));
  if (programs.kind === 'known' && !programs.addresses.some((address) => known.has(address))) {
    return verdict('failed', 'tunnel.dns-other-answer', { summary: t('programs here are told other addresses than the cloud’s resolver knows'), evidence });
  }
  const forwarders = await forwardersAsked(look, name, servers, signal);
  return programs.kind === 'known' ? inPart(locations, forwarders, [...evidence, ...forwarders.words])
    : whyUntold(locations, forwarders, [...evidence, ...forwarders.words]);
}

/** None of the locations. Where programs know the names all the same, somebody wrote them down. */
function nobodyKnows(programs: Answer, locations: readonly AskedLocation[], evidence: readonly string[]): Finding {
  const state = programs.kind === 'known' ? 'degraded' : 'failed';
  const denying = locations.filter(({ kind }) => kind === 'unknown');
  const [first] = denying;
  return first === undefined
    ? verdict(state, 'tunnel.dns-locations-silent', { summary: t('no location of the custom resolver answers on port 53'), evidence })
    : verdict(state, 'tunnel.dns-unknown', { summary: t('the custom resolver does not know the names{0}', lastsInWords(denying)), evidence });
}

/** All is well for programs here; for others, or when one location fails, it may not be. */
function inPart(locations: readonly AskedLocation[], { isAllToCloud }: Forwarders, evidence: readonly string[]): Finding {
  const denying = locations.filter(({ kind }) => kind === 'unknown');
  const silent = locations.filter(({ kind }) => kind === 'silent');
  const half = locations.filter(({ isHalf }) => isHalf);
  if (denying.length > 0) {
    return negative('degraded', denying, locations, evidence);
  }
  if (silent.length > 0) {
    return verdict('degraded', 'tunnel.dns-location-silent', { summary: t('{0} does not answer on port 53', serversOf(silent)), evidence });
  }
  if (half.length > 0) {
    return verdict('degraded', 'tunnel.dns-half-silent', { summary: t('{0} answers over one of UDP and TCP alone', serversOf(half)), evidence });
  }
  return isAllToCloud ? verdict('degraded', 'tunnel.dns-all-to-cloud', { summary: t('this machine asks the cloud’s resolver for all names'), evidence })
    : passed(t('programs here are told what the cloud’s resolver knows'), evidence);
}

/** A location knows the names, and programs here do not. */
function whyUntold(locations: readonly AskedLocation[], { kind, servers }: Forwarders, evidence: readonly string[]): Finding {
  const denying = locations.filter((each) => each.kind === 'unknown');
  if (denying.length > 0) {
    return negative('failed', denying, locations, evidence);
  }
  const [asked, told] = [servers.join(', '), (code: TunnelCode, summary: string): Finding => verdict('failed', code, { summary, evidence })];
  switch (kind) {
    case 'known': return told('tunnel.dns-not-asked', t('{0} knows the names, and programs here are not told them', asked));
    case 'silent': return told('tunnel.dns-forwarder-silent', t('{0} does not answer for the names', asked));
    case 'unknown': return told('tunnel.dns-zone-missing', t('{0} does not know the names, the cloud’s resolver does', asked));
    case 'none': return told('tunnel.dns-zone-missing', t('programs here do not know the names, the cloud’s resolver does'));
  }
}

function negative(state: 'failed' | 'degraded', denying: readonly AskedLocation[], all: readonly AskedLocation[], evidence: readonly string[]): Finding {
  const knowing = all.filter(({ kind }) => kind === 'known');
  return verdict(state, 'tunnel.dns-negative-cache', {
    summary: t('{0} does not know the names{1}; {2} does', serversOf(denying), lastsInWords(denying), serversOf(knowing)), evidence,
  });
}

function lastsInWords(denying: readonly AskedLocation[]): string {
  const lasts = Math.max(...denying.map((each) => each.lastsSeconds));
  return t(', and may remember that for {0} min', Math.ceil(lasts / 60));
}

function serversOf(locations: readonly AskedLocation[]): string {
  return locations.map(({ server }) => server).join(', ');
}
