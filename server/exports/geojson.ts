// How do items become a GeoJSON file (RFC 7946), page by page?
import type { ItemRow } from '../queries/items.ts';
import type { ItemWriter } from './item-writer.ts';

const encoder = new TextEncoder();

export function beginGeoJson(): ItemWriter {
  let first = true;
  return {
    write(items: readonly ItemRow[]) {
      let text = '';
      for (const { id, geometry, properties } of items) {
        text += `${first ? '{"type":"FeatureCollection","features":[\n' : ',\n'}${JSON.stringify({ type: 'Feature', id, geometry, properties })}`;
        first = false;
      }
      return encoder.encode(text);
    },
    end: () => encoder.encode(first ? '{"type":"FeatureCollection","features":[]}\n' : '\n]}\n'),
  };
}
