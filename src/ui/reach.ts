import { getContext, setContext } from 'svelte'

const REACH = Symbol('reach')

/** Called by a list that is one stop of the Tab key: what can be pressed in its rows is none of its own, and is offered in
 *  another way. */
export function keepOutOfReach(): void {
  setContext(REACH, -1)
}

/** The tabindex of what can be pressed here. Called while a component is being made. */
export function reach(): -1 | undefined {
  return getContext<-1 | undefined>(REACH)
}
