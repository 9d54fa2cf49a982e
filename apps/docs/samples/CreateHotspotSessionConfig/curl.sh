curl --fail-with-body \
  --header "X-Auth-Token: $HOTSPOT_TOKEN" \
  --header "Content-Type: application/json" \
  --data '{
    "hotspot_session_migration_enable": true,
    "hotspot_exit_session_num": 2,
    "non_migrate_users": [
      { "user_id": "da16f9b8bc9444029cc171a4f7286353", "user_name": "test" }
    ]
  }' \
  "$HOTSPOT_URL/v1/$HOTSPOT_PROJECT_ID/hotspot-session-config"
