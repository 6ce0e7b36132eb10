// Is a hazard open, and is it overdue? Apart from the schema, because the map asks it before it needs any schema.

/** Statuses in which a hazard counts as open: it exists and nobody has signed it off. */
export const openStatusCodes: readonly string[] = [
  'ST-REPORTED',
  'ST-VERIFYING',
  'ST-ASSIGNED',
  'ST-RECTIFYING',
  'ST-AWAIT_REVIEW',
  'ST-RETURNED',
  'ST-REOPENED',
];

/** Statuses in which a passed deadline makes a hazard overdue (DOMAIN §4.2): the enterprise still has to act. */
export const overdueStatusCodes: readonly string[] = openStatusCodes.filter((code) => code !== 'ST-AWAIT_REVIEW');

/** Gives full days past the deadline on `today` (day numbers, units.ts): 0 when not overdue, not due or not in an overdue status. */
export function overdueDaysOf(statusCode: string, dueDay: number | null, today: number): number {
  if (dueDay === null || !overdueStatusCodes.includes(statusCode)) return 0;
  return Math.max(0, today - dueDay);
}
