/** English: findings about synchronized users, groups and contacts, and how many there are. */
import type { FactsOf } from "../../../../domain/finding.ts";
import type { ObjectType } from "../../../../domain/synced-object.ts";
import type { Formatter, PluralForms } from "../../format.ts";
import { serviceName } from "../../service-name.ts";
import type { ObjectTopic, TextsOf } from "../finding-texts.ts";
import { readSoFar } from "./counts.ts";

const errors = { one: "error", other: "errors" };
const syncedObjects: PluralForms = { one: "synchronized object", other: "synchronized objects" };
const synced: Record<ObjectType, PluralForms> = {
  user: { one: "synchronized user", other: "synchronized users" },
  group: { one: "synchronized group", other: "synchronized groups" },
  contact: { one: "synchronized contact", other: "synchronized contacts" },
};

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const servicesOf = ({ services }: FactsOf["service-provisioning-errors"], f: Formatter) =>
  services.length > 0
    ? f.names(services.map(({ service }) => serviceName(service)))
    : "a Microsoft 365 service";

export const objects: TextsOf<ObjectTopic> = {
  "object-errors": {
    name: "Synchronization errors in the directory",
    title: ({ facts: { total, added, truncated } }, { f, now }) => {
      if (now === null) return "Synchronization errors in your directory";
      const news = added > 0 && added < total ? ` (${f.number(added)} new)` : "";
      return `Synchronization errors in your directory – ${readSoFar(f.count(total, errors), truncated)}${news}`;
    },
    describe: ({ total, truncated }, f) =>
      `Microsoft Entra ID holds back ${readSoFar(f.count(total, { one: "value", other: "values" }), truncated)} because another object already has the same one. The objects themselves are synchronized, but without these sign-in names and mail addresses.`,
    describePast: () => "Microsoft Entra ID held back values because other objects already had them.",
    holdsNow: "No value of a user, group or contact is held back any longer.",
  },

  "service-provisioning-errors": {
    name: "Service errors on synchronized objects",
    title: ({ facts }, { f, now }) => {
      if (now === null) return "Service errors on synchronized objects";
      const count = readSoFar(f.count(facts.total, errors), facts.truncated);
      return `Service errors on synchronized objects – ${count} from ${servicesOf(facts, f)}`;
    },
    describe: (facts, f) =>
      `${sentence(readSoFar(f.count(facts.total, errors), facts.truncated))} from ${servicesOf(facts, f)} ${f.plural(facts.total, { one: "is", other: "are" })} unresolved. The objects are in Microsoft Entra ID, but the service could not take them over in full. Such errors rarely go away by themselves.`,
    describePast: () => "Services had unresolved errors on synchronized objects.",
    holdsNow: "No service reports an unresolved error on a synchronized object.",
  },

  "object-quota": {
    name: "Object quota nearly or fully used",
    title: ({ facts: { used, total, percent } }, { f, now }) => {
      if (now === null) return "Object quota nearly or fully used";
      const size = `${f.number(used)} of ${f.number(total)}`;
      return used >= total
        ? `Object quota exceeded (${size}) – synchronization is stopping or has stopped`
        : `Object quota ${f.percent(percent)} used (${size})`;
    },
    describe: ({ used, total }, f) =>
      used >= total
        ? `The directory holds ${f.number(used)} objects, and ${f.number(total)} are allowed. Microsoft stops the synchronization of a directory that is full, so new accounts and changes made on-premises may no longer reach Microsoft Entra ID.`
        : `The directory holds ${f.number(used)} of the ${f.number(total)} objects that it may hold. Once it is full, Microsoft stops its synchronization.`,
    describePast: ({ thresholdPercent }, f) =>
      `At least ${f.percent(thresholdPercent)} of the object quota was in use.`,
    holdsNow: "The use of the object quota is below the alert limit.",
  },

  "synced-objects-drop": {
    name: "Sudden drop in synchronized objects",
    title: ({ facts: { objectType, before, after } }, { f, now }) => {
      if (now === null) return `Sudden drop in ${synced[objectType].other}`;
      const lost = before - after;
      return `${f.count(lost, synced[objectType])} ${f.plural(lost, { one: "is", other: "are" })} gone – ${f.number(after)} of ${f.number(before)} left`;
    },
    describe: ({ objectType, before, beforeAt, after, percent }, f) =>
      `This tenant had ${f.count(before, synced[objectType])} on ${f.moment(beforeAt) ?? "a date that is not known"} and has ${f.number(after)} now, a loss of ${f.percent(percent)}. Unless somebody meant this, find the cause before the next cycle takes more.`,
    describePast: ({ objectType, before, after }, f) =>
      `The number of ${synced[objectType].other} had dropped suddenly from ${f.number(before)} to ${f.number(after)}.`,
    holdsNow: "The number of synchronized objects is back near its earlier level.",
  },

  "unroutable-upn": {
    name: "Synchronized users cannot sign in with their own domain",
    title: ({ facts: { total, truncated, suffixes } }, { f, now }) => {
      if (now === null) return "Synchronized users cannot sign in with their own domain";
      const who = sentence(readSoFar(f.count(total, synced.user), truncated));
      const [only] = suffixes;
      return `${who} cannot sign in with their own domain${
        only && suffixes.length === 1 ? ` – ${f.name(only.suffix)} is not verified` : ""
      }`;
    },
    describe: ({ suffixes }, f) => {
      const domains = f.names(suffixes.map(({ suffix }) => suffix)) || "a domain";
      return `On-premises, the sign-in names of these people end in ${domains}, which this tenant has not verified. Microsoft Entra ID therefore gave them a name in the tenant's initial domain, and they can sign in with that one only.`;
    },
    describePast: () =>
      "Synchronized users had a sign-in name in a domain that this tenant has not verified.",
    holdsNow: "No synchronized user has to sign in with the initial domain because of an unverified one.",
  },

  "orphaned-synced-objects": {
    name: "Synchronized objects left although synchronization is off",
    title: ({ facts: { total } }, { f, now }) =>
      now === null
        ? "Synchronized objects are left although synchronization is off"
        : `${f.count(total, syncedObjects)} ${f.plural(total, { one: "is", other: "are" })} left although synchronization is off`,
    describe: ({ total }, f) =>
      `Directory synchronization is off in this tenant, yet ${f.count(total, { one: "object still counts", other: "objects still count" })} as synchronized. Nothing on-premises updates such objects any longer, and in the cloud they can be managed only in part. After switching off, Microsoft may need up to 72 hours to convert them.`,
    describePast: () => "Objects still counted as synchronized although synchronization was off.",
    holdsNow: "No objects are left behind: they were converted or removed, or synchronization is on again.",
  },

  "group-name-empty": {
    name: "Synchronized groups without a display name",
    title: ({ facts: { total, truncated } }, { f, now }) =>
      now === null
        ? "Synchronized groups without a display name"
        : `${sentence(readSoFar(f.count(total, synced.group), truncated))} ${f.plural(total, { one: "has", other: "have" })} no display name`,
    describe: ({ total, truncated }, f) =>
      `${sentence(readSoFar(f.count(total, { one: "mail-enabled group has", other: "mail-enabled groups have" }), truncated))} no display name. Without one, a group cannot be found by its name, and later changes to it may fail to synchronize.`,
    describePast: () => "Synchronized mail-enabled groups had no display name.",
    holdsNow: "Every synchronized mail-enabled group has a display name.",
  },
};
