import type rest from './en-rest.ts'
import type { Phrase } from './i18n.svelte.ts'
import auth from './ko/auth.ts'
import composer from './ko/composer.ts'
import doctor from './ko/doctor.ts'
import exported from './ko/export.ts'
import finding from './ko/finding.ts'
import form from './ko/form.ts'
import found from './ko/found.ts'
import inspect from './ko/inspect.ts'
import mapping from './ko/mapping.ts'
import ntfy from './ko/ntfy.ts'
import socketio from './ko/socketio.ts'
import mqtt from './ko/mqtt.ts'
import nchan from './ko/nchan.ts'
import rooms from './ko/rooms.ts'
import rich from './ko/rich.ts'
import search from './ko/search.ts'
import share from './ko/share.ts'
import views from './ko/views.ts'
import why from './ko/why.ts'

export default {
  ...auth,
  ...composer,
  ...doctor,
  ...exported,
  ...finding,
  ...form,
  ...found,
  ...inspect,
  ...mapping,
  ...ntfy,
  ...socketio,
  ...mqtt,
  ...nchan,
  ...rooms,
  ...rich,
  ...search,
  ...share,
  ...views,
  ...why,
} satisfies Record<keyof typeof rest, Phrase>
