/** Options that several commands have, worded once. */
import { Option } from "commander";
import { languages } from "../domain/catalog.ts";
import { statusFormats } from "./print-status.ts";

export const configOption = () =>
  new Option(
    "--config <file>",
    "configuration file (else SYNC_HEALTH_CONFIG, ./config/monitor.yaml, /etc/sync-health-monitor/monitor.yaml)",
  );
export const languageOption = () =>
  new Option("--language <code>", "language of texts").choices([...languages]).default("en");
export const formatOption = (formats: readonly string[] = statusFormats) =>
  new Option("--format <format>", "output").choices([...formats]).default("text");
export const tenantOption = () => new Option("--tenant <name>", "only this tenant");
