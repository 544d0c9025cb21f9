/** Markdown as every channel can show it: no marks but the figures of steps and the dots of lists, addresses written out. */
export const chatText = (markdown: string): string =>
  markdown
    .replace(/^#{1,6}\s+/gm, '')
    .replace(/^(\s*)[-*]\s+/gm, '$1• ')
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1: $2')
    .replace(/(\*\*|__|`)(.+?)\1/g, '$2')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
