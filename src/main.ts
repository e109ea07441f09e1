import { mount } from 'svelte'
import './app.css'
import App from './App.svelte'
import { speak } from './i18n/i18n.svelte.ts'
import { Signalbox } from './stores/signalbox.svelte.ts'

const signalbox = new Signalbox(async () => (await import('./demo/browser.ts')).startDemo())
await speak(signalbox.settings.language)
mount(App, { target: document.querySelector('#app') as HTMLElement, props: { signalbox } })
