import fc from 'fast-check'

// At a developer's, every run tries other values, and what it finds is a bug to be mended; CI says of a commit whether that
// commit broke something, and not whether it had luck.
if (process.env.CI) fc.configureGlobal({ seed: 20_261_120 })
