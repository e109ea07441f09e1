/** The page's title: how much is unread, what is open. */
export function pageTitle(app: string, unread: number, name?: string): string {
  return `${unread > 0 ? `(${unread}) ` : ''}${name ? `${name} – ` : ''}${app}`
}
