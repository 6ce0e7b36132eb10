// Where in a GeoJSON file does one feature end and the next begin? Cut as the bytes arrive, so that a large file never stands in memory.

/** Longest text of one feature. */
const longestFeature = 20_000_000;

/**
 * Cuts features out of the text of a FeatureCollection, of newline-delimited GeoJSON (also RFC 8142 with record separators) or of a single Feature.
 * Gives the text of each feature's object. Throws RangeError when an object is longer than 20 MB or the text ends within one.
 */
export async function* cutFeatures(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  // An object is a feature when it stands at the top (lines) or inside the array `features` (depth 2 of a collection).
  let depth = 0;
  let arrays = 0;
  let inText = false;
  let escaped = false;
  let start = -1;
  let held = '';
  let isCollection: boolean | null = null;
  let head = '';
  for await (const chunk of chunks) {
    const from = held.length;
    const text = held + chunk;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (inText) {
        if (escaped) escaped = false;
        else if (code === 0x5c) escaped = true;
        else if (code === 0x22) inText = false;
        continue;
      }
      if (code === 0x22) inText = true;
      else if (code === 0x7b) {
        depth += 1;
        const featureDepth = isCollection === true ? 2 : 1;
        if (start < 0 && isCollection !== null && depth === featureDepth) start = at;
        else if (isCollection === null && depth === 1) start = at;
      } else if (code === 0x5b) {
        arrays += 1;
        if (isCollection === null && depth === 1 && arrays === 1) {
          head = text.slice(Math.max(0, start), at);
          if (/"features"\s*:\s*$/.test(head)) {
            isCollection = true;
            start = -1;
          }
        }
      } else if (code === 0x5d) arrays -= 1;
      else if (code === 0x7d) {
        depth -= 1;
        const closes = isCollection === true ? depth === 1 && start >= 0 : depth === 0 && start >= 0;
        if (closes) {
          isCollection ??= false;
          yield text.slice(start, at + 1);
          start = -1;
        }
      }
    }
    held = start >= 0 ? text.slice(start) : isCollection === null ? text : '';
    if (start >= 0) start = 0;
    if (held.length > longestFeature) throw new RangeError(`seen an object longer than ${longestFeature} characters, expected GeoJSON features`);
  }
  if (depth !== 0 || inText) throw new RangeError('the file ends inside an object: it was cut off');
}
