import { stateName } from './machine.js';
import type { Command } from './state.js';
import { callPerson, greet, openEntry, resume, type Work } from './work.js';

/** What works in every state of every procedure, so that no flow has to say it. */
export function runCommand(todo: Work, command: Command): void {
  const { stack } = todo;
  todo.ask = true;
  if (command.type !== 'person') todo.misread = 0;
  const { top } = stack;
  const fresh = greet(todo);
  switch (command.type) {
    case 'person':
      callPerson(todo, 'asked', top?.flow ?? null, top ? stateName(stack.snapshot(top)) : null);
      return;
    case 'cancel':
      if (!fresh) cancel(todo);
      return;
    case 'back':
      back(todo);
      return;
    case 'menu':
      if (!fresh) startAnew(todo);
      return;
    case 'language':
      todo.language = command.language;
      stack.said.push({ key: 'engine.languageChanged' });
      break;
    case 'help':
      stack.said.push({ key: 'engine.help' });
      break;
    case 'repeat':
      break;
  }
}

function startAnew(todo: Work): void {
  todo.stack.cut(0);
  todo.stack.said.push({ key: 'engine.menu' });
  todo.past = [];
  openEntry(todo, null, '');
}

/** Gives up the part of the stack that talks. What it had recorded stays recorded. */
function cancel(todo: Work): void {
  const { stack } = todo;
  todo.past = [];
  const root = stack.root();
  const top = stack.top;
  if (top?.flow === stack.registry.handOff && stack.snapshot(top).can({ type: 'LEFT_QUEUE' })) {
    stack.send(stack.frames.length - 1, { type: 'LEFT_QUEUE' });
  } else if (root === 0 && stack.frames[0] && stack.snapshot(stack.frames[0]).can({ type: 'CANCEL' })) {
    stack.cut(1);
    stack.send(0, { type: 'CANCEL' });
  } else {
    stack.said.push({ key: 'engine.cancelled' });
    stack.cut(root);
    if (stack.top) resume(todo);
    else openEntry(todo, null, '');
  }
}

/** Undoes the last answer: the stack, what was known and the timers as they were, with the time they had left. */
function back(todo: Work): void {
  const { stack } = todo;
  const last = todo.past.at(-1);
  if (!last) {
    stack.said.push({ key: 'engine.cannotGoBack' });
    return;
  }
  todo.past = todo.past.slice(0, -1);
  stack.frames = [...last.frames];
  stack.facts = last.facts;
  stack.calls = [];
  stack.timers = last.timers.map(({ left, ...timer }) => ({ ...timer, id: stack.env.nextId(), dueAt: stack.env.now + left }));
  stack.said.push({ key: 'engine.wentBack' });
}
