import { language, speak, speakAll, t } from '../i18n/i18n.svelte.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { pageTitle } from './title.ts'

/** Keeps the document around the page as the person set it and as it is: theme, language, title, badge. Called while a
 *  component is being made. */
export function keepPage(signalbox: Signalbox): void {
  const { settings, channels, profiles, route } = signalbox
  const html = document.documentElement
  const unread = new Calm(() => channels.unread)

  $effect(() => {
    if (settings.theme === 'system') html.removeAttribute('data-theme')
    else html.dataset['theme'] = settings.theme
  })

  $effect(() => {
    html.lang = language()
  })

  $effect(() => {
    // A language that cannot be loaded leaves the one that is spoken.
    if (settings.language === language()) return
    speak(settings.language).catch(() => (settings.language = language()))
  })

  $effect(() => {
    const { place } = route
    const wanted = place.at === 'connect' ? place.prefill.language : undefined
    // A link's language holds for this page; it is saved with the first thing that is.
    if (wanted === 'en' || wanted === 'ko') settings.language = wanted
  })

  $effect(() => {
    const { place } = route
    const open = place.at === 'profile' ? profiles.get(place.id) : undefined
    document.title = pageTitle(t('app.name'), unread.calm, open?.name)
  })

  $effect(() => {
    // Not every browser that has badges lets every page set one.
    const forbidden = () => undefined
    if (unread.calm > 0) navigator.setAppBadge?.(unread.calm).catch(forbidden)
    else navigator.clearAppBadge?.().catch(forbidden)
  })

  $effect(() => {
    if (!settings.desktop && !settings.sound) return
    // Without it the page is as it was: no alerts, and everything else.
    Promise.all([import('./alerts.svelte.ts'), speakAll()]).then(
      ([{ watchAlerts }]) => watchAlerts(signalbox),
      () => undefined,
    )
  })
}

/** How often a window's title may change (ms): the window's owner draws it anew each time. */
const CALM_MS = 250

/** A number as it is now and then: what is told and read at once, many times a second, is no news. Made while a component
 *  is. */
class Calm {
  calm = $state(0)
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(value: () => number) {
    $effect(() => {
      void value()
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined
        this.calm = value()
      }, CALM_MS)
    })
  }
}

/** Whether there is only room for one thing beside another: a phone, a narrow window. */
export class Narrow {
  now = $state(false)

  constructor(query = matchMedia('(max-width: 719.98px)')) {
    this.now = query.matches
    query.addEventListener('change', () => (this.now = query.matches))
  }
}
