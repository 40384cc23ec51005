/** Finding Cloud Sync configurations and their jobs: what is shared, kept, tolerated, and what blinds. */
import { describe, expect, test } from "vitest";
import type { ProvisioningJobsReading } from "../../../src/domain/reading.ts";
import { provisioningJobsProbe } from "../../../src/probes/provisioning-jobs/probe.ts";
import { type Answers, expectBlind, lookAt, refusal } from "../../support/fake-graph-reader.ts";

const job = (id: string) => ({ id, status: { code: "Active", lastExecution: { countEscrowed: 2 } } });
const principal = { id: "sp-1", displayName: "corp.northwind.example" };
const jobsPath = "/servicePrincipals/sp-1/synchronization/jobs";
const answersOf =
  (jobs: () => unknown, principals: (path: string) => unknown = () => ({ value: [principal] })): Answers =>
  (path) =>
    path === jobsPath ? jobs() : principals(path);
const jobsOf = (reading: unknown) => (reading as ProvisioningJobsReading).jobs;

test("a configuration that is found twice has its jobs once; a later look is one exchange", async () => {
  const cache = new Map();
  const answers = answersOf(() => ({ value: [job("AD2AADProvisioning.t.c")] }));
  const first = await lookAt(provisioningJobsProbe, answers, { cache });
  expect(first.exchanges).toBe(2);
  expect(first.paths).toHaveLength(4);
  expect(jobsOf(first.reading)).toMatchObject([
    { kind: "AD2AADProvisioning", configuration: "corp.northwind.example", lastExecution: { escrowed: 2 } },
  ]);
  const later = await lookAt(provisioningJobsProbe, answers, { cache });
  expect(later.paths).toEqual([jobsPath]);
});

test("no configuration is an answer", async () => {
  const { readings } = await lookAt(provisioningJobsProbe, () => ({ value: [] }));
  expect(readings).toEqual([{ kind: "provisioning-jobs", jobs: [] }]);
});

test.each([400, 404])(
  "%d for the template that not every cloud knows is no configuration",
  async (status) => {
    const { reading } = await lookAt(
      provisioningJobsProbe,
      answersOf(
        () => ({ value: [] }),
        (path) => (path.includes("fb81332f") ? refusal(status) : { value: [principal] }),
      ),
    );
    expect(reading).toEqual({ kind: "provisioning-jobs", jobs: [] });
  },
);

test("a configuration removed since it was found has no jobs", async () => {
  const cache = new Map();
  await lookAt(
    provisioningJobsProbe,
    answersOf(() => ({ value: [job("a")] })),
    { cache },
  );
  const { reading } = await lookAt(
    provisioningJobsProbe,
    answersOf(
      () => refusal(404),
      () => ({ value: [] }),
    ),
    {
      cache,
    },
  );
  expect(reading).toEqual({ kind: "provisioning-jobs", jobs: [] });
});

describe("blind", () => {
  const faults: [name: string, answers: Answers, reason: string, permission: string | null][] = [
    ["configurations are refused", () => refusal(403), "permission", "Application.Read.All"],
    [
      "jobs are refused, as Graph does it",
      answersOf(() => refusal(401, "UnknownError")),
      "permission",
      "Synchronization.Read.All",
    ],
    [
      "a configuration that is there has no jobs to ask for",
      answersOf(() => refusal(404)),
      "unsupported",
      null,
    ],
    ["a configuration without an id", () => ({ value: [{ displayName: "x" }] }), "malformed", null],
    ["a job without an id", answersOf(() => ({ value: [{ status: {} }] })), "malformed", null],
  ];
  test.each(faults)("%s", async (_name, answers, reason, permission) => {
    const { readings } = await lookAt(provisioningJobsProbe, answers);
    expect(readings).toHaveLength(1);
    expectBlind(readings[0], "provisioning-jobs", {
      covers: ["provisioning-jobs"],
      reason: reason as "permission",
      permission,
    });
  });
});
