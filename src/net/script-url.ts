type Policy = { createScriptURL: (url: string) => string }
type Factory = { createPolicy: (name: string, policy: Policy) => Policy }

let policy: Policy | undefined

/** The address of a script of this page, as its Trusted Types ask for it. Throws a TypeError for any other address. */
export function scriptUrl(url: string): string {
  if (new URL(url, location.href).origin !== location.origin)
    throw new TypeError(`${url} is not of this page.`)
  // A policy can be made only once, and not in every browser.
  const { trustedTypes } = globalThis as { trustedTypes?: Factory }
  policy ??= trustedTypes?.createPolicy('signalbox', { createScriptURL: (own) => own })
  return policy ? policy.createScriptURL(url) : url
}
