import { describeStatus } from "../statuses.ts";

describeStatus("UpdateNonMigrationUsers", 500);
