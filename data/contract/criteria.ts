// What is a major-hazard criteria document, and which clause says so?
import { z } from 'zod';

/** 已核 = checked against the wording (V or SEED); 待核 = usable, never called law (V2, K, D). */
export const CriteriaDocument = z.object({
  id: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  number: z.string().nullable(),
  issuer: z.string(),
  issuedOn: z.string().nullable(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  replaces: z.string().nullable(),
  sectorCodes: z.array(z.string()),
  mark: z.enum(['SEED', 'V', 'V2', 'CALC', 'K', 'D']),
  noteZh: z.string().nullable(),
  noteEn: z.string().nullable(),
});
export type CriteriaDocument = z.infer<typeof CriteriaDocument>;

export const CriteriaClause = z.object({
  id: z.string(),
  documentId: z.string(),
  article: z.string(),
  /** Our own short restatement; the original text prevails. */
  zh: z.string(),
  en: z.string(),
  sectorCodes: z.array(z.string()),
  kindCodes: z.array(z.string()),
  mark: z.enum(['SEED', 'V', 'V2', 'CALC', 'K', 'D']),
});
export type CriteriaClause = z.infer<typeof CriteriaClause>;
