/** Every mail of the gallery: all samples of all kinds, and the special forms, in each language, with the real catalog. */
import { loadCatalog } from "../../src/catalog/load.ts";
import { toldKinds } from "../../src/domain/alert.ts";
import { type Catalog, type CatalogEntry, type Language, languages } from "../../src/domain/catalog.ts";
import type { Finding } from "../../src/domain/finding.ts";
import type { Mail, Notification } from "../../src/domain/notification.ts";
import { renderMail } from "../../src/mail/render/render-mail.ts";
import { formNames, forms } from "../../test/unit/mail/forms.ts";
import {
  acknowledgeUrl,
  findings,
  makeNotification,
  makeTransition,
  now,
  sampleNames,
} from "../../test/unit/mail/samples.ts";

export interface SampleMail {
  /** Of its files, without what follows the dot. */
  file: string;
  language: Language;
  mail: Mail;
  /** Pictures are made of every raise and of every special form: the other kinds look alike. */
  isPictured: boolean;
}

export async function sampleMails(): Promise<SampleMail[]> {
  const catalog = await loadCatalog();
  return languages.flatMap((language) => {
    const make = (name: string, notification: Notification, isPictured: boolean): SampleMail => ({
      file: `${name}-${language}`,
      language,
      mail: render(notification, catalog),
      isPictured,
    });
    return [
      ...sampleNames.flatMap((name) =>
        toldKinds.map((kind) =>
          make(
            `${name}-${kind}`,
            makeNotification([makeTransition(findings[name], kind)], language),
            kind === "raised",
          ),
        ),
      ),
      ...formNames.flatMap((name) => {
        const notification = forms[name]?.(language);
        return notification ? [make(name, notification, true)] : [];
      }),
    ];
  });
}

function render(notification: Notification, catalog: Catalog): Mail {
  return renderMail(notification, {
    from: "Sync health <sync-health@contoso.example>",
    entries: (ids) => ids.flatMap((id) => explain(id, notification, catalog)),
    now,
    host: "mgmt01.contoso.example",
    timeZone: "Europe/Amsterdam",
    acknowledgeUrl,
  });
}

/** The samples name entries by code or finding; an id that the catalog words otherwise is found by matching. */
function explain(id: string, { transitions }: Notification, catalog: Catalog): CatalogEntry[] {
  const known = catalog.entries.find((entry) => entry.id.toLowerCase() === id.toLowerCase());
  if (known) return [known];
  const finding = transitions
    .map(({ alert }) => alert.last)
    .find(({ catalogIds }) => catalogIds.includes(id));
  return finding ? [bestMatch(catalog, finding, id)] : [];
}

function bestMatch(catalog: Catalog, finding: Finding, id: string): CatalogEntry {
  const message = "errorMessage" in finding.facts ? finding.facts.errorMessage : null;
  const [match] = catalog.match({ code: id, message });
  return match ? match.entry : catalog.entry("unknown");
}
