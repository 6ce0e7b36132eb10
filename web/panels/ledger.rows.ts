// Which rows does the ledger's page hold, and what has just changed among them? Pages of both directions as one list that follows the data.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ledgerCountsQuery, ledgerPagesQuery, type ShownRow } from '../api/ledger.ts';

/** A change is asked for after a while of its own on each page: many open pages do not ask at once. In ms. */
const [soonest, latest] = [150, 1200];
const freshMilliseconds = 2_500;

/** Gives the list of a question from the cursor `at` on. While `still` something is under way that the rows must not change under. */
export function useLedgerRows(question: Readonly<Record<string, string>>, at: string | null, still: boolean) {
  const pages = useInfiniteQuery(ledgerPagesQuery(question, at));
  const version = useQuery(ledgerCountsQuery()).data?.version;
  const rows = useMemo(() => {
    // A row that moved between two reads may stand on two pages: it is shown once.
    const seen = new Set<number>();
    return (pages.data?.pages ?? []).flatMap((page) => page.rows).filter(({ id }) => !seen.has(id) && seen.add(id));
  }, [pages.data]);
  const read = useRef(version);
  const { refetch, isFetching } = pages;
  useEffect(() => {
    if (version === undefined || read.current === version || still) return undefined;
    if (read.current === undefined) {
      read.current = version;
      return undefined;
    }
    const timer = setTimeout(
      () => {
        read.current = version;
        void refetch();
      },
      soonest + Math.random() * (latest - soonest),
    );
    return () => clearTimeout(timer);
  }, [version, still, refetch]);
  return { pages, rows, fresh: useFresh(rows, JSON.stringify(question)), isFetching };
}

/** Gives the ids of rows that changed since they were last drawn, for a moment; a new question has none. */
function useFresh(rows: readonly ShownRow[], of: string): ReadonlySet<number> {
  const [fresh, setFresh] = useState<ReadonlySet<number>>(new Set());
  const known = useRef<{ of: string; rows: Map<number, string> }>({ of: '', rows: new Map() });
  useEffect(() => {
    const before = known.current;
    const now = new Map(rows.map((row) => [row.id, `${row.updatedAt ?? ''} ${row.statusCode}`]));
    const first = before.of !== of || before.rows.size === 0;
    const range = new Set(before.rows.keys());
    // What came with another page is not news; what stands where rows were known before and differs is.
    const changed = first ? [] : rows.filter(({ id }, place) => (range.has(id) ? before.rows.get(id) !== now.get(id) : range.has(rows[place - 1]?.id ?? -1) && range.has(rows[place + 1]?.id ?? -1))).map(({ id }) => id);
    known.current = { of, rows: new Map([...(first ? [] : before.rows), ...now]) };
    if (changed.length === 0) return undefined;
    setFresh(new Set(changed));
    const timer = setTimeout(() => setFresh(new Set()), freshMilliseconds);
    return () => clearTimeout(timer);
  }, [rows, of]);
  return fresh;
}
