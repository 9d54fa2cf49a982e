import { describeStatus } from "../statuses.ts";

describeStatus("ListNonMigrationUsers", 503);
