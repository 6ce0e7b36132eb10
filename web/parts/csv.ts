// How do rows become a text that every spreadsheet opens and none runs?

/** Gives rows as CSV (RFC 4180). Null and undefined become empty. A text that a spreadsheet would run as a formula gets a leading apostrophe (OWASP CSV injection). */
export function csvOf(rows: readonly (readonly unknown[])[]): string {
  const quote = (value: unknown): string => {
    const text = value === null || value === undefined ? '' : String(value);
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => row.map(quote).join(',')).join('\r\n');
}
