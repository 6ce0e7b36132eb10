// Which sites, vessels and townships answer to a name? By part of the name, by code, by pinyin or its initials.
import { Hono } from 'hono';
import { pinyin } from 'pinyin-pro';
import { AppError } from '../errors.ts';
import { readNames, type NameRow } from '../queries/names.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { answerJson } from './links.ts';
import { readParameters } from './parameters.ts';

const hitsGiven = 20;
const longestQuery = 60;

export function searchRoutes(deps: AppDependencies): Hono {
  const routes = new Hono();
  let kept: { version: number; townships: Promise<readonly PinyinRow[]> } | null = null;

  // Few names are searched by pinyin in memory (townships, ports); the many are searched in the database by part of the name.
  const pinyinRows = (): Promise<readonly PinyinRow[]> => {
    const version = deps.changes.dataVersion();
    if (kept?.version !== version) {
      const townships = readNames(databaseOf(deps).sql, { text: null, limit: 5000 }).then((rows) => rows.map(withPinyin));
      kept = { version, townships };
      townships.catch(() => {
        kept = null;
      });
    }
    return kept.townships;
  };

  routes.get('/search', async (context) => {
    const { q = '' } = readParameters(context, ['q']);
    const query = q.trim();
    if (query === '' || query.length > longestQuery || query.includes('\0')) throw new AppError('invalid-parameter', `q: seen ${JSON.stringify(query.slice(0, 80))}, expected 1 to ${longestQuery} characters`);
    const found = await readNames(databaseOf(deps).sql, { text: query, limit: hitsGiven });
    const hits = new Map(found.map((row) => [`${row.collection} ${row.id}`, row]));
    if (/^[a-z' ]+$/i.test(query)) {
      const wanted = query.toLowerCase().replace(/[' ]/g, '');
      for (const { row, full, initials } of await pinyinRows()) {
        if (hits.size >= hitsGiven) break;
        if (initials.startsWith(wanted) || full.includes(wanted)) hits.set(`${row.collection} ${row.id}`, row);
      }
    }
    return answerJson({ hits: [...hits.values()].slice(0, hitsGiven) }, undefined, { 'Cache-Control': 'no-cache' });
  });
  return routes;
}

interface PinyinRow {
  readonly row: NameRow;
  readonly full: string;
  readonly initials: string;
}

function withPinyin(row: NameRow): PinyinRow {
  const syllables = pinyin(row.name, { toneType: 'none', type: 'array', nonZh: 'consecutive' });
  return { row, full: syllables.join('').toLowerCase(), initials: syllables.map((syllable) => syllable[0] ?? '').join('').toLowerCase() };
}
