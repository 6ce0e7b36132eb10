// Which words, rules and methods does the house use? Vocabularies, criteria, glossary and the explanation of every figure.
import { Hono } from 'hono';
import { codeLists } from '../../data/vocabulary/code-lists.ts';
import { criteriaClauses, criteriaDocuments } from '../../data/vocabulary/criteria.ts';
import { glossary } from '../../data/vocabulary/glossary.ts';
import { methods } from '../../data/vocabulary/methods.ts';
import { AppError } from '../errors.ts';
import type { AppDependencies } from './dependencies.ts';
import { answerJson, json, notModified } from './links.ts';
import { readParameters } from './parameters.ts';

/** Routes whose answers change only with the program. */
export function wordRoutes(deps: AppDependencies): Hono {
  const routes = new Hono();
  const tag = `"words-${deps.version}"`;
  const serve = (path: string, value: () => unknown) =>
    routes.get(path, (context) => {
      readParameters(context, []);
      return notModified(context, tag) ?? answerJson(value(), json, { ETag: tag, 'Cache-Control': 'no-cache' });
    });
  serve('/vocabularies', () => ({ lists: codeLists }));
  serve('/criteria', () => ({ documents: criteriaDocuments, clauses: criteriaClauses }));
  serve('/glossary', () => ({ entries: glossary }));
  serve('/methods', () => ({ methods }));
  routes.get('/vocabularies/:id', (context) => {
    readParameters(context, []);
    const id = context.req.param('id');
    const list = codeLists.find((known) => known.id === id);
    if (list === undefined) throw new AppError('not-found', `vocabulary: seen ${JSON.stringify(id.slice(0, 60))}, expected one of ${codeLists.map((known) => known.id).join(', ')}`);
    return answerJson(list);
  });
  return routes;
}
