// Which plain controls does the desk stand on before the UI kit is loaded? Buttons, a switch of few choices, a floating box.
import { type ReactNode, type RefObject, useCallback, useEffect, useId, useRef, useState } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** A button that is only a drawing; `label` is its name and its tooltip. `pressed` makes it a toggle. */
export function IconButton(props: { icon: IconName; label: string; pressed?: boolean; disabled?: boolean; keyHint?: string; onClick(): void; className?: string }) {
  const title = props.keyHint === undefined ? props.label : `${props.label} (${props.keyHint})`;
  return (
    <button
      type="button"
      className={`icon-button ${props.className ?? ''}`}
      aria-label={props.label}
      title={title}
      aria-pressed={props.pressed}
      disabled={props.disabled}
      aria-keyshortcuts={props.keyHint}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** Few choices side by side, one of them taken (radio group with arrow keys). */
export function Choice<Value extends string>(props: { label: string; value: Value; options: readonly { value: Value; text: ReactNode; title?: string }[]; onChange(value: Value): void }) {
  const group = useId();
  return (
    <div className="choice" role="radiogroup" aria-label={props.label}>
      {props.options.map((option) => (
        <label key={option.value} className="choice-option" title={option.title}>
          <input type="radio" name={group} value={option.value} checked={option.value === props.value} onChange={() => props.onChange(option.value)} aria-label={option.title} />
          <span>{option.text}</span>
        </label>
      ))}
    </div>
  );
}

/** Where a floating box stands: right of its button, or below it; kept inside the window. */
export type Placement = 'right' | 'below';

/**
 * A button that opens a floating box. The browser's own popover closes it on Escape and on a click elsewhere and gives the focus back.
 * `content` is drawn only while the box is open.
 */
export function Floating(props: { className?: string; label: string; trigger: ReactNode; placement: Placement; width: number; content(close: () => void): ReactNode; keyHint?: string }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  usePlacement(open, button, box, props.placement, props.width);
  useEffect(() => {
    const element = box.current;
    const onToggle = (event: Event): void => {
      const opened = (event as ToggleEvent).newState === 'open';
      setOpen(opened);
      if (opened) requestAnimationFrame(() => element?.querySelector<HTMLElement>('[data-first], input, button')?.focus());
    };
    element?.addEventListener('toggle', onToggle);
    return () => element?.removeEventListener('toggle', onToggle);
  }, []);
  const close = useCallback(() => box.current?.hidePopover(), []);
  return (
    <>
      <button ref={button} type="button" className={props.className} popoverTarget={id} aria-expanded={open} aria-haspopup="dialog" aria-label={props.label} title={props.label} aria-keyshortcuts={props.keyHint}>
        {props.trigger}
      </button>
      <div ref={box} id={id} popover="auto" className="floating" role="dialog" aria-label={props.label} style={{ width: props.width }}>
        {open && props.content(close)}
      </div>
    </>
  );
}

/** Space kept between a floating box and the edges of the window, in px. */
const margin = 8;

function usePlacement(open: boolean, button: RefObject<HTMLElement | null>, box: RefObject<HTMLElement | null>, placement: Placement, width: number): void {
  useEffect(() => {
    if (!open) return;
    const place = (): void => {
      const from = button.current?.getBoundingClientRect();
      const element = box.current;
      if (from === undefined || element === null) return;
      const room = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
      const height = element.getBoundingClientRect().height;
      const left = placement === 'right' && from.right + margin + width < room.width ? from.right + margin : Math.min(from.left, room.width - width - margin);
      const below = from.bottom + margin + height < room.height ? from.bottom + margin / 2 : from.top - height - margin / 2;
      const top = placement === 'right' ? Math.min(from.top, room.height - height - margin) : below;
      element.style.left = `${Math.max(margin, left)}px`;
      element.style.top = `${Math.max(margin, top)}px`;
    };
    place();
    const watcher = new ResizeObserver(place);
    if (box.current !== null) watcher.observe(box.current);
    window.addEventListener('resize', place);
    return () => {
      watcher.disconnect();
      window.removeEventListener('resize', place);
    };
  }, [open, button, box, placement, width]);
}
