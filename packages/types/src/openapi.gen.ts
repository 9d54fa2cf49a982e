// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:a17ff5650c1f097baf72ab24abfc5c9a5469a199498a39950a7003355793b8fa

export interface paths {
    "/v1/{project_id}/hotspot-session-config": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, to find it again. Used if it is 1 to 128 characters of
                 *     `A-Z`, `a-z`, `0-9`, `.`, `_` and `-`; otherwise a new one is made.
                 * @example 9f4c1c5be27b4e0f8d6c2a1b3e5f7081
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The project that the configurations belong to.
                 * @example a4da8115c9d8464ead3a38309130523f
                 */
                project_id: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        /**
         * List the configurations
         * @description Lists the project's configurations in order of creation, one page at a time. A page shorter
         *     than `limit` is the last one.
         *
         *     Each configuration embeds its first 1,000 exempt users;
         *     [ListNonMigrationUsers](#operation/ListNonMigrationUsers) pages through all of them.
         */
        get: operations["ListHotspotSessionConfig"];
        put?: never;
        /**
         * Create a configuration
         * @description Creates a hotspot session migration configuration in the project and answers it as stored,
         *     with the id that was given to it.
         *
         *     `non_migrate_users` is applied entry by entry as an `ADD` of
         *     [UpdateNonMigrationUsers](#operation/UpdateNonMigrationUsers), so an entry given twice is
         *     stored once. Sending the same request again creates another configuration.
         */
        post: operations["CreateHotspotSessionConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/{project_id}/hotspot-session-config/{config_id}": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, to find it again. Used if it is 1 to 128 characters of
                 *     `A-Z`, `a-z`, `0-9`, `.`, `_` and `-`; otherwise a new one is made.
                 * @example 9f4c1c5be27b4e0f8d6c2a1b3e5f7081
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The project that the configurations belong to.
                 * @example a4da8115c9d8464ead3a38309130523f
                 */
                project_id: components["parameters"]["ProjectId"];
                /**
                 * @description The configuration, by the `id` that its creation answered. One that does not exist, or
                 *     belongs to another project, is answered with 404.
                 * @example 019a2b5e7c1d73e89f4a5b6c7d8e9f01
                 */
                config_id: components["parameters"]["ConfigId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update a configuration
         * @description Replaces both settings of a configuration and answers them as stored. Its exempt users stay
         *     as they are. Sending the same request again changes nothing more.
         */
        patch: operations["UpdateHotspotSessionConfig"];
        trace?: never;
    };
    "/v1/{project_id}/hotspot-session-config/{config_id}/non-migration-users": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, to find it again. Used if it is 1 to 128 characters of
                 *     `A-Z`, `a-z`, `0-9`, `.`, `_` and `-`; otherwise a new one is made.
                 * @example 9f4c1c5be27b4e0f8d6c2a1b3e5f7081
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The project that the configurations belong to.
                 * @example a4da8115c9d8464ead3a38309130523f
                 */
                project_id: components["parameters"]["ProjectId"];
                /**
                 * @description The configuration, by the `id` that its creation answered. One that does not exist, or
                 *     belongs to another project, is answered with 404.
                 * @example 019a2b5e7c1d73e89f4a5b6c7d8e9f01
                 */
                config_id: components["parameters"]["ConfigId"];
            };
            cookie?: never;
        };
        /**
         * List the exempt users
         * @description Lists the users exempt under a configuration in order of creation, one page at a time, with
         *     the number of all that match.
         */
        get: operations["ListNonMigrationUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Add or remove exempt users
         * @description Adds users to those exempt under a configuration, or removes them. Either all entries of the
         *     request are applied, in their order, or none.
         *
         *     An entry is identified by its `user_id`; one without a `user_id` by its exact `user_name`.
         *
         *     `ADD` of an entry with a `user_id`:
         *     - where an entry has that `user_id`, it is overwritten in its place (without a `user_name`
         *       in the request it loses its name), and an entry that has only that name is dropped;
         *     - else, where an entry has only that name, it becomes this entry in its place;
         *     - else the entry is appended.
         *
         *     `ADD` of an entry without a `user_id` changes nothing if any entry has that `user_name`, and
         *     is appended otherwise.
         *
         *     `DELETE` of an entry with a `user_id` removes the entry of that id, whatever its name; without
         *     one, every entry of that `user_name`. Entries that are not there are skipped.
         *
         *     Sending the same request again changes nothing more.
         */
        patch: operations["UpdateNonMigrationUsers"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description The id of a configuration: 32 hexadecimal digits from the service of this repository, where
         *     a later one sorts after an earlier one. Upstream's are digits beyond 2^53, so it is never a
         *     number.
         * @example 019a2b5e7c1d73e89f4a5b6c7d8e9f01
         */
        ConfigurationId: string;
        /**
         * @description Whether sessions migrate away from a hotspot (`true`) or stay (`false`).
         * @example true
         */
        HotspotSessionMigrationEnable: boolean;
        /**
         * Format: int32
         * @description How many sessions are to exit a server when it becomes a hotspot. A setting, not a count of
         *     what has happened.
         * @example 4
         */
        HotspotExitSessionNum: number;
        /**
         * @description Users whose sessions are not migrated, in order of creation.
         * @example [
         *       {
         *         "user_id": "da16f9b8bc9444029cc171a4f7286353",
         *         "user_name": "test"
         *       }
         *     ]
         */
        NonMigrateUsers: components["schemas"]["UserInfo"][];
        /** @description A user, by id, by name or by both. At least one of the two is given. */
        UserInfo: {
            /**
             * @description The user's id. It identifies the entry where it is given.
             * @example da16f9b8bc9444029cc171a4f7286353
             */
            user_id?: string;
            /**
             * @description The user's name. It identifies an entry that has no `user_id`.
             * @example test
             */
            user_name?: string;
        };
        /** @description A configuration, with the first 1,000 of its exempt users. */
        HotspotSessionMigrationConfig: {
            id: components["schemas"]["ConfigurationId"];
            /**
             * @description The project that the configuration belongs to.
             * @example a4da8115c9d8464ead3a38309130523f
             */
            project_id: string;
            hotspot_session_migration_enable: components["schemas"]["HotspotSessionMigrationEnable"];
            hotspot_exit_session_num: components["schemas"]["HotspotExitSessionNum"];
            non_migrate_users: components["schemas"]["NonMigrateUsers"];
        };
        /** @description The settings of a new configuration, and its first exempt users. */
        CreateHotspotSessionConfigRequest: {
            hotspot_session_migration_enable: components["schemas"]["HotspotSessionMigrationEnable"];
            hotspot_exit_session_num: components["schemas"]["HotspotExitSessionNum"];
            non_migrate_users?: components["schemas"]["NonMigrateUsers"];
        };
        /** @description The configuration as stored. */
        CreateHotspotSessionConfigResponse: {
            id: components["schemas"]["ConfigurationId"];
            hotspot_session_migration_enable: components["schemas"]["HotspotSessionMigrationEnable"];
            hotspot_exit_session_num: components["schemas"]["HotspotExitSessionNum"];
            non_migrate_users: components["schemas"]["NonMigrateUsers"];
        };
        /** @description One page of configurations. */
        ListHotspotSessionConfigResponse: {
            /**
             * @description The configurations, in order of creation.
             * @example [
             *       {
             *         "id": "019a2b5e7c1d73e89f4a5b6c7d8e9f01",
             *         "project_id": "a4da8115c9d8464ead3a38309130523f",
             *         "hotspot_session_migration_enable": true,
             *         "hotspot_exit_session_num": 4,
             *         "non_migrate_users": []
             *       }
             *     ]
             */
            items: components["schemas"]["HotspotSessionMigrationConfig"][];
        };
        /** @description Both settings of a configuration. */
        UpdateHotspotSessionConfigRequest: {
            hotspot_session_migration_enable: components["schemas"]["HotspotSessionMigrationEnable"];
            hotspot_exit_session_num: components["schemas"]["HotspotExitSessionNum"];
        };
        /** @description The settings as stored. */
        UpdateHotspotSessionConfigResponse: {
            id: components["schemas"]["ConfigurationId"];
            hotspot_session_migration_enable: components["schemas"]["HotspotSessionMigrationEnable"];
            hotspot_exit_session_num: components["schemas"]["HotspotExitSessionNum"];
        };
        /** @description One page of exempt users. */
        ListNonMigrationUsersResponse: {
            /**
             * @description How many users match the filter in all, whatever the page.
             * @example 1
             */
            total_count: number;
            non_migrate_users: components["schemas"]["NonMigrateUsers"];
        };
        /** @description A change to the exempt users of a configuration. */
        UpdateNonMigrationUsersRequest: {
            /**
             * @description `ADD` makes the users exempt, `DELETE` ends that.
             * @example ADD
             * @enum {string}
             */
            update_type: "ADD" | "DELETE";
            non_migrate_users: components["schemas"]["NonMigrateUsers"];
        };
        /** @description What went wrong. */
        ErrorResponse: {
            /**
             * @description `WKS.00000` and the status, so that a log line without the status still tells it.
             * @example WKS.00000400
             */
            error_code: string;
            /**
             * @description What was wrong and where, for people. Programs should branch on the status.
             * @example limit: must be <= 100
             */
            error_msg: string;
        };
    };
    responses: {
        /** @description The request is malformed or a value is out of range. Nothing was changed. */
        InvalidSettings: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request is malformed or a value is out of range. Nothing was changed. */
        InvalidUsers: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description A query parameter is malformed or out of range. */
        InvalidPage: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request carries no valid credentials. */
        NotAuthenticated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The credentials are valid, but not for this project. */
        MayNotRead: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The credentials are valid, but not for this project, or only for reading. */
        MayNotWrite: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The path is none of this API's. Where only the query is wrong, see 400. */
        NoSuchPath: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The project has no such configuration, or the path is none of this API's. */
        NoSuchConfig: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The path exists, but does not have this method. */
        MethodNotAllowed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The service failed. The request may be sent again. */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The service is overloaded, restarting or limiting your rate. Nothing was changed. */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Cache-Control": components["headers"]["CacheControl"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        /**
         * @description The project that the configurations belong to.
         * @example a4da8115c9d8464ead3a38309130523f
         */
        ProjectId: string;
        /**
         * @description The configuration, by the `id` that its creation answered. One that does not exist, or
         *     belongs to another project, is answered with 404.
         * @example 019a2b5e7c1d73e89f4a5b6c7d8e9f01
         */
        ConfigId: string;
        /**
         * @description How many entries to skip from the start of the list.
         * @example 0
         */
        Offset: number;
        /**
         * @description How many entries to answer at most. A value out of range is an error, never adjusted.
         * @example 10
         */
        Limit: number;
        /**
         * @description Only users whose name contains this text, in any case and any script: both are compared by
         *     Unicode's default case folding, so that `strasse` finds `Straße`. No character is special.
         *     Empty means no filter; an entry without a name matches no filter.
         * @example test
         */
        UserName: string;
        /**
         * @description Your own id for this request, to find it again. Used if it is 1 to 128 characters of
         *     `A-Z`, `a-z`, `0-9`, `.`, `_` and `-`; otherwise a new one is made.
         * @example 9f4c1c5be27b4e0f8d6c2a1b3e5f7081
         */
        RequestId: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The id of this request, yours if you sent a valid one.
         * @example 9f4c1c5be27b4e0f8d6c2a1b3e5f7081
         */
        RequestId: string;
        /**
         * @description Answers are not to be stored by caches.
         * @example no-store
         */
        CacheControl: "no-store";
        /**
         * @description The methods that this path has, separated by a comma.
         * @example GET, POST
         */
        Allow: string;
        /**
         * @description How many seconds to wait before the next try.
         * @example 1
         */
        RetryAfter: number;
    };
    pathItems: never;
}
export type ConfigurationId = components['schemas']['ConfigurationId'];
export type HotspotSessionMigrationEnable = components['schemas']['HotspotSessionMigrationEnable'];
export type HotspotExitSessionNum = components['schemas']['HotspotExitSessionNum'];
export type NonMigrateUsers = components['schemas']['NonMigrateUsers'];
export type UserInfo = components['schemas']['UserInfo'];
export type HotspotSessionMigrationConfig = components['schemas']['HotspotSessionMigrationConfig'];
export type CreateHotspotSessionConfigRequest = components['schemas']['CreateHotspotSessionConfigRequest'];
export type CreateHotspotSessionConfigResponse = components['schemas']['CreateHotspotSessionConfigResponse'];
export type ListHotspotSessionConfigResponse = components['schemas']['ListHotspotSessionConfigResponse'];
export type UpdateHotspotSessionConfigRequest = components['schemas']['UpdateHotspotSessionConfigRequest'];
export type UpdateHotspotSessionConfigResponse = components['schemas']['UpdateHotspotSessionConfigResponse'];
export type ListNonMigrationUsersResponse = components['schemas']['ListNonMigrationUsersResponse'];
export type UpdateNonMigrationUsersRequest = components['schemas']['UpdateNonMigrationUsersRequest'];
export type ErrorResponse = components['schemas']['ErrorResponse'];
export type ResponseInvalidSettings = components['responses']['InvalidSettings'];
export type ResponseInvalidUsers = components['responses']['InvalidUsers'];
export type ResponseInvalidPage = components['responses']['InvalidPage'];
export type ResponseNotAuthenticated = components['responses']['NotAuthenticated'];
export type ResponseMayNotRead = components['responses']['MayNotRead'];
export type ResponseMayNotWrite = components['responses']['MayNotWrite'];
export type ResponseNoSuchPath = components['responses']['NoSuchPath'];
export type ResponseNoSuchConfig = components['responses']['NoSuchConfig'];
export type ResponseMethodNotAllowed = components['responses']['MethodNotAllowed'];
export type ResponseInternalError = components['responses']['InternalError'];
export type ResponseUnavailable = components['responses']['Unavailable'];
export type ParameterProjectId = components['parameters']['ProjectId'];
export type ParameterConfigId = components['parameters']['ConfigId'];
export type ParameterOffset = components['parameters']['Offset'];
export type ParameterLimit = components['parameters']['Limit'];
export type ParameterUserName = components['parameters']['UserName'];
export type ParameterRequestId = components['parameters']['RequestId'];
export type HeaderRequestId = components['headers']['RequestId'];
export type HeaderCacheControl = components['headers']['CacheControl'];
export type HeaderAllow = components['headers']['Allow'];
export type HeaderRetryAfter = components['headers']['RetryAfter'];
export type $defs = Record<string, never>;
export interface operations {
    ListHotspotSessionConfig: {
        parameters: {
            query?: {
                /**
                 * @description How many entries to skip from the start of the list.
                 * @example 0
                 */
                offset?: components["parameters"]["Offset"];
                /**
                 * @description How many entries to answer at most. A value out of range is an error, never adjusted.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"];
            };
            header?: {
                /**
                 * @description Your own id for this request, to find it again. Used if it is 1 to 128 characters of
                 *     `A-Z`, `a-z`, `0-9`, `.`, `_` and `-`; otherwise a new one is made.
                 * @example 9f4c1c5be27b4e0f8d6c2a1b3e5f7081
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The project that the configurations belong to.
                 * @example a4da8115c9d8464ead3a38309130523f
                 */
                project_id: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the project's configurations; an empty one past the end. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListHotspotSessionConfigResponse"];
                };
            };
            400: components["responses"]["InvalidPage"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["MayNotRead"];
            404: components["responses"]["NoSuchPath"];
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    CreateHotspotSessionConfig: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, to find it again. Used if it is 1 to 128 characters of
                 *     `A-Z`, `a-z`, `0-9`, `.`, `_` and `-`; otherwise a new one is made.
                 * @example 9f4c1c5be27b4e0f8d6c2a1b3e5f7081
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The project that the configurations belong to.
                 * @example a4da8115c9d8464ead3a38309130523f
                 */
                project_id: components["parameters"]["ProjectId"];
            };
            cookie?: never;
        };
        /** @description The settings, and the first exempt users where there are any. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateHotspotSessionConfigRequest"];
            };
        };
        responses: {
            /** @description The configuration was created and is stored. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateHotspotSessionConfigResponse"];
                };
            };
            400: components["responses"]["InvalidSettings"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["MayNotWrite"];
            404: components["responses"]["NoSuchPath"];
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    UpdateHotspotSessionConfig: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, to find it again. Used if it is 1 to 128 characters of
                 *     `A-Z`, `a-z`, `0-9`, `.`, `_` and `-`; otherwise a new one is made.
                 * @example 9f4c1c5be27b4e0f8d6c2a1b3e5f7081
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The project that the configurations belong to.
                 * @example a4da8115c9d8464ead3a38309130523f
                 */
                project_id: components["parameters"]["ProjectId"];
                /**
                 * @description The configuration, by the `id` that its creation answered. One that does not exist, or
                 *     belongs to another project, is answered with 404.
                 * @example 019a2b5e7c1d73e89f4a5b6c7d8e9f01
                 */
                config_id: components["parameters"]["ConfigId"];
            };
            cookie?: never;
        };
        /** @description Both settings. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateHotspotSessionConfigRequest"];
            };
        };
        responses: {
            /** @description The settings were replaced and are stored. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateHotspotSessionConfigResponse"];
                };
            };
            400: components["responses"]["InvalidSettings"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["MayNotWrite"];
            404: components["responses"]["NoSuchConfig"];
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    ListNonMigrationUsers: {
        parameters: {
            query?: {
                /**
                 * @description Only users whose name contains this text, in any case and any script: both are compared by
                 *     Unicode's default case folding, so that `strasse` finds `Straße`. No character is special.
                 *     Empty means no filter; an entry without a name matches no filter.
                 * @example test
                 */
                user_name?: components["parameters"]["UserName"];
                /**
                 * @description How many entries to skip from the start of the list.
                 * @example 0
                 */
                offset?: components["parameters"]["Offset"];
                /**
                 * @description How many entries to answer at most. A value out of range is an error, never adjusted.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"];
            };
            header?: {
                /**
                 * @description Your own id for this request, to find it again. Used if it is 1 to 128 characters of
                 *     `A-Z`, `a-z`, `0-9`, `.`, `_` and `-`; otherwise a new one is made.
                 * @example 9f4c1c5be27b4e0f8d6c2a1b3e5f7081
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The project that the configurations belong to.
                 * @example a4da8115c9d8464ead3a38309130523f
                 */
                project_id: components["parameters"]["ProjectId"];
                /**
                 * @description The configuration, by the `id` that its creation answered. One that does not exist, or
                 *     belongs to another project, is answered with 404.
                 * @example 019a2b5e7c1d73e89f4a5b6c7d8e9f01
                 */
                config_id: components["parameters"]["ConfigId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the exempt users; an empty one past the end. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNonMigrationUsersResponse"];
                };
            };
            400: components["responses"]["InvalidPage"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["MayNotRead"];
            404: components["responses"]["NoSuchConfig"];
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    UpdateNonMigrationUsers: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, to find it again. Used if it is 1 to 128 characters of
                 *     `A-Z`, `a-z`, `0-9`, `.`, `_` and `-`; otherwise a new one is made.
                 * @example 9f4c1c5be27b4e0f8d6c2a1b3e5f7081
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The project that the configurations belong to.
                 * @example a4da8115c9d8464ead3a38309130523f
                 */
                project_id: components["parameters"]["ProjectId"];
                /**
                 * @description The configuration, by the `id` that its creation answered. One that does not exist, or
                 *     belongs to another project, is answered with 404.
                 * @example 019a2b5e7c1d73e89f4a5b6c7d8e9f01
                 */
                config_id: components["parameters"]["ConfigId"];
            };
            cookie?: never;
        };
        /** @description What to do, and with which users. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateNonMigrationUsersRequest"];
            };
        };
        responses: {
            /** @description All entries were applied and are stored. The body is empty. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Cache-Control": components["headers"]["CacheControl"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidUsers"];
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["MayNotWrite"];
            404: components["responses"]["NoSuchConfig"];
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}
