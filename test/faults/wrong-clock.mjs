// Loaded before a node (`node --import`): the machine's clock is CLOCK_WRONG_MS ahead, or behind.
const wrongBy = Number(process.env.CLOCK_WRONG_MS);
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (date, args, target) => Reflect.construct(date, args.length === 0 ? [RealDate.now() + wrongBy] : args, target),
  get: (date, name) => (name === 'now' ? () => RealDate.now() + wrongBy : Reflect.get(date, name)),
});
