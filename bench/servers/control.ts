import { createServer } from 'node:http';

/** The control: the least that Node does for a request. When its speed changes, the machine changed, not the contenders. */
let count = 0;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/count') return response.end(JSON.stringify({ count }));
    const { type } = JSON.parse(Buffer.concat(chunks).toString()) as { type: string };
    return response.end(JSON.stringify({ id: `${type}-${++count}` }));
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`listens: http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`);
});
