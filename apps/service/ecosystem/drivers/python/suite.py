"""All five operations by the official SDK for Python: prints what they answered, as JSON."""

import json
import os

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkworkspaceapp.v1 import (
    CreateHotspotSessionConfigReq,
    CreateHotspotSessionConfigRequest,
    ListHotspotSessionConfigRequest,
    ListNonMigrationUsersRequest,
    UpdateHotspotSessionConfigReq,
    UpdateHotspotSessionConfigRequest,
    UpdateNonMigrationUsersReq,
    UpdateNonMigrationUsersRequest,
    UserInfo,
    WorkspaceAppClient,
)

odd = os.environ["HOTSPOT_ODD_NAME"]


def client_of(secret_key, project_id):
    credentials = BasicCredentials(os.environ["HOTSPOT_ACCESS_KEY"], secret_key, project_id)
    security_token = os.environ.get("HOTSPOT_SECURITY_TOKEN")
    if security_token:
        credentials.with_security_token(security_token)
    return (
        WorkspaceAppClient.new_builder()
        .with_credentials(credentials)
        .with_endpoints([os.environ["HOTSPOT_URL"]])
        .build()
    )


secret_key = os.environ["HOTSPOT_SECRET_KEY"]
client = client_of(secret_key, os.environ["HOTSPOT_PROJECT_ID"])


def create(by=client):
    body = CreateHotspotSessionConfigReq(
        hotspot_session_migration_enable=True,
        hotspot_exit_session_num=4,
        non_migrate_users=[UserInfo(user_id="u1", user_name=odd)],
    )
    return by.create_hotspot_session_config(CreateHotspotSessionConfigRequest(body=body))


def configs(limit=100, by=client):
    return by.list_hotspot_session_config(ListHotspotSessionConfigRequest(offset=0, limit=limit))


def update(config_id):
    body = UpdateHotspotSessionConfigReq(
        hotspot_session_migration_enable=False, hotspot_exit_session_num=7
    )
    request = UpdateHotspotSessionConfigRequest(config_id=config_id, body=body)
    return client.update_hotspot_session_config(request)


def change(config_id, update_type, user):
    body = UpdateNonMigrationUsersReq(update_type=update_type, non_migrate_users=[user])
    request = UpdateNonMigrationUsersRequest(config_id=config_id, body=body)
    client.update_non_migration_users(request)


def names(config_id, user_name):
    request = ListNonMigrationUsersRequest(
        config_id=config_id, user_name=user_name, offset=0, limit=10
    )
    found = client.list_non_migration_users(request)
    return [found.total_count, [user.user_name for user in found.non_migrate_users]]


def error_of(call):
    try:
        call()
    except ServiceResponseException as error:
        return [error.status_code, error.error_code, error.error_msg, bool(error.request_id)]
    return None


config_id = create().id
listed = [item.id for item in configs().items]
updated = update(config_id)
change(config_id, "ADD", UserInfo(user_name="Ωmega"))
filtered = names(config_id, odd)
added = names(config_id, "")
change(config_id, "DELETE", UserInfo(user_id="u1"))
print(
    json.dumps(
        {
            "listed": listed == [config_id],
            "updated": [updated.hotspot_session_migration_enable, updated.hotspot_exit_session_num],
            "filtered": filtered,
            "added": added,
            "left": names(config_id, ""),
            "errors": [
                error_of(lambda: configs(1000)),
                error_of(lambda: configs(by=client_of(secret_key + "x", os.environ["HOTSPOT_PROJECT_ID"]))),
                error_of(lambda: create(by=client_of(secret_key, "another-project"))),
                *[
                    error_of(lambda id=id: update(id))
                    for id in ["unknown", "answer-405", "answer-500", "answer-503"]
                ],
            ],
        }
    )
)
