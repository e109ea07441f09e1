import { mount } from 'svelte'
import './app.css'
import App from './App.svelte'
import { speakFirst } from './i18n/i18n.svelte.ts'
import { Signalbox } from './stores/signalbox.svelte.ts'

const signalbox = new Signalbox(async () => (await import('./demo/browser.ts')).startDemo())
const { settings, route } = signalbox
const linked = route.place.at === 'connect' ? route.place.prefill.language : undefined
// A link says in which language it is to be read, from the first word on.
if (linked === 'en' || linked === 'ko') settings.language = linked
await speakFirst(settings.language)
mount(App, { target: document.querySelector('#app') as HTMLElement, props: { signalbox } })
