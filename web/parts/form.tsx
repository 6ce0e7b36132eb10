// How does a plain form look and read? A label above its field, what is wrong below it, read out with the field.
import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { Icon } from './icon.tsx';

/** A field with its label. `hint` explains, `fault` says what is wrong; null = nothing is. Further attributes go to the input. */
export function Field({ label, hint, fault = null, ...input }: { label: string; hint?: ReactNode; fault?: string | null } & Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'className'>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input {...input} id={id} className="input" aria-invalid={fault !== null} aria-describedby={`${id}-note`} />
      <p id={`${id}-note`} className={fault === null ? 'field-note quiet small' : 'field-note field-fault small'} aria-live="polite">
        {fault ?? hint}
      </p>
    </div>
  );
}

/** What became of the form: refused in words, or done. */
export function FormNote({ kind, children }: { kind: 'refused' | 'done'; children: ReactNode }) {
  return (
    <p className={`form-note form-note-${kind}`} role={kind === 'refused' ? 'alert' : 'status'}>
      <Icon name={kind === 'refused' ? 'alert' : 'check'} />
      <span>{children}</span>
    </p>
  );
}
