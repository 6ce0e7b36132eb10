// How alike are two short texts? Shared pairs of characters, which needs no knowledge of words and suits Chinese.

/** Gives the pairs of neighbouring characters of a text; full width, case, digits' values, blanks and punctuation do not count. */
function pairsOf(text: string): Map<string, number> {
  const plain = [...text.normalize('NFKC').toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, '').replace(/\d+/g, '0')];
  const pairs = new Map<string, number>();
  for (let place = 0; place + 1 < plain.length; place++) {
    const pair = `${plain[place]}${plain[place + 1]}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Gives Dice's coefficient of the pairs of two texts, 0 (nothing shared) to 1 (the same); texts of fewer than two characters are like nothing. Source: Dice, Ecology 26 (1945), 297–302. */
export function likenessOf(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  let shared = 0;
  let total = 0;
  for (const [pair, count] of left) {
    shared += Math.min(count, right.get(pair) ?? 0);
    total += count;
  }
  for (const count of right.values()) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
}
