-- Jobs whose last attempt failed, parked ones among them: so few that they are found at once among many that wait for their time.
CREATE INDEX jobs_failing ON jobs (kind, id) WHERE attempts > 0;
