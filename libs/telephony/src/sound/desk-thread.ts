import { parentPort, workerData } from 'node:worker_threads';
import type { SoundEars } from '../rtp/sound-endpoint.ts';
import { Desk } from './desk.ts';
import type { DeskAnswers, DeskQuestion, FromDesk, ToDesk } from './desk-messages.ts';
import type { DeskSettings } from './sound-desk.ts';

/*
 * The thread that the sound of all calls is made on: what else the process does, and when it collects its garbage, is not heard in it.
 */

const desk = new Desk(workerData as DeskSettings);
const tell = (message: FromDesk): void => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToDesk) => {
  if (message.is !== 'ask') return obey(message);
  void answered(message.question).then((answer) => tell({ is: 'answer', number: message.number, answer }));
});

function obey(order: Exclude<ToDesk, { is: 'ask' }>): void {
  switch (order.is) {
    case 'agree':
      return desk.sound(order.sound)?.agree(order.theirs, order.ours);
    case 'pass-on':
      return desk.sound(order.sound)?.sendTo(order.toPort);
    case 'leave':
      return desk.leave(order.sound);
    case 'close':
      return desk.close(order.sound);
    case 'tune':
      return desk.tune(order.mix, order.from);
    case 'close-mix':
      return desk.closeMix(order.mix);
  }
}

async function answered(question: DeskQuestion): Promise<DeskAnswers[keyof DeskAnswers]> {
  switch (question.is) {
    case 'open': {
      const { sound, host } = question;
      const ears: SoundEars = {
        digit: (digit) => tell({ is: 'digit', sound, digit }),
        lost: () => tell({ is: 'lost', sound }),
        timedOut: () => tell({ is: 'timed-out', sound }),
      };
      return desk.open(sound, ears, host);
    }
    case 'press':
      return (await desk.sound(question.sound)?.press(question.digits)) ?? false;
    case 'join':
      return desk.join(question.sound, question.mix);
    case 'open-mix':
      return desk.openMix(question.mix);
    case 'load':
      return desk.load();
  }
}
