// Which steps of a hazard's life does a file tell?
import { z } from 'zod';
import type { HazardEventRow } from '../../data/contract/hazards.ts';
import { expectationOf } from './fields.ts';
import type { IssueSink } from './issues.ts';

const Event = z.object({
  sequence: z.int().min(1),
  kind: z.enum(['reported', 'moved', 'noted', 'extended', 'flagged']),
  at: z.iso.datetime({ offset: true }),
  actorRole: z.string().min(1).max(60),
  fromStatusCode: z.string().max(40).nullable().default(null),
  toStatusCode: z.string().max(40).nullable().default(null),
  note: z.string().max(1000).nullable().default(null),
});

/**
 * Reads the property `events`: an array, or its JSON as text (many formats know no arrays). Nothing gives an empty list, which leaves the steps to the
 * command. Null when it is there and wrong; why is told to `issues`.
 */
export function readEvents(value: unknown, line: number, issues: IssueSink): HazardEventRow[] | null {
  if (value === undefined || value === null || value === '') return [];
  let given = value;
  if (typeof value === 'string') {
    try {
      given = JSON.parse(value);
    } catch {
      issues.error(line, 'events', value, 'an array of steps');
      return null;
    }
  }
  const parsed = z.array(Event).max(1000).safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    issues.error(line, 'events', given, issue === undefined ? 'an array of steps' : `${issue.path.join('.')}: ${expectationOf(issue)}`);
    return null;
  }
  const steps = [...parsed.data].sort((a, b) => a.sequence - b.sequence);
  if (steps.some((step, place) => step.sequence !== place + 1)) {
    issues.error(line, 'events', steps.map((step) => step.sequence), 'steps numbered 1, 2, 3 … without gaps');
    return null;
  }
  return steps;
}
