import auth from './en/auth.ts'
import composer from './en/composer.ts'
import doctor from './en/doctor.ts'
import exported from './en/export.ts'
import finding from './en/finding.ts'
import form from './en/form.ts'
import found from './en/found.ts'
import inspect from './en/inspect.ts'
import mapping from './en/mapping.ts'
import ntfy from './en/ntfy.ts'
import socketio from './en/socketio.ts'
import mqtt from './en/mqtt.ts'
import nchan from './en/nchan.ts'
import rooms from './en/rooms.ts'
import rich from './en/rich.ts'
import search from './en/search.ts'
import share from './en/share.ts'
import views from './en/views.ts'
import why from './en/why.ts'

/** What is said by parts that are loaded when they are shown. */
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
}
