/** A text as a string of JavaScript. */
export function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`
}

/** A path as nginx's `location` takes it. */
export function nginxPath(path: string): string {
  return /^[\w/.~%-]+$/.test(path) ? path : `"${nginxText(path)}"`
}

/** A text within the double quotes of nginx. */
export function nginxText(text: string): string {
  return text.replace(/["\\]/g, '\\$&').replace(/[\r\n]/g, ' ')
}

/** A path as Caddy's matchers take it. */
export function caddyPath(path: string): string {
  return path === '/' ? '*' : /^[\w/.~%-]+$/.test(path) ? path : `"${caddyText(path)}"`
}

/** A text within the double quotes of Caddy. */
export function caddyText(text: string): string {
  return text.replace(/"/g, '\\"').replace(/[\r\n]/g, ' ')
}
