// Does a server keep the HTML class of OGC API – Features Part 1? Every resource as a page that says what it knows, escaped, with its links.
import { describe, expect, it } from 'vitest';
import { geoJson, get, getJson, linkOf, type OgcCollection, type OgcLink, type OgcPage } from './ogc-client.ts';

const decode = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
/** What a browser with its usual header gets. */
const browserAccept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

async function getPageOf(url: string, accept = 'text/html'): Promise<{ text: string; words: string }> {
  const response = await get(url, accept);
  const text = await response.text();
  expect([url, response.status, response.headers.get('content-type')]).toEqual([url, 200, 'text/html']);
  expect(text.startsWith('<!DOCTYPE html>')).toBe(true);
  expect(text).toMatch(/<title>[^<]+<\/title>/);
  // Nothing that a policy without inline scripts would refuse, and nothing from elsewhere.
  expect(text).not.toMatch(/<script(?![^>]* src="\/)/);
  expect(text).not.toMatch(/(src|href)="\/\//);
  return { text, words: decode(text.replace(/<[^>]+>/g, ' ')) };
}

/** Runs the suite; `root` gives the landing page, `collections` the ids tested one by one. */
export function testOgcHtml(root: () => string, collections: readonly string[]): void {
  const expectLinks = (text: string, links: readonly OgcLink[]): void => {
    for (const { href } of links) if (!href.includes('{')) expect(decode(text)).toContain(`href="${href}"`);
  };

  it('37–38 landing page, conformance and collections are pages with what they say and their links', async () => {
    const landing = await getJson<{ title: string; description: string; links: OgcLink[] }>(root());
    const page = await getPageOf(root());
    expect(page.words).toContain(landing.title);
    expect(page.words).toContain(landing.description);
    expectLinks(page.text, landing.links.filter(({ rel }) => !['self', 'alternate'].includes(rel)));
    const { conformsTo } = await getJson<{ conformsTo: string[] }>(`${root()}/conformance`);
    const classes = await getPageOf(`${root()}/conformance`);
    for (const uri of conformsTo) expect(classes.words).toContain(uri);
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html');
    const { collections: listed } = await getJson<{ collections: OgcCollection[] }>(`${root()}/collections`);
    const list = await getPageOf(`${root()}/collections`, browserAccept);
    for (const { id, title, description } of listed) {
      expect(list.words).toContain(title);
      expect(list.words).toContain(description);
      expect(list.text).toContain(`/collections/${id}"`);
    }
  });

  it('every document says where it is as a page, and the page where it is as a document', async () => {
    for (const path of ['', '/conformance', '/collections', `/collections/${collections[0]}`, `/collections/${collections[0]}/items?limit=2`]) {
      const { links } = await getJson<{ links: OgcLink[] }>(`${root()}${path}`, path.includes('items') ? geoJson : 'application/json');
      const alternate = linkOf(links, 'alternate', 'text/html');
      const { text } = await getPageOf(alternate.href, '*/*');
      const document = /<link rel="alternate" type="([^"]+)" href="([^"]+)">/.exec(text);
      const response = await get(decode(document?.[2] ?? ''), '*/*');
      expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 200, document?.[1]]);
    }
  });

  describe.each(collections)('pages of %s', (id) => {
    it('the collection, its items and an item show their titles, properties and a map', async () => {
      const collection = await getJson<OgcCollection>(`${root()}/collections/${id}`);
      const page = await getPageOf(`${root()}/collections/${id}`);
      for (const words of [collection.title, collection.description, ...collection.crs]) expect(page.words).toContain(words);
      expect(page.text).toContain('class="map"');
      expectLinks(page.text, collection.links.filter(({ rel }) => !['self', 'alternate'].includes(rel)));
      expect(linkOf(collection.links, 'items', 'text/html').href).toContain('f=html');
      const items = linkOf(collection.links, 'items', geoJson).href;
      const { features, numberMatched, links } = await getJson<OgcPage>(`${items}?limit=3`, geoJson);
      const list = await getPageOf(`${items}?limit=3`, browserAccept);
      expect(list.words).toContain(numberMatched.toLocaleString('en'));
      for (const feature of features) expect(list.text).toContain(`/collections/${id}/items/${feature.id}?f=html"`);
      const next = links.find(({ rel }) => rel === 'next');
      if (next !== undefined) {
        const after = /href="([^"]+)" rel="next"/.exec(list.text)?.[1] ?? '';
        expect((await getPageOf(decode(after), browserAccept)).text).toContain('class="map"');
      }
      const [feature] = features;
      const one = await getPageOf(`${items}/${feature?.id}`);
      for (const [name, value] of Object.entries(feature?.properties ?? {})) {
        if (typeof value === 'string' || typeof value === 'number') expect([name, one.words.replace(/\s+/g, ' ')]).toEqual([name, expect.stringContaining(String(value).replace(/\s+/g, ' '))]);
      }
      expect(one.text).toContain('class="map"');
    });

    it('nothing in the address becomes markup', async () => {
      const evil = '<script>alert(1)</script>"\'&';
      const response = await get(`${root()}/collections/${id}/items?code=${encodeURIComponent(evil)}&limit=1`, 'text/html');
      const text = await response.text();
      expect(text).not.toContain('<script>alert');
      expect([200, 400]).toContain(response.status);
    });
  });
}
