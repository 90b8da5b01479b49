import type { ClientTool } from '../../model/service';
import { t } from '../../model/l10n';

/**
 * What is packaged of Kafka's clients. Kafka's own command line is in no package of these systems: it is downloaded from
 * https://kafka.apache.org/downloads, and needs Java 17 or newer (KIP-1013). For dnf, kcat comes from sources that a person adds alone.
 */
export const clientTools: readonly ClientTool[] = [
  { title: 'kcat', packages: { apt: ['kcat', 'kafkacat'], dnf: ['kcat'] } },
  {
    title: t('Java runtime'), note: t('Kafka’s own command line is in no package: download it from kafka.apache.org'),
    packages: {
      apt: ['openjdk-21-jre-headless', 'openjdk-17-jre-headless'], dnf: ['java-21-openjdk-headless', 'java-17-openjdk-headless'],
    },
  },
];
