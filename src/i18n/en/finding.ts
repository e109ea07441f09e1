/** What an address turned out to be, and what to do with it. */
export default {
  'finding.label': 'What this address is',
  'finding.look': 'What is it?',
  'finding.look-help': 'Looks at the address and fills in the rest. It only reads.',
  'finding.looking': 'Looking at {host}…',
  'finding.stop': 'Stop looking',
  'finding.sure': 'sure',
  'finding.likely': 'likely',
  'finding.perhaps': 'a guess',
  'finding.use': 'Connect',
  'finding.fill': 'Fill in the form',
  'finding.change': 'Change…',
  'finding.other': 'It could also be this:',
  'finding.nothing': 'Nothing to connect to was found at this address.',
  'finding.anyway': 'Connect anyway',
  'finding.again': 'Look again',
  'finding.found-at': 'Found at this address',
}
