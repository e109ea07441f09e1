import type { Component } from 'svelte'

/** A dialog that a menu or a button asked for. Its part is loaded when it is shown, and closes by `onclose`. */
export type Asked = {
  load: () => Promise<{ default: Component<Record<string, unknown>> }>
  props: Record<string, unknown>
}

let current = $state.raw<Asked | undefined>()

/** The dialog that is open. */
export function openedDialog(): Asked | undefined {
  return current
}

/** Opens a dialog with what it needs, beside `onclose`. */
export function openDialog<P extends Record<string, unknown>>(
  load: () => Promise<{ default: Component<P & { onclose: () => void }> }>,
  props: P,
): void {
  current = { load, props: { ...props, onclose: () => (current = undefined) } } as unknown as Asked
}
