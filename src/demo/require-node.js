// Runs before every script, on whatever Node there is: nothing newer than Node 12 may be written here.
var LEAST = '22.18'

var version = process.versions.node
var parts = version.split('.')
var number = Number(parts[0]) * 1000 + Number(parts[1])

if (number < 22018) {
  process.stderr.write(
    'Signalbox needs Node ' +
      LEAST +
      ' or later, and this is ' +
      version +
      ': install it from https://nodejs.org (on Linux `npm ci` brings Node 24 along, and `npm run` then uses it).\n',
  )
  process.exit(1)
}
