// Which words, rules and methods does the house use? Vocabularies, criteria, glossary, the explanation of every figure, and what each problem means.
import { createRoute, z } from '@hono/zod-openapi';
import { CriteriaClause, CriteriaDocument } from '../../data/contract/criteria.ts';
import { type ProblemCode, problemCodes } from '../../data/contract/problem.ts';
import { codeLists } from '../../data/vocabulary/code-lists.ts';
import { criteriaClauses, criteriaDocuments } from '../../data/vocabulary/criteria.ts';
import { glossary } from '../../data/vocabulary/glossary.ts';
import { methods } from '../../data/vocabulary/methods.ts';
import { AppError } from '../errors.ts';
import type { AppDependencies } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { problemTitles } from './problem.ts';
import { answerOf, createRouter, refusals } from './route.ts';
import { revalidated } from './validators.ts';

const Text = z.string();
const CodeEntry = z.looseObject({ code: Text, zh: Text, en: Text });
const CodeList = z.looseObject({ id: Text, zh: Text, en: Text, entries: z.array(CodeEntry) }).openapi('CodeList');
const CodeLists = z.object({ lists: z.array(CodeList) });
const Criteria = z.object({ documents: z.array(CriteriaDocument), clauses: z.array(CriteriaClause) }).openapi('Criteria');
const Glossary = z.object({ entries: z.array(z.looseObject({ key: Text, zh: Text, en: Text })) }).openapi('Glossary');
const Methods = z.object({ methods: z.record(Text, z.object({ titleZh: Text, titleEn: Text, zh: Text, en: Text })) }).openapi('Methods');
const ProblemKind = z.object({ code: Text, title: Text, status: z.number() }).openapi('ProblemKind');

/** Routes whose answers change only with the program; they work before any database is open. */
export function wordRoutes(deps: AppDependencies) {
  const tags = ['Words'];
  const middleware = [offers(json), revalidated(() => deps.version)];
  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/vocabularies',
        operationId: 'getVocabularies',
        summary: 'Code lists with both languages',
        tags,
        middleware,
        request: { query: noParameters },
        responses: { 200: answerOf(CodeLists, 'All code lists'), ...refusals },
      }),
      (context) => context.json({ lists: codeLists } as unknown as z.infer<typeof CodeLists>, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/vocabularies/{listId}',
        operationId: 'getVocabulary',
        summary: 'One code list',
        tags,
        middleware,
        request: { query: noParameters, params: z.object({ listId: Text.openapi({ enum: codeLists.map((list) => list.id), param: { name: 'listId', in: 'path' } }) }) },
        responses: { 200: answerOf(CodeList, 'The code list'), ...refusals },
      }),
      (context) => {
        const { listId } = context.req.valid('param');
        const list = codeLists.find((known) => known.id === listId);
        if (list === undefined) throw new AppError('not-found', `vocabulary: seen ${JSON.stringify(listId.slice(0, 60))}, expected one of ${codeLists.map((known) => known.id).join(', ')}`);
        return context.json(list as unknown as z.infer<typeof CodeList>, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/criteria',
        operationId: 'getCriteria',
        summary: 'Criteria for major hazards: documents and clauses',
        tags,
        middleware,
        request: { query: noParameters },
        responses: { 200: answerOf(Criteria, 'All documents and clauses'), ...refusals },
      }),
      (context) => context.json({ documents: criteriaDocuments, clauses: criteriaClauses } as unknown as z.infer<typeof Criteria>, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/glossary',
        operationId: 'getGlossary',
        summary: 'Glossary',
        tags,
        middleware,
        request: { query: noParameters },
        responses: { 200: answerOf(Glossary, 'All terms'), ...refusals },
      }),
      (context) => context.json({ entries: glossary } as unknown as z.infer<typeof Glossary>, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/methods',
        operationId: 'getMethods',
        summary: 'How each figure is worked out',
        tags,
        middleware,
        request: { query: noParameters },
        responses: { 200: answerOf(Methods, 'All methods by key'), ...refusals },
      }),
      (context) => context.json({ methods }, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/problems/{code}',
        operationId: 'getProblem',
        summary: 'What a problem code means',
        tags,
        middleware,
        request: { query: noParameters, params: z.object({ code: Text.openapi({ enum: Object.keys(problemCodes), param: { name: 'code', in: 'path' } }) }) },
        responses: { 200: answerOf(ProblemKind, 'The problem'), ...refusals },
      }),
      (context) => {
        const { code } = context.req.valid('param');
        if (!Object.hasOwn(problemCodes, code)) throw new AppError('not-found', `problem: seen ${JSON.stringify(code.slice(0, 60))}, expected one of ${Object.keys(problemCodes).join(', ')}`);
        return context.json({ code, title: problemTitles[code as ProblemCode], status: problemCodes[code as ProblemCode] }, 200);
      },
    );
}
