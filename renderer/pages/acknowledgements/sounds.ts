/** What a stack of slips sounds like, so that eyes can stay on the paper: one high tone, or two low ones. */
export function sound(kind: 'good' | 'bad'): void {
  context ??= new AudioContext();
  const tones =
    kind === 'good' ? [{ hertz: 1320, from: 0 }] : [220, 196].map((hertz, at) => ({ hertz, from: at * 0.16 }));
  for (const { hertz, from } of tones) beep(context, hertz, context.currentTime + from);
}

let context: AudioContext | undefined;
const SECONDS = 0.12;

function beep(audio: AudioContext, hertz: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0.12, at);
  // Not cut off at once: that would crack.
  volume.gain.exponentialRampToValueAtTime(0.001, at + SECONDS);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + SECONDS);
}
