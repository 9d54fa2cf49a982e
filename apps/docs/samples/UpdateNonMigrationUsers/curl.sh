CONFIG=019a2b5e7c1d73e89f4a5b6c7d8e9f01

curl --fail-with-body --request PATCH \
  --header "X-Auth-Token: $HOTSPOT_TOKEN" \
  --header "Content-Type: application/json" \
  --data '{
    "update_type": "ADD",
    "non_migrate_users": [
      { "user_id": "da16f9b8bc9444029cc171a4f7286353", "user_name": "test" },
      { "user_name": "night-batch" }
    ]
  }' \
  "$HOTSPOT_URL/v1/$HOTSPOT_PROJECT_ID/hotspot-session-config/$CONFIG/non-migration-users"
