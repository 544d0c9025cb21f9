import type { Bid } from './agents.js';
import type { ConversationImage } from './store-image.js';
import { repeated, type Violation, without } from './violation.js';

/** A conversation has one owner at a time, and the bot says nothing while that is an agent. */
export function checkOwners(bids: readonly Bid[], conversations: readonly ConversationImage[]): readonly Violation[] {
  return conversations.flatMap((image) => {
    const own = bids.filter(({ conversation }) => conversation === image.id);
    return [...checkLog(image), ...checkBids(own, image), ...checkSilence(own, image)];
  });
}

/** Each takeover is of an epoch of its own, later than the one before; the last one is the owner. */
function checkLog({ id, owner, takeovers }: ConversationImage): readonly Violation[] {
  const epochs = takeovers.map(({ epoch }) => epoch);
  const last = takeovers.at(-1)?.by;
  return [
    ...repeated(epochs).map((epoch) => ({ rule: 'two-owners' as const, where: id, what: `epoch ${epoch} was taken twice` })),
    ...(epochs.every((epoch, index) => index === 0 || epoch > (epochs[index - 1] ?? 0))
      ? []
      : [{ rule: 'two-owners' as const, where: id, what: `the epochs of takeovers: ${epochs}` }]),
    ...(last === undefined || last === owner
      ? []
      : [{ rule: 'two-owners' as const, where: id, what: `${owner} has what ${last} took last` }]),
  ];
}

/** Who was told to have won has; of those who saw the same, one did; who was told to have lost has not. */
function checkBids(bids: readonly Bid[], { id, takeovers }: ConversationImage): readonly Violation[] {
  const logged = takeovers.map(({ by, epoch }) => `${by} ${epoch}`);
  const won = bids.flatMap(({ agent, won: epoch }) => (epoch === null ? [] : [`agent:${agent} ${epoch}`]));
  const lost = bids.filter(({ won: epoch }) => epoch === null).map(({ agent, seen }) => `agent:${agent} ${seen + 1}`);
  const epochs = bids.flatMap(({ won: epoch }) => epoch ?? []);
  return [
    ...without(won, logged).map((one) => ({ rule: 'two-owners' as const, where: id, what: `${one} won, and it is not in the log` })),
    ...repeated(epochs).map((epoch) => ({ rule: 'two-owners' as const, where: id, what: `two agents have won epoch ${epoch}` })),
    ...lost
      .filter((one) => logged.includes(one))
      .map((one) => ({ rule: 'two-owners' as const, where: id, what: `${one} was told to have lost` })),
  ];
}

/** No word of the bot under an epoch of an agent, nor after the line that was the last one when an agent had won. */
function checkSilence(bids: readonly Bid[], { id, lines, takeovers }: ConversationImage): readonly Violation[] {
  const epoch = Math.min(...takeovers.map((taken) => taken.epoch));
  const last = Math.min(...bids.filter(({ won }) => won !== null).map(({ lastSeq }) => lastSeq));
  return lines
    .filter((line) => line.from === 'bot' && (line.epoch >= epoch || line.seq > last))
    .map(({ seq, key }) => ({ rule: 'two-owners' as const, where: id, what: `the bot said ${key} in line ${seq}, and an agent had it` }));
}
