// Where IBM Cloud's multizone regions are: what a person looks for, beside the name that the API uses.
const places: Readonly<Record<string, string>> = {
  'au-syd': 'Sydney',
  'br-sao': 'Sao Paulo',
  'ca-mon': 'Montreal',
  'ca-tor': 'Toronto',
  'eu-de': 'Frankfurt',
  'eu-es': 'Madrid',
  'eu-fr2': 'Paris',
  'eu-gb': 'London',
  'in-che': 'Chennai',
  'in-mum': 'Mumbai',
  'jp-osa': 'Osaka',
  'jp-tok': 'Tokyo',
  'us-east': 'Washington DC',
  'us-south': 'Dallas',
};

/** "Montreal (ca-mon)"; a region that is not known here keeps its own name. */
export function regionLabel(name: string): string {
  const place = places[name];
  return place === undefined ? name : `${place} (${name})`;
}
