// How does the criteria library come to stand in the database?
import type { CriteriaClause, CriteriaDocument } from '../../data/contract/criteria.ts';
import { columnsOf } from './columns.ts';
import type { WriteBatch, WriteCounts } from './write.ts';

/** Lists of codes travel joined by commas inside the column arrays: codes hold none. */
const joined = (codes: readonly string[]): string => codes.join(',');

/**
 * Brings the stored library into step with the one of this program, documents before clauses. Rows that records may cite are never removed.
 * Gives the counts of documents and clauses together; equal rows are left alone. Throws what the database throws.
 */
export async function loadCriteria(batch: WriteBatch, documents: readonly CriteriaDocument[], clauses: readonly CriteriaClause[]): Promise<WriteCounts> {
  const writtenDocuments = await batch.tx.unsafe<{ is_new: boolean }[]>(
    `insert into criteria_documents as target (id, title_zh, title_en, number, issuer, issued_on, valid_from, valid_to, replaces, sector_codes, mark, note_zh, note_en)
     select id, title_zh, title_en, number, issuer, issued_on, valid_from, valid_to, replaces, string_to_array(sector_codes, ','), mark, note_zh, note_en
     from unnest(column_of($1), column_of($2), column_of($3), column_of($4), column_of($5), column_of($6)::date[], column_of($7)::date[], column_of($8)::date[], column_of($9), column_of($10), column_of($11), column_of($12), column_of($13))
       as t (id, title_zh, title_en, number, issuer, issued_on, valid_from, valid_to, replaces, sector_codes, mark, note_zh, note_en)
     on conflict (id) do update set title_zh = excluded.title_zh, title_en = excluded.title_en, number = excluded.number, issuer = excluded.issuer,
       issued_on = excluded.issued_on, valid_from = excluded.valid_from, valid_to = excluded.valid_to, replaces = excluded.replaces,
       sector_codes = excluded.sector_codes, mark = excluded.mark, note_zh = excluded.note_zh, note_en = excluded.note_en
     where to_jsonb(target) <> to_jsonb(excluded)
     returning (xmax = 0) as is_new`,
    columnsOf(documents, [
      (row) => row.id,
      (row) => row.titleZh,
      (row) => row.titleEn,
      (row) => row.number,
      (row) => row.issuer,
      (row) => row.issuedOn,
      (row) => row.validFrom,
      (row) => row.validTo,
      (row) => row.replaces,
      (row) => joined(row.sectorCodes),
      (row) => row.mark,
      (row) => row.noteZh,
      (row) => row.noteEn,
    ]),
  );
  const writtenClauses = await batch.tx.unsafe<{ is_new: boolean }[]>(
    `insert into criteria_clauses as target (id, document_id, article, zh, en, sector_codes, kind_codes, mark)
     select id, document_id, article, zh, en, string_to_array(sector_codes, ','), string_to_array(kind_codes, ','), mark
     from unnest(column_of($1), column_of($2), column_of($3), column_of($4), column_of($5), column_of($6), column_of($7), column_of($8))
       as t (id, document_id, article, zh, en, sector_codes, kind_codes, mark)
     on conflict (id) do update set document_id = excluded.document_id, article = excluded.article, zh = excluded.zh, en = excluded.en,
       sector_codes = excluded.sector_codes, kind_codes = excluded.kind_codes, mark = excluded.mark
     where to_jsonb(target) <> to_jsonb(excluded)
     returning (xmax = 0) as is_new`,
    columnsOf(clauses, [
      (row) => row.id,
      (row) => row.documentId,
      (row) => row.article,
      (row) => row.zh,
      (row) => row.en,
      (row) => joined(row.sectorCodes),
      (row) => joined(row.kindCodes),
      (row) => row.mark,
    ]),
  );
  const written = [...writtenDocuments, ...writtenClauses];
  if (written.length > 0) batch.note('criteria', written.map((_, index) => index + 1));
  const taken = written.filter((row) => row.is_new).length;
  return { taken, changed: written.length - taken, unchanged: documents.length + clauses.length - written.length };
}
