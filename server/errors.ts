// What can go wrong inside the server, said once and carried with its context?
import type { Missing } from '../data/contract/closing-guards.ts';
import type { ProblemCode } from '../data/contract/problem.ts';

/** An error with a stable code. `message` names what was seen and what was expected and is safe to show; `context` goes to the log only. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly context: Record<string, unknown>;
  constructor(code: ProblemCode, message: string, context: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.context = context;
  }
}

/** A move that may not be made, with the list of everything that stands in its way: the caller is told all of it. */
export class MissingError extends AppError {
  readonly missing: readonly Missing[];
  constructor(message: string, missing: readonly Missing[]) {
    super('conflict', message);
    this.missing = missing;
  }
}
