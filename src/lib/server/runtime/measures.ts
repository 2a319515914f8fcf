/** What the program counts of itself while it runs, for `/metrics`; no label says anything of a person. */
import { type Counter, type Histogram, openCounter, openHistogram } from "./series.ts";

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const commitSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 1, 10];
const jobSeconds = [0.01, 0.05, 0.25, 1, 5, 30, 120, 600];
const lagSeconds = [0.1, 0.5, 1, 5, 15, 60, 300, 3600];
const deliverySeconds = [1, 5, 15, 60, 300, 3600, 21_600, 86_400];

export interface Measures {
  /** Route id, method and class of status. */
  requests: Histogram;
  /** Requests refused by a rate limit, by its name. */
  limited: Counter;
  /** Requests refused because of too much work, by their rank. */
  overloaded: Counter;
  /** How many event streams are open. */
  streams: { open: number };
  /** Commits of the store, by how they ended. */
  commits: Histogram;
  /** Operation and failure. */
  storeErrors: Counter;
  /** From when a job was due to its start, by kind. */
  jobLag: Histogram;
  /** How long a job ran, by kind. */
  jobTime: Histogram;
  /** Kind and outcome. */
  jobsEnded: Counter;
  /** Answers of the mail server. */
  emailTries: Counter;
  /** From the commit that asked for an email to the mail server's acceptance. */
  emailTime: Histogram;
  /** Answers of receivers. */
  webhookTries: Counter;
  /** From the commit of an event to the receiver's acceptance. */
  webhookTime: Histogram;
  /** Provider and outcome. */
  syncs: Histogram;
  /** Everything counted, in Prometheus text format. */
  lines(): string[];
}

export function openMeasures(): Measures {
  const counted = {
    requests: openHistogram(
      "invito_http_request_duration_seconds",
      "Time until a response begins, by route, method and class of status. Static files are not counted.",
      requestSeconds,
      ["route", "method", "status"],
    ),
    limited: openCounter(
      "invito_http_requests_limited_total",
      "Requests refused by a rate limit, by its name.",
      ["limit"],
    ),
    overloaded: openCounter(
      "invito_http_requests_overloaded_total",
      "Requests refused because there was more work than the machine can do, by what they were for.",
      ["rank"],
    ),
    commits: openHistogram(
      "invito_store_commit_duration_seconds",
      "Time of one commit, by how it ended.",
      commitSeconds,
      ["outcome"],
    ),
    storeErrors: openCounter(
      "invito_store_errors_total",
      "Reads and writes of the store that failed, by operation and failure.",
      ["operation", "failure"],
    ),
    jobLag: openHistogram(
      "invito_job_lag_seconds",
      "Time from when a job was due to its start, by kind.",
      lagSeconds,
      ["kind"],
    ),
    jobTime: openHistogram(
      "invito_job_duration_seconds",
      "Time of one run of a job, by kind.",
      jobSeconds,
      ["kind"],
    ),
    jobsEnded: openCounter(
      "invito_job_runs_total",
      "Runs of jobs, by kind and how they ended.",
      ["kind", "outcome"],
    ),
    emailTries: openCounter(
      "invito_email_tries_total",
      "Emails handed to the mail server, by its answer.",
      ["outcome"],
    ),
    emailTime: openHistogram(
      "invito_email_delivery_seconds",
      "Time from the commit that asked for an email to the mail server’s acceptance.",
      deliverySeconds,
    ),
    webhookTries: openCounter(
      "invito_webhook_tries_total",
      "Webhook requests, by the receiver’s answer.",
      ["outcome"],
    ),
    webhookTime: openHistogram(
      "invito_webhook_delivery_seconds",
      "Time from the commit of an event to the receiver’s acceptance.",
      deliverySeconds,
    ),
    syncs: openHistogram(
      "invito_calendar_sync_duration_seconds",
      "Time of one sync of a calendar, by provider and how it ended.",
      jobSeconds,
      ["provider", "outcome"],
    ),
  };
  return {
    ...counted,
    streams: { open: 0 },
    lines: () => Object.values(counted).flatMap((each) => each.lines()),
  };
}
