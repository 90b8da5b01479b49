import type { Image } from '../../model/landscape';

/** Images that the server can be made from, the proposed one first: newest Ubuntu LTS, then newest Debian, then the rest. */
export function fittingImages(images: readonly Image[]): readonly Image[] {
  return images
    .filter((image) => image.status === 'available' && image.operatingSystem.architecture === 'amd64' && isLinux(image))
    .sort((left, right) => rank(left) - rank(right)
      || compareNumbers(versionOf(right), versionOf(left))
      || compareNumbers(numbersIn(right.name), numbersIn(left.name)));
}

function isLinux({ operatingSystem }: Image): boolean {
  return !/windows/i.test(`${operatingSystem.family} ${operatingSystem.name}`);
}

function rank(image: Image): number {
  const { name } = image.operatingSystem;
  if (/^ubuntu/i.test(name)) {
    return isLongTermSupport(versionOf(image)) ? 0 : 2;
  }
  return /^debian/i.test(name) ? 1 : 3;
}

/** Ubuntu's long-term releases are those of April in even years. */
function isLongTermSupport([year = 1, month = 0]: readonly number[]): boolean {
  return year % 2 === 0 && month === 4;
}

/** From the system's name (`ubuntu-24-04-amd64`), which is regular; its version is prose. */
function versionOf({ operatingSystem }: Image): readonly number[] {
  return numbersIn(operatingSystem.name);
}

/** The processor's name is no version. */
function numbersIn(text: string): readonly number[] {
  return (text.replace(/amd64/, '').match(/\d+/g) ?? []).map(Number);
}

function compareNumbers(left: readonly number[], right: readonly number[]): number {
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index] ?? -1) - (right[index] ?? -1);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
