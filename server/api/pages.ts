// How does a resource read in a browser? The same document as for machines, as a page: OGC API – Features Part 1, requirements class HTML.
import type { Context, MiddlewareHandler } from 'hono';
import { html, raw } from 'hono/html';
import type { Link } from './links.ts';
import { geoJson, json, offers } from './negotiation.ts';

/** Media type of the pages. */
export const page = 'text/html';

type Html = ReturnType<typeof html>;
type Json = Readonly<Record<string, unknown>>;

/** What a kind of document shows above its links, and under which heading (its own title, or the path, unless told). */
export interface Body {
  title?(document: Json): string;
  content(document: Json, context: Context): Html;
}

/**
 * Middleware like `offers` for a resource that also has a page: the handler makes the document, and `body` turns it into the page when the client
 * prefers HTML (or asks by f=html). The page names the document in its head, so that machines find it.
 */
export function offersPage(body: Body, ...types: readonly string[]): MiddlewareHandler<{ Variables: { mediaType: string } }> {
  const negotiate = offers(...types, page);
  return (context, next) =>
    negotiate(context, async () => {
      await next();
      if (context.get('mediaType') !== page || context.res.status !== 200) return;
      const { headers } = context.res;
      const document = (await context.res.json()) as Json;
      const made = new Response(String(await pageOf(document, body, context, types[0] ?? '')), { headers });
      made.headers.delete('Content-Length');
      context.res = undefined;
      context.res = made;
    });
}

/** Gives the address of a document as another format, without some of its parameters. */
export function addressAs(context: Context, format: string, without: readonly string[] = []): string {
  const address = new URL(context.req.url);
  for (const name of without) address.searchParams.delete(name);
  address.searchParams.set('f', format);
  return address.href.replaceAll('%2C', ',');
}

/** Gives the two links a document has to itself: as it is, and as the other format. `type` = media type of the machine's document. */
export function selfLinks(context: Context, href: string, type: string, title = 'This document'): Link[] {
  const other = (format: string): string => `${href}${href.includes('?') ? '&' : '?'}f=${format}`;
  return context.get('mediaType') === page
    ? [{ href, rel: 'self', type: page, title }, { href: other(wordOf(type)), rel: 'alternate', type, title: `${title} for programs` }]
    : [{ href, rel: 'self', type, title }, { href: other('html'), rel: 'alternate', type: page, title: `${title} as a page` }];
}

/** Word of the parameter `f` for the machine's document. */
function wordOf(type: string): string {
  return type === geoJson ? 'geojson' : 'json';
}

function pageOf(document: Json, body: Body, context: Context, type: string): Html {
  const { pathname } = new URL(context.req.url);
  const steps = pathname.split('/').filter((step) => step !== '');
  const title = body.title?.(document) ?? (typeof document['title'] === 'string' ? document['title'] : steps.slice(1).join(' / '));
  const links = Array.isArray(document['links']) ? (document['links'] as Link[]) : [];
  return html`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · 安澜 Anlan</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/pages.css">
<link rel="alternate" type="${type === geoJson ? geoJson : json}" href="${addressAs(context, wordOf(type))}">
</head>
<body>
<header><nav aria-label="路径 Path">${steps.map((step, place) => (place === steps.length - 1 ? html`<span aria-current="page">${nameOf(step, place)}</span>` : html`<a href="/${steps.slice(0, place + 1).join('/')}">${nameOf(step, place)}</a>`))}</nav><a href="/">地图 Map</a></header>
<main>
<h1>${title}</h1>
${typeof document['description'] === 'string' ? html`<p class="lead">${document['description']}</p>` : ''}
${body.content(document, context)}
${links.length === 0 ? '' : html`<section><h2>链接 Links</h2><ul class="links">${links.map(linkRow)}</ul></section>`}
</main>
</body>
</html>
`;
}

function nameOf(step: string, place: number): string {
  return place === 0 ? '安澜 Anlan geo API' : decodeURIComponent(step);
}

function linkRow({ href, rel, type, title }: Link): Html {
  // A template is no address one can follow.
  const name = title ?? rel;
  return html`<li>${href.includes('{') ? html`<span>${name}</span> <code>${href}</code>` : html`<a href="${href}" rel="${rel}">${name}</a>`} <span class="quiet">${rel} · ${type ?? ''}</span></li>`;
}

/** Gives a place for the map: it draws the features found at `features`, or the box [west, south, east, north] in degrees. */
export function mapPlace(what: { features: string } | { box: readonly number[] }): Html {
  const attribute = 'features' in what ? html`data-features="${what.features}"` : html`data-box="${what.box.join(',')}"`;
  return html`<div class="map" id="map" role="region" aria-label="地图 Map" ${attribute}></div><script type="module" src="/item-map.js"></script>`;
}

/** Gives a value as a person reads it: nothing as a dash, lists and objects as tables. */
export function valueOf(value: unknown): Html | string {
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value)) {
    return value.every((part) => typeof part !== 'object' || part === null) ? value.map((part) => (part === null ? '..' : String(part))).join(', ') : html`<ul>${value.map((part) => html`<li>${valueOf(part)}</li>`)}</ul>`;
  }
  if (typeof value === 'object') return rowsOf(value as Json);
  const text = String(value);
  return /^https?:\/\/[^\s{}]+$/.test(text) ? html`<a href="${text}">${text}</a>` : text;
}

/** Gives an object as a table of names and values. */
export function rowsOf(object: Json): Html {
  return html`<table class="rows">${Object.entries(object).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${valueOf(value)}</td></tr>`)}</table>`;
}

/** The page of any document: all it says but its title, description and links. */
export const plainBody: Body = {
  content: ({ title: _title, description: _description, links: _links, ...rest }) => (Object.keys(rest).length === 0 ? html`${raw('')}` : rowsOf(rest)),
};
