/** In: parts of one thing. Out: that thing with all of their members; getters stay getters, which spreading would freeze. */

type Combined<Parts> = Parts extends [infer First, ...infer Rest] ? First & Combined<Rest> : object;

export function combine<Parts extends object[]>(...parts: Parts): Combined<Parts> {
  const whole = {};
  for (const part of parts) Object.defineProperties(whole, Object.getOwnPropertyDescriptors(part));
  return whole as Combined<Parts>;
}
