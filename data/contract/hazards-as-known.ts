// How did a hazard stand at an instant, as it was known then?

/** One hazard as it was known. Days are day numbers of the city (units.ts), instants milliseconds since the epoch. */
export interface HazardAsKnown {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly siteId: number | null;
  readonly siteName: string | null;
  readonly areaCode: string | null;
  readonly sectorCode: string;
  readonly departmentCode: string;
  readonly sourceCode: string;
  readonly levelCode: string;
  readonly clauseId: string | null;
  readonly statusCode: string;
  readonly foundDay: number;
  /** When its existence and level were decided; null before. */
  readonly verifiedAt: number | null;
  /** When somebody decided upon it in any way: assigned, not upheld, merged or passed on. */
  readonly decidedAt: number | null;
  readonly dueDay: number | null;
  /** True when a deadline was set but the records kept only the one it was later extended to. */
  readonly isDueUnknown: boolean;
  /** When it was last reported as put right; null while that does not hold. */
  readonly rectifiedAt: number | null;
  readonly closedAt: number | null;
  readonly isListed: boolean;
  /** Extensions granted in the period asked for. */
  readonly extensions: number;
  /** True when it is known to have come back: reopened, or decided to be the relapse of another. */
  readonly isRelapse: boolean;
}
