/**
 * The files that come with a mail: every list in full. Out come the files, and of which alert each one is; bounded in
 * rows, and in bytes so that Graph's sendMail still takes the mail (4 MB for all of it, encoded twice).
 */
import type { Transition } from "../../domain/alert.ts";
import { toIso } from "../../domain/instant.ts";
import type { Mail } from "../../domain/notification.ts";
import { maxSections } from "./budget.ts";
import type { RenderContext } from "./context.ts";
import { toCsv } from "./csv.ts";
import { listAlerts } from "./listings/alerts.ts";
import { listObjects } from "./listings/list-objects.ts";
import type { Listing } from "./listings/listing.ts";

const maxRows = 10_000;
const maxBytes = 2_000_000;

export interface AttachedList {
  /** The alert whose objects it lists; null for the list of alerts. */
  of: Transition | null;
  listing: Listing;
  filename: string;
  /** How many of the listing's rows it has. */
  rows: number;
  content: string;
}

export function attachLists(context: RenderContext): AttachedList[] {
  const { notification } = context;
  const isDigest = notification.tenants.length > 1;
  const [first] = notification.transitions;
  const owner = isDigest || !first ? "tenants" : first.alert.tenant;
  const date = toIso(notification.createdAt).slice(0, 10);
  const taken = new Set<string>();
  let bytesLeft = maxBytes;

  const attach = (of: Transition | null, listing: Listing | null): AttachedList[] => {
    if (!listing) return [];
    const filename = uniqueName([owner, of?.alert.finding ?? "alerts", date], taken);
    const { rows, content } = writeFile(listing, bytesLeft);
    bytesLeft -= Buffer.byteLength(content);
    return [{ of, listing, filename, rows, content }];
  };

  if (isDigest) return attach(null, listAlerts(context));
  const lists = notification.transitions.flatMap((transition) =>
    attach(transition, listObjects(transition, context)),
  );
  return notification.transitions.length > maxSections
    ? [...attach(null, listAlerts(context)), ...lists]
    : lists;
}

export function toAttachments(lists: readonly AttachedList[]): Mail["attachments"] {
  return lists.map(({ filename, content }) => ({
    filename,
    contentType: "text/csv; charset=utf-8",
    content,
  }));
}

/** As many rows as there is room for. */
function writeFile({ file }: Listing, bytes: number): { rows: number; content: string } {
  let length = Math.min(file.length, maxRows);
  for (;;) {
    const rows = Array.from({ length }, (_, index) => file.row(index));
    const content = toCsv(file.columns, rows);
    const size = Buffer.byteLength(content);
    if (size <= bytes || length === 0) return { rows: length, content };
    length = Math.min(length - 1, Math.floor(length * (Math.max(bytes, 0) / size)));
  }
}

/** `contoso-object-errors-2026-09-14.csv`: safe characters alone. */
function uniqueName(parts: string[], taken: Set<string>): string {
  const stem = parts
    .map((part) =>
      part
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 60),
    )
    .filter((part) => part !== "")
    .join("-");
  let name = `${stem}.csv`;
  for (let count = 2; taken.has(name); count += 1) name = `${stem}-${count}.csv`;
  taken.add(name);
  return name;
}
