/** Does one thing after the other, in the order in which they were asked for. */
export class InTurn {
  #last: Promise<unknown> = Promise.resolve();
  #underWay = 0;

  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  /** What `act` comes to, rejections included; the next one's turn comes either way. */
  run<Value>(act: () => Promise<Value>): Promise<Value> {
    this.#underWay += 1;
    const done = this.#last.then(act).finally(() => (this.#underWay -= 1));
    this.#last = done.catch(() => undefined);
    return done;
  }
}
