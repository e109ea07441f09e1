import type { Component } from 'svelte'

/** One thing that a menu offers. `action`: a name for tests that is the same in every language. */
export type MenuItem = {
  label: string
  icon: Component
  action: string
  danger?: boolean
  run: () => void
}
