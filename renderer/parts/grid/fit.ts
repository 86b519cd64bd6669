/** Beside a cell's text: its padding at both sides and the hairline. */
const besideText = 20;
/** Beside a title: the padding, the sign of the sort and the button of the menu. */
const besideTitle = 56;

function textWidth(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect().width;
}

/** @param head the header's cell @returns the width in which its title and every cell of the drawn rows are seen whole, in CSS pixels */
export function widthOfContents(head: Element): number {
  const column = Number(head.getAttribute('aria-colindex')) - 2;
  const title = head.querySelector('.head-title');
  const cells = head.closest('.grid')?.querySelectorAll(`[role=gridcell][data-col="${column}"]`) ?? [];
  const widest = Math.max(0, ...[...cells].map(textWidth));
  return Math.ceil(Math.max(widest + besideText, (title === null ? 0 : textWidth(title)) + besideTitle));
}
