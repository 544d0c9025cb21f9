/** Gives a run of jest a name that its workers inherit: what one suite learns about the machine holds for the others of the run alone. */
export default function setup(): void {
  process.env.TEST_RUN = `${process.pid}`;
}
