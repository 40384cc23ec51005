/** What is said to whom is not answered, in both languages: what is the matter, and what the operator can do. */
import type { Language } from "../../domain/catalog.ts";
import type { RefusalCode } from "./access.ts";

export interface RefusalText {
  title: string;
  text: string;
}

/** What stands before a detail. */
export const seenLabel: Record<Language, string> = { en: "Seen:", nl: "Gezien:" };

export const refusalTexts: Record<Language, Record<RefusalCode, RefusalText>> = {
  en: {
    "sign-in-required": {
      title: "Sign in",
      text: "This page wants a name and a password. Whoever runs the monitor hands them out (status.auth).",
    },
    "too-many-failures": {
      title: "Too many failed sign-ins",
      text: "From this address there were too many. Wait ten minutes, then try again.",
    },
    busy: {
      title: "Busy",
      text: "Too many people are signing in at this moment. Try again in a few seconds.",
    },
    "not-local": {
      title: "Only for this machine itself",
      text:
        "Nobody needs to sign in here, so only the machine that the monitor runs on is answered, as localhost or " +
        "127.0.0.1 and without a proxy. To see this page from elsewhere, set status.auth and status.tls in the " +
        "configuration: docs/access.md says how.",
    },
    "not-by-proxy": {
      title: "Only through the proxy",
      text:
        "People are signed in by a proxy, and this request did not come from one of its addresses with its header. " +
        "Use the proxy's address; who runs it finds both under status.auth.proxy in the configuration.",
    },
    "unknown-host": {
      title: "Not our host name",
      text:
        "A proxy on this machine asks for a host name that is not known to be ours, which a foreign page in a browser " +
        "could do too. Set status.publicUrl in the configuration to the address that people use.",
    },
    "not-encrypted": {
      title: "Only through the proxy",
      text:
        "The proxy in front of this page encrypts the way to it (status.tls is proxy), and this request came past it. " +
        "Use the proxy's address.",
    },
    "forged-form": {
      title: "Not our form",
      text: "This did not come from a page of the monitor, so nothing was done. Open the page and send its form again.",
    },
    "bad-request": { title: "Not understood", text: "This request can't be read." },
    "not-found": { title: "Not found", text: "There is nothing at this address." },
    "method-not-allowed": {
      title: "Not in this way",
      text: "What is at this address does not take this kind of request.",
    },
    "too-large": { title: "Too large", text: "More was sent than is taken here." },
    failed: { title: "Failed", text: "This could not be answered just now; the monitor's log says why." },
  },
  nl: {
    "sign-in-required": {
      title: "Meld u aan",
      text: "Voor deze pagina zijn een naam en een wachtwoord nodig. U krijgt ze van de beheerder van de monitor (status.auth).",
    },
    "too-many-failures": {
      title: "Te veel mislukte aanmeldingen",
      text: "Vanaf dit adres waren het er te veel. Wacht tien minuten en probeer het dan opnieuw.",
    },
    busy: {
      title: "Bezet",
      text: "Er melden zich op dit moment te veel mensen aan. Probeer het over enkele seconden opnieuw.",
    },
    "not-local": {
      title: "Alleen voor deze machine zelf",
      text:
        "Hier hoeft niemand zich aan te melden. Daarom krijgt alleen de machine waarop de monitor draait antwoord, als " +
        "localhost of 127.0.0.1 en zonder proxy. Om deze pagina vanaf elders te zien, stelt u status.auth en " +
        "status.tls in de configuratie in: docs/access.md zegt hoe.",
    },
    "not-by-proxy": {
      title: "Alleen via de proxy",
      text:
        "Een proxy meldt mensen aan, en dit verzoek kwam niet van een van zijn adressen met zijn header. Gebruik het " +
        "adres van de proxy; de beheerder vindt beide onder status.auth.proxy in de configuratie.",
    },
    "unknown-host": {
      title: "Niet onze hostnaam",
      text:
        "Een proxy op deze machine vraagt om een hostnaam waarvan niet bekend is dat die van ons is; een vreemde pagina " +
        "in een browser zou dat ook kunnen. Stel status.publicUrl in de configuratie in op het adres dat mensen gebruiken.",
    },
    "not-encrypted": {
      title: "Alleen via de proxy",
      text:
        "De proxy voor deze pagina versleutelt de weg erheen (status.tls is proxy), en dit verzoek kwam eromheen. " +
        "Gebruik het adres van de proxy.",
    },
    "forged-form": {
      title: "Niet ons formulier",
      text: "Dit kwam niet van een pagina van de monitor; daarom is er niets gedaan. Open de pagina en verstuur het formulier opnieuw.",
    },
    "bad-request": { title: "Niet begrepen", text: "Dit verzoek kan niet worden gelezen." },
    "not-found": { title: "Niet gevonden", text: "Op dit adres staat niets." },
    "method-not-allowed": {
      title: "Niet op deze manier",
      text: "Wat op dit adres staat, neemt dit soort verzoek niet aan.",
    },
    "too-large": { title: "Te groot", text: "Er is meer verstuurd dan hier wordt aangenomen." },
    failed: {
      title: "Mislukt",
      text: "Dit kon zojuist niet worden beantwoord; in het log van de monitor staat waarom.",
    },
  },
};
