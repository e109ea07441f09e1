/** A longer text is not looked through for marks (characters). */
const MAX_CHARS = 4_000

/** Markdown without its marks, for one or two lines of preview: what is written, roughly. Pure; never more than it was. */
export function plainMarkdown(text: string): string {
  return text
    .slice(0, MAX_CHARS)
    .replace(/^ {0,3}(```|~~~).*$/gm, '')
    .replace(/^ {0,3}(#{1,6} +|> ?|[-*+] +(\[[ xX]\] +)?)/gm, '')
    .replace(/^ {0,3}([-*_] *){3,}$|^ *\|?[ :|-]*-{2}[ :|-]*$/gm, '')
    .replace(/!?\[([^\]\n]{0,500})\]\([^()\s]{0,2000}(?: "[^"\n]{0,500}")?\)/g, '$1')
    .replace(/(?<!\\)(\*\*|__|~~)(?=\S)([^\n]{1,500}?\S|\S)\1/g, '$2')
    .replace(/(?<![\w*\\])[*_](?=\S)([^\n*_]{1,500}?)(?<!\\)[*_](?![\w*])/g, '$1')
    .replace(/`([^`\n]{1,500})`/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\n{2,}/g, '\n')
    .trim()
}
