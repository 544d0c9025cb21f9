export interface Part {
  readonly name: string;
  readonly filename: string;
  readonly type: string;
  readonly content: Buffer;
}

/** The parts of a form that a browser has written. */
export function multipart(contentType: string, body: Buffer): readonly Part[] {
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? '';
  return body
    .toString('latin1')
    .split(`--${boundary}`)
    .filter((part) => part.includes('name='))
    .map((part) => {
      const [head = '', ...rest] = part.split('\r\n\r\n');
      return {
        name: /name="([^"]*)"/.exec(head)?.[1] ?? '',
        filename: Buffer.from(/filename="([^"]*)"/.exec(head)?.[1] ?? '', 'latin1').toString(),
        type: /content-type: (.+)/i.exec(head)?.[1]?.trim() ?? '',
        content: Buffer.from(rest.join('\r\n\r\n').replace(/\r\n$/, ''), 'latin1'),
      };
    });
}
