/** Turns a title into lower-case words joined by hyphens: "Crème brûlée!" becomes "creme-brulee". */
export function slug(title, { limit = 80 } = {}) {
  if (typeof title !== 'string') {
    throw new TypeError(`A title is text, not ${typeof title}`);
  }
  const words = title
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .match(/[\p{Letter}\p{Number}]+/gu) ?? [];
  let result = '';
  for (const word of words) {
    const next = result === '' ? word : `${result}-${word}`;
    if (next.length > limit) break;
    result = next;
  }
  return result;
}
