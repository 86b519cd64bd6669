import { day as isoDay } from './canonical.ts';
import type { XmlNode } from './node.ts';

const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})(?:$|\s)/;

/**
 * ASYCUDA writes days as the server's language has them: `7/14/16`, `14/07/2016`, `14.07.2016`. One declaration has one form; it is
 * told by a part above 12, and where nothing tells it the day comes first.
 */
export function asycudaDay(root: XmlNode): (text: string) => string {
  let monthFirst = false;
  let dayFirst = false;
  const look = (node: XmlNode): void => {
    const parts = node.children.length === 0 && /date/i.test(node.name) ? slashed.exec(node.text) : null;
    if (parts !== null) {
      dayFirst ||= Number(parts[1]) > 12;
      monthFirst ||= Number(parts[2]) > 12;
    }
    node.children.forEach(look);
  };
  look(root);
  return (text) => {
    const parts = slashed.exec(text);
    if (parts === null || (monthFirst && dayFirst)) return isoDay(text);
    const [, first = '', second = '', year = ''] = parts;
    const [month, day] = monthFirst ? [first, second] : [second, first];
    return `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  };
}
