// How is one property of an object shown? Titles, units and labels from the contract's own field notes; personal data masked.
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { AreaFields } from '../../data/contract/areas.ts';
import { type FieldMeta, fieldMeta } from '../../data/contract/code.ts';
import { HazardFields } from '../../data/contract/hazards.ts';
import { IncidentFields } from '../../data/contract/incidents.ts';
import { InspectionFields } from '../../data/contract/inspections.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { SiteFields } from '../../data/contract/sites.ts';
import { StormFields } from '../../data/contract/storms.ts';
import { VesselFields } from '../../data/contract/vessels.ts';
import { formatInstant, formatNumber } from '../locales/format.ts';
import { type Names, useNames } from './names.tsx';

const schemas: Readonly<Record<string, z.ZodObject>> = {
  areas: AreaFields,
  hazards: HazardFields,
  inspections: InspectionFields,
  incidents: IncidentFields,
  vessels: VesselFields,
  storms: StormFields,
};

export interface ShownField {
  readonly name: string;
  readonly meta: FieldMeta;
}

/** Gives the fields of a collection in the order of its schema; none for an unknown collection. */
export function fieldsOf(collection: string): ShownField[] {
  const layer = siteLayers.find((one) => one.id === collection);
  const shapes = layer === undefined ? schemas[collection]?.shape : { ...SiteFields.shape, ...layer.attributes.shape };
  return Object.entries(shapes ?? {}).flatMap(([name, schema]) => {
    const meta = fieldMeta(schema as z.ZodType);
    return meta === undefined ? [] : [{ name, meta }];
  });
}

/** UCUM codes of the contract → how the sign is printed. What is not listed is printed as it is. */
const printedUnits: Readonly<Record<string, string>> = { '1': '', m2: 'm²', '[kn_i]': 'kn', deg: '°' };
const titlesOfArea = ['areaCode', 'parentCode'];
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Gives a text with all but its first and, when long, last four characters hidden. */
export function maskText(text: string): string {
  const characters = [...text];
  if (characters.length <= 4) return `${characters[0] ?? ''}${'*'.repeat(Math.max(1, characters.length - 1))}`;
  return `${characters.slice(0, 3).join('')}${'*'.repeat(Math.max(1, characters.length - 7))}${characters.slice(-4).join('')}`;
}

/** Gives a value as text: code labels, township and layer names, city time, units. '' for null. */
export function showValue(field: ShownField, value: unknown, names: Names, words: { yes: string; no: string }): string {
  if (value === null || value === undefined || value === '') return '';
  if (field.meta.personal === true) return maskText(String(value));
  if (titlesOfArea.includes(field.name)) return names.area(String(value));
  if (field.name === 'siteLayer') return names.layer(String(value));
  if (field.meta.codeList !== undefined) return names.code(field.meta.codeList, String(value));
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    const unit = field.meta.unit === undefined ? '' : (printedUnits[field.meta.unit] ?? field.meta.unit);
    const year = field.name === 'season';
    return `${year ? String(value) : formatNumber(value)}${unit === '' || unit === '°' ? unit : ` ${unit}`}`;
  }
  const text = String(value);
  return instant.test(text) ? formatInstant(text) : text;
}

/** Gives the function that shows a property of a collection in the page's language, and the title of one. */
export function useFields(): { title(field: ShownField): string; value(field: ShownField, value: unknown): string } {
  const { t } = useTranslation();
  const names = useNames();
  return {
    title: (field) => names.pick(field.meta.zh, field.meta.en),
    value: (field, value) => showValue(field, value, names, { yes: t('object.yes'), no: t('object.no') }),
  };
}
