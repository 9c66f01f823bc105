// A short tone when an alert is raised or escalated, for those who asked for it: off at first, kept by the browser. Made here, no file.
const KEY = 'safereach-sound';
const TONE_S = 0.18;
const HZ = [660, 880] as const;

let chosen: boolean | null = null;
let context: AudioContext | null = null;
let lastTone = 0;

export function hasSound(): boolean {
  chosen ??= stored();
  return chosen;
}

/** Sounds once, so that one hears what was chosen; a browser lets a page sound only after such a click. */
export function chooseSound(on: boolean): void {
  chosen = on;
  try {
    if (on) localStorage.setItem(KEY, 'on');
    else localStorage.removeItem(KEY);
  } catch {
    // Storage may be refused; then the choice lasts as long as the page.
  }
  if (on) tone();
}

/** Verbs of alerts that somebody should hear of; to sound at each step would be to sound at one's own clicks. */
const CALLS: ReadonlySet<string> = new Set(['create', 'escalate']);

export function soundAlert(verb: string): void {
  if (hasSound() && CALLS.has(verb)) tone();
}

function tone(): void {
  const now = Date.now();
  if (now - lastTone < 3_000) return; // many at once are one tone
  lastTone = now;
  context ??= new AudioContext();
  void context.resume();
  const gain = context.createGain();
  gain.connect(context.destination);
  HZ.forEach((frequency, step) => {
    const start = (context?.currentTime ?? 0) + step * TONE_S;
    const oscillator = new OscillatorNode(context as AudioContext, { frequency });
    oscillator.connect(gain);
    oscillator.start(start);
    oscillator.stop(start + TONE_S);
  });
  gain.gain.setValueAtTime(0.12, context.currentTime);
  gain.gain.linearRampToValueAtTime(0, context.currentTime + HZ.length * TONE_S);
}

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}
