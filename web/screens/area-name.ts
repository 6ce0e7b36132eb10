// How is a township named and where does it lie? Its item of the areas, as names and lists need it.
import type { AreaName } from '../state/area-names.tsx';

/** Gives name, parent and box (null without a shape) of an item of the collection areas. */
export function areaNameOf(item: { readonly id: number; readonly properties: Readonly<Record<string, unknown>>; readonly geometry: { readonly coordinates: unknown } | null }): AreaName {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number') {
      const [x, y] = value as [number, number];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    } else for (const part of value) walk(part);
  };
  walk(item.geometry?.coordinates);
  return {
    code: String(item.properties['code']),
    id: item.id,
    name: String(item.properties['name']),
    nameEn: typeof item.properties['nameEn'] === 'string' ? item.properties['nameEn'] : null,
    parentCode: typeof item.properties['parentCode'] === 'string' ? item.properties['parentCode'] : null,
    box: item.geometry === null ? null : box,
  };
}
