/** Dutch: why a mail is sent, when the next one comes, and how to say that one knows. */
import type { FollowUpTexts, ReasonTexts } from "../reason-texts.ts";

export const reasons: ReasonTexts = {
  "condition-met": () => "De situatie doet zich voor.",
  flapping: () =>
    "Dit komt steeds terug: het is in korte tijd meermaals gemeld en weer opgelost. Het einde wordt pas gemeld als het langer dan gewoonlijk rustig blijft.",
  "severity-rose": ({ severity }) => `De ernst is toegenomen en is nu: ${severity}.`,
  "severity-fell": ({ severity }) => `De ernst is afgenomen en is nu: ${severity}.`,
  "code-changed": ({ code }) =>
    code ? `De foutcode is nu ${code}.` : "Er is geen foutcode meer; de situatie duurt nog voort.",
  "step-reached": ({ limit }) =>
    limit ? `De volgende grens is bereikt: ${limit}.` : "Het is nog erger geworden.",
  "count-grew": ({ count }) =>
    count
      ? `Het gaat om veel meer objecten dan bij de vorige melding: nu ${count}.`
      : "Het gaat om veel meer objecten dan bij de vorige melding.",
  "repeat-due": ({ open }) =>
    `Dit is een herinnering: de melding staat al ${open} open en is nog door niemand bevestigd.`,
  "digest-due": ({ toldBefore }) =>
    `Dit is het periodieke overzicht: wat er sinds ${toldBefore ?? "de vorige keer"} nieuw is, nog openstaat en is opgelost.`,
  "deadline-near": ({ deadline, left }) =>
    deadline && left
      ? `Microsoft schakelt de taak uit op ${deadline} – nog ${left}.`
      : "Microsoft schakelt de taak binnenkort uit.",
  "silence-ended": ({ toldBefore, raised }) =>
    toldBefore
      ? "Een demping of onderhoudsvenster is voorbij. Zo staat het er nu voor."
      : `Een demping of onderhoudsvenster heeft dit tot nu toe tegengehouden${raised ? `; het is vastgesteld op ${raised}` : ""}.`,
  "condition-cleared": () => "De situatie is voorbij.",
  "level-accepted": () =>
    "Er was 24 uur lang geen verdere daling; dit geldt daarom voortaan als normaal. Er is niets hersteld.",
  "subject-gone": () => "Er valt hier niets meer te bewaken.",
};

export const followUp: FollowUpTexts = {
  next: ({ kind, reminder, acknowledged }) => {
    if (kind === "resolved") return "Dit was het laatste bericht over dit incident.";
    if (acknowledged)
      return reminder
        ? `Dit is bevestigd en wordt daarom niet herhaald. U hoort opnieuw van ons als het verandert of is opgelost, en in elk geval op ${reminder}, voordat Microsoft de taak uitschakelt.`
        : "Dit is bevestigd en wordt daarom niet herhaald. U hoort opnieuw van ons als het verandert of is opgelost.";
    return reminder
      ? `U hoort opnieuw van ons als dit verandert of is opgelost. Gebeurt geen van beide, dan volgt een herinnering op ${reminder}.`
      : "U hoort alleen opnieuw van ons als dit verandert of is opgelost.";
  },
  nextOfMany: ({ kind, reminder }) => {
    if (kind === "resolved") return "Dit was het laatste bericht over deze incidenten.";
    return reminder
      ? `U hoort opnieuw van ons als een hiervan verandert of is opgelost. Gebeurt geen van beide, dan volgen herinneringen vanaf ${reminder}.`
      : "U hoort alleen opnieuw van ons als een hiervan verandert of is opgelost.";
  },
  acknowledge: {
    intro: (several) =>
      several
        ? "Bent u hiermee bezig, bevestig deze meldingen dan. Er komen dan geen herinneringen meer; wijzigingen, deadlines en het einde krijgt u nog wel te horen."
        : "Bent u hiermee bezig, bevestig deze melding dan. Er komen dan geen herinneringen meer; wijzigingen, deadlines en het einde krijgt u nog wel te horen.",
    button: (several) => (several ? "Deze meldingen bevestigen" : "Deze melding bevestigen"),
    address: "Bevestigen kan hier, zonder aanmelden:",
    command: (command) => `Met een opdracht: ${command}`,
    commandEach: (command, file) =>
      `Met een opdracht: ${command}, met de id van een incident uit het bestand ${file}.`,
    silence: (command) =>
      `Wilt u er een tijd lang niets over horen, demp de melding dan: ${command} legt uit hoe.`,
  },
};
