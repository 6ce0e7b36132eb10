// What stands on the page of a collection, its items and one item? Tables with titles and the words of codes, and a map.
import { html } from 'hono/html';
import { type Collection, type CollectionProperty, collections } from '../../data/contract/collections.ts';
import { labelOf } from '../../data/vocabulary/code-lists.ts';
import type { Link } from './links.ts';
import { addressAs, type Body, mapPlace, rowsOf, valueOf } from './pages.ts';

type Html = ReturnType<typeof html>;
type Properties = Readonly<Record<string, unknown>>;
interface Item {
  readonly id: number;
  readonly geometry: unknown;
  readonly properties: Properties;
}
interface Described {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly crs: readonly string[];
  readonly storageCrs: string;
  readonly extent: { readonly spatial?: { readonly bbox: readonly (readonly number[])[] }; readonly temporal?: { readonly interval: readonly (readonly (string | null)[])[] } };
}

/** Columns of a table of items: the first properties of the collection, so that a row stays a line. */
const columnsShown = 7;

/** The page of all collections: what each holds and where it lies. */
export const collectionsBody: Body = {
  title: () => '数据集 Collections',
  content: (document) => html`<div class="scroll"><table>
<thead><tr><th scope="col">数据集 Collection</th><th scope="col">说明 Description</th><th scope="col">查看 Open</th></tr></thead>
<tbody>${(document['collections'] as Described[]).map(({ id, title, description }) => html`<tr><td><a href="/api/collections/${id}">${title}</a></td><td>${description}</td><td><a href="/api/collections/${id}/items?f=html">要素 Items</a></td></tr>`)}</tbody>
</table></div>`,
};

/** The page of one collection: its extent on a map, its CRS, its properties. */
export const collectionBody: Body = {
  content(document) {
    const { id, extent, crs, storageCrs } = document as unknown as Described;
    const collection = collections.find((known) => known.id === id);
    const box = extent.spatial?.bbox[0];
    return html`${box === undefined ? '' : mapPlace({ box })}
<h2>概要 At a glance</h2>
${rowsOf({ id, ...(box === undefined ? {} : { 'bbox (CRS84)': box }), ...(extent.temporal === undefined ? {} : { interval: extent.temporal.interval[0] }), crs, storageCrs })}
<h2>属性 Properties</h2>
<div class="scroll"><table><thead><tr><th scope="col">名称 Name</th><th scope="col">含义 Meaning</th><th scope="col">类型 Type</th></tr></thead>
<tbody>${(collection?.properties ?? []).map((property) => html`<tr><td><code>${property.name}</code></td><td>${property.zh} ${property.en}${property.unit === undefined ? '' : ` (${property.unit})`}</td><td>${property.format ?? property.type}${property.codeList === undefined ? '' : html` · <a href="/api/vocabularies">${property.codeList}</a>`}</td></tr>`)}</tbody></table></div>`;
  },
};

/** The page of items: where they lie, a row for each, and the way to the next page. */
export function itemsBody(collection: Collection): Body {
  const shown = collection.properties.slice(0, columnsShown);
  return {
    title: () => `${collection.zh} ${collection.en}`,
    content(document, context) {
      const items = document['features'] as Item[];
      const next = (document['links'] as Link[]).find(({ rel }) => rel === 'next');
      const matched = Number(document['numberMatched']);
      return html`<div class="pages"><strong>${matched.toLocaleString('en')}</strong> 条符合 match · 本页 shown ${items.length}${next === undefined ? '' : html` · <a href="${next.href}" rel="next">下一页 Next page</a>`} · <a href="${addressAs(context, 'json')}">GeoJSON</a></div>
${items.length === 0 ? html`<p class="quiet">没有符合条件的要素。去掉一个条件再试。 Nothing matches: take a filter away.</p>` : html`${mapPlace({ features: addressAs(context, 'json', ['crs']) })}
<div class="scroll"><table><thead><tr><th scope="col">id</th>${shown.map(({ zh, en }) => html`<th scope="col">${zh} ${en}</th>`)}</tr></thead>
<tbody>${items.map((item) => html`<tr><td><a href="/api/collections/${collection.id}/items/${item.id}?f=html" data-item="${item.id}">${item.id}</a></td>${shown.map((property) => html`<td class="${property.type === 'number' || property.type === 'integer' ? 'number' : ''}">${wordsOf(property, item.properties[property.name])}</td>`)}</tr>`)}</tbody></table></div>`}`;
    },
  };
}

/** The page of one item: where it lies and all that is known. */
export function itemBody(collection: Collection): Body {
  return {
    title(document) {
      const { id, properties } = document as unknown as Item;
      return String(properties['name'] ?? properties['title'] ?? properties['siteName'] ?? properties['code'] ?? id);
    },
    content(document, context) {
      const { geometry, properties } = document as unknown as Item;
      const rows: Record<string, Html | string> = {};
      for (const property of collection.properties) rows[`${property.zh} ${property.en}`] = wordsOf(property, properties[property.name]);
      return html`${geometry === null ? html`<p class="quiet">没有位置。 No place is known.</p>` : mapPlace({ features: addressAs(context, 'json', ['crs']) })}
<table class="rows">${Object.entries(rows).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>`;
    },
  };
}

/** Gives a value with the words of its code and its unit. */
function wordsOf(property: CollectionProperty, value: unknown): Html | string {
  if (value === null || value === undefined || value === '') return '—';
  if (property.codeList !== undefined) return html`${labelOf(property.codeList, String(value), 'zh')} ${labelOf(property.codeList, String(value), 'en')} <span class="quiet">${String(value)}</span>`;
  if (typeof value === 'boolean') return value ? '是 yes' : '否 no';
  const text = valueOf(value);
  return property.unit === undefined || property.unit === '1' ? text : html`${text} ${property.unit}`;
}
