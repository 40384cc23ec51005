/** English: why a mail is sent, when the next one comes, and how to say that one knows. */
import type { FollowUpTexts, ReasonTexts } from "../reason-texts.ts";

export const reasons: ReasonTexts = {
  "condition-met": () => "The condition holds.",
  flapping: () =>
    "This keeps coming back: it was raised and resolved several times within a short time. Its end is told only after a longer calm than usual.",
  "severity-rose": ({ severity }) => `The severity went up. It is now: ${severity}.`,
  "severity-fell": ({ severity }) => `The severity went down. It is now: ${severity}.`,
  "code-changed": ({ code }) =>
    code ? `The error code is now ${code}.` : "The error code is gone; the condition remains.",
  "step-reached": ({ limit }) => (limit ? `The next limit was reached: ${limit}.` : "It got worse again."),
  "count-grew": ({ count }) =>
    count
      ? `Far more objects are concerned than when this was last announced: ${count} now.`
      : "Far more objects are concerned than when this was last announced.",
  "repeat-due": ({ open }) =>
    `This is a reminder: the alert has been open for ${open}, and nobody has acknowledged it.`,
  "digest-due": ({ toldBefore }) =>
    `This is the regular overview: what is new, still open and fixed since ${toldBefore ?? "the last time"}.`,
  "deadline-near": ({ deadline, left }) =>
    deadline && left
      ? `Microsoft disables the job on ${deadline} – ${left} left.`
      : "Microsoft disables the job soon.",
  "silence-ended": ({ toldBefore, raised }) =>
    toldBefore
      ? "A silence or a maintenance window has ended. This is how things are now."
      : `A silence or a maintenance window held this back until now${raised ? `; it was found on ${raised}` : ""}.`,
  "condition-cleared": () => "The condition has cleared.",
  "level-accepted": () =>
    "There was no further drop for 24 hours, so this is taken as normal from now on. Nothing was put right.",
  "subject-gone": () => "There is nothing left to watch here.",
};

export const followUp: FollowUpTexts = {
  next: ({ kind, reminder, acknowledged }) => {
    if (kind === "resolved") return "This was the last message about this incident.";
    if (acknowledged)
      return reminder
        ? `It is acknowledged, so it is not repeated. You will hear again when it changes or is resolved, and in any case on ${reminder}, before Microsoft disables the job.`
        : "It is acknowledged, so it is not repeated. You will hear again when it changes or is resolved.";
    return reminder
      ? `You will hear again when this changes or is resolved. If neither happens, a reminder follows on ${reminder}.`
      : "You will hear again only when this changes or is resolved.";
  },
  nextOfMany: ({ kind, reminder }) => {
    if (kind === "resolved") return "This was the last message about these incidents.";
    return reminder
      ? `You will hear again when one of these changes or is resolved. If neither happens, reminders follow from ${reminder} on.`
      : "You will hear again only when one of these changes or is resolved.";
  },
  acknowledge: {
    intro: (several) =>
      several
        ? "If you are dealing with these, acknowledge them. That stops the reminders; you are still told of changes, deadlines and the end."
        : "If you are dealing with this, acknowledge it. That stops the reminders; you are still told of changes, deadlines and the end.",
    button: (several) => (several ? "Acknowledge these alerts" : "Acknowledge this alert"),
    address: "Acknowledge here, without signing in:",
    command: (command) => `By command: ${command}`,
    commandEach: (command, file) => `By command: ${command}, with an incident's ID from the file ${file}.`,
    silence: (command) => `To hear nothing about it for a time, silence it: ${command} tells how.`,
  },
};
